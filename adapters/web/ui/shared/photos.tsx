// Photos in a message: small ones in rows, a large one in a box over the page.
import { useState } from 'preact/hooks';
import type { CommonTexts } from '../texts/common';
import { Dialog } from './dialog';
import { room_here } from './here';
import { Icon } from './icons';
import type { Ui } from './view';
import type { Photo } from './wire';

const thumb_side = 320; // the server's thumbnails
const most_failures = 5; // half a minute in all: the network may be away, or the server restarting

const address = (photo: Photo, size = ''): string => `/photos/${photo.hash}?room=${room_here()}${size}`;

function Picture({ photo, thumb, alt, gone }: { photo: Photo; thumb: boolean; alt: string; gone: string }) {
  const [failures, set_failures] = useState(0);
  if (failures > most_failures) return <span class="photo-gone">{gone}</span>;
  const side = Math.max(photo.width, photo.height) || thumb_side;
  const scale = thumb ? Math.min(1, thumb_side / side) : 1;
  return (
    <img
      src={address(photo, (thumb ? '&size=thumb' : '') + (failures > 0 ? `&again=${failures}` : ''))}
      alt={alt}
      width={Math.round(photo.width * scale) || undefined}
      height={Math.round(photo.height * scale) || undefined}
      loading={thumb ? 'lazy' : 'eager'}
      decoding="async"
      onError={() => setTimeout(() => set_failures(failures + 1), 1000 * 2 ** failures)}
    />
  );
}

export function PhotoRow({ photos, ui }: { photos: Photo[]; ui: Ui }) {
  if (photos.length === 0) return null;
  return (
    <div class={photos.length === 1 ? 'photos one' : 'photos'}>
      {photos.map((photo, index) => (
        <button
          type="button"
          class="photo"
          key={photo.hash}
          aria-label={ui.texts.photo_open(index + 1)}
          onClick={() => ui.show_photos(photos, index)}
        >
          <Picture photo={photo} thumb alt="" gone={ui.texts.photo_gone} />
        </button>
      ))}
    </div>
  );
}

export interface Shown {
  photos: Photo[];
  index: number;
}

interface ViewerProps {
  shown: Shown;
  texts: CommonTexts;
  show(shown: Shown | undefined): void;
}

export function PhotoViewer({ shown, texts, show }: ViewerProps) {
  const { photos, index } = shown;
  const photo = photos[index];
  if (!photo) return null;
  const turn = (by: number): void => {
    if (photos[index + by]) show({ photos, index: index + by });
  };
  const on_key = (key: string): void => {
    if (key === 'ArrowLeft') turn(-1);
    if (key === 'ArrowRight') turn(1);
  };
  const title = photos.length > 1 ? texts.photo_of(index + 1, photos.length) : texts.photo;
  return (
    <Dialog title={title} close_label={texts.close} wide on_close={() => show(undefined)} on_key={on_key}>
      <div class="viewer">
        <Picture key={photo.hash} photo={photo} thumb={false} alt={texts.photo_n(index + 1)} gone={texts.photo_gone} />
      </div>
      {photos.length > 1 && (
        <div class="viewer-turn">
          <button type="button" class="plain" aria-disabled={index === 0} onClick={() => turn(-1)}>
            <Icon name="back" />
            {texts.photo_previous}
          </button>
          <button type="button" class="plain" aria-disabled={index === photos.length - 1} onClick={() => turn(1)}>
            {texts.photo_next}
            <Icon name="next" />
          </button>
        </div>
      )}
    </Dialog>
  );
}
