// What was said and is not acknowledged: it stands at the end of the conversation, with its photos and
// with what can be done when it does not go out.
import { useState } from 'preact/hooks';
import { Foot, Failure, Quote } from './message';
import type { Outgoing, State } from './model';
import type { Upload } from './photo_queue';
import { item_of } from './timeline';
import type { Ui } from './view';
import { Icon } from './icons';
import type { CommonTexts } from '../texts/common';

export function reason(upload: Upload, texts: CommonTexts): string {
  const known: Record<string, string> = {
    too_big: texts.why_too_big,
    not_a_picture: texts.why_not_a_picture,
    too_many_pixels: texts.why_too_many_pixels,
    unsupported: texts.why_unsupported,
    too_many: texts.why_too_many,
    lost: texts.why_lost,
  };
  return known[upload.why ?? ''] ?? upload.text ?? texts.why_other;
}

function Preview({ address, alt }: { address?: string; alt: string }) {
  const [broken, set_broken] = useState(false);
  if (!address || broken) return <Icon name="picture" />;
  return <img src={address} alt={alt} onError={() => set_broken(true)} />;
}

interface TrayProps {
  ids: readonly string[];
  state: State;
  ui: Ui;
}

// Photos with their progress, and a way to take each out or try it again.
export function PhotoTray({ ids, state, ui }: TrayProps) {
  const { texts, room } = ui;
  const uploads = ids
    .map((id) => state.photos.find((upload) => upload.id === id))
    .filter((upload): upload is Upload => upload !== undefined);
  if (uploads.length === 0) return null;
  return (
    <ul class="tray">
      {uploads.map((upload, index) => (
        <li key={upload.id} class={`tray-photo ${upload.state}`}>
          <span class="tray-picture">
            <Preview address={room.preview(upload.id)} alt={texts.photo_n(index + 1)} />
          </span>
          <span class="tray-words">
            {upload.state === 'sending' && (
              <progress max={1} value={upload.progress} aria-label={texts.photo_n(index + 1)} />
            )}
            {upload.state === 'sending' && texts.photo_sending(Math.round(upload.progress * 100))}
            {upload.state === 'waiting' && texts.photo_waiting}
            {upload.state === 'stored' && texts.photo_ready}
            {upload.state === 'refused' && `${texts.photo_failed}: ${reason(upload, texts)}`}
          </span>
          <span class="tray-acts">
            {upload.state === 'refused' && upload.why !== 'lost' && (
              <button
                type="button"
                class="round"
                aria-label={texts.photo_retry(index + 1)}
                onClick={() => room.photo('photo_retry', upload.id)}
              >
                <Icon name="retry" />
              </button>
            )}
            <button
              type="button"
              class="round"
              aria-label={texts.photo_remove(index + 1)}
              onClick={() => room.photo('photo_dropped', upload.id)}
            >
              <Icon name="close" />
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Pending({ item, state, ui }: { item: Outgoing; state: State; ui: Ui }) {
  const uploading = item.photos.some((id) => state.photos.some((one) => one.id === id && one.state !== 'stored'));
  const quoted = item_of(state.timeline, item.reply_to)?.row;
  return (
    <article class="bubble me pending">
      <p class="hidden-word">{ui.texts.me}</p>
      <div class="body">
        {quoted && <Quote row={quoted} ui={ui} />}
        {item.text && <p>{item.text}</p>}
        <PhotoTray ids={item.photos} state={state} ui={ui} />
        {uploading && <p class="note">{ui.texts.photos_on_the_way}</p>}
      </div>
      {item.failed ? (
        <Failure item={item} ui={ui} />
      ) : (
        <Foot at={item.at} progress={item.sent_at ? 'sending' : 'waiting'} ui={ui} />
      )}
    </article>
  );
}
