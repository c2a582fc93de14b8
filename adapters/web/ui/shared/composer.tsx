// Where one writes: a field that grows, photos, and the button that sends. The draft survives a reload.
import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons';
import type { Keeper } from './keeper';
import type { State } from './model';
import { max_photos } from './photo_queue';
import { PhotoTray } from './pending';
import type { Ui } from './view';
import { length_of } from './words';

const max_length = 4000; // characters; the server takes no more
const counter_from = 3600; // the counter shows near the limit only
const picture_types = 'image/jpeg,image/png,image/webp';

export interface Pen {
  text(): string;
  write(text: string): void; // replaces what stands there, and takes the focus
}

interface Props {
  ui: Ui;
  state: State;
  keeper: Keeper;
  pen: RefObject<Pen | null>;
  placeholder: string;
  above?(text: string): ComponentChildren;
  big: boolean; // the text size, by which the field grows
  send(text: string): void;
}

interface PickerProps {
  icon: IconName;
  label: string;
  camera: boolean;
  pick(files: File[]): void;
}

function Picker({ icon, label, camera, pick }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const picked = (): void => {
    if (!input.current) return;
    pick(Array.from(input.current.files ?? []));
    input.current.value = ''; // the same photo may be chosen again
  };
  const more = camera ? { capture: 'environment' as const } : { multiple: true };
  return (
    <>
      <button type="button" class="tool" onClick={() => input.current?.click()}>
        <Icon name={icon} />
        <span>{label}</span>
      </button>
      <input type="file" hidden accept={picture_types} ref={input} onChange={picked} data-camera={camera} {...more} />
    </>
  );
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

// A finger's Enter is a new line, as in every phone's keyboard; a desk's Enter sends.
const has_mouse = (): boolean => matchMedia('(hover: hover) and (pointer: fine)').matches;

const pictures_in = (data: DataTransfer | null): File[] =>
  Array.from(data?.files ?? []).filter((file) => file.type.startsWith('image/'));

export function Composer({ ui, state, keeper, pen, placeholder, above, big, send }: Props) {
  const { texts, room } = ui;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, set_text] = useState(() => keeper.value('draft'));
  const [note, set_note] = useState('');
  const length = length_of(text);
  const photos = state.draft_photos;
  const ready = (text.trim() !== '' || photos.length > 0) && length <= max_length;

  const change = (value: string): void => {
    set_text(value);
    keeper.set_value('draft', value);
  };
  useLayoutEffect(() => {
    if (field.current) grow(field.current);
  }, [text, big, placeholder]);
  pen.current = {
    text: () => text,
    write: (value) => {
      change(value);
      const element = field.current;
      if (!element) return;
      element.value = value; // now, so that the caret can go behind it
      element.focus();
      element.setSelectionRange(value.length, value.length);
    },
  };
  const pick = (files: File[]): void => {
    const room_left = max_photos - photos.length;
    set_note(files.length > room_left ? texts.photos_full(max_photos) : '');
    room.add_photos(files);
    field.current?.focus();
  };
  const submit = (): void => {
    if (!ready) return;
    send(text.trim());
    change('');
    set_note('');
    field.current?.focus();
  };
  const key_down = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.shiftKey) return;
    if (!event.ctrlKey && !event.metaKey && !has_mouse()) return;
    event.preventDefault();
    submit();
  };
  const drop = (event: DragEvent): void => {
    const files = pictures_in(event.dataTransfer);
    if (files.length === 0) return;
    event.preventDefault();
    pick(files);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <div class="composer-column">
        {above?.(text)}
        <PhotoTray ids={photos} state={state} ui={ui} />
        <div role="status" class="note">
          {note}
          {length >= counter_from ? texts.left(max_length - length) : ''}
        </div>
        <div class="composer-row">
          <div class="tools">
            <Picker icon="camera" label={texts.take_photo} camera pick={pick} />
            <Picker icon="picture" label={texts.pick_photo} camera={false} pick={pick} />
          </div>
          <textarea
            id="input"
            rows={1}
            ref={field}
            value={text}
            placeholder={placeholder}
            aria-label={placeholder}
            enterkeyhint={has_mouse() ? 'send' : 'enter'}
            onInput={(event) => change(event.currentTarget.value)}
            onKeyDown={key_down}
            onPaste={(event) => {
              const files = pictures_in(event.clipboardData);
              if (files.length === 0) return;
              event.preventDefault();
              pick(files);
            }}
          />
          <button type="submit" class="send" aria-disabled={!ready}>
            <Icon name="send" />
            <span>{texts.send}</span>
          </button>
        </div>
      </div>
    </form>
  );
}
