// A box over the page: takes the focus, keeps it, closes by Escape or a tap beside it, and gives the
// focus back. Written out, since the browser's own <dialog> is missing on older iPhones.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icons';

const reachable = 'a[href],button:not([disabled]):not([tabindex="-1"]),input,select,textarea';

function keep_focus(box: HTMLElement, event: KeyboardEvent): void {
  const stops = Array.from(box.querySelectorAll<HTMLElement>(reachable));
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return;
  const active = document.activeElement;
  const outside = !box.contains(active) || active === box;
  if (event.shiftKey && (outside || active === first)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (outside || active === last)) {
    event.preventDefault();
    first.focus();
  }
}

interface Props {
  title: string;
  close_label: string;
  wide?: boolean;
  on_close(): void;
  on_key?(key: string): void;
  children: ComponentChildren;
}

export function Dialog({ title, close_label, wide, on_close, on_key, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      // Later, since the page behind is still inert now.
      setTimeout(() => before instanceof HTMLElement && document.contains(before) && before.focus());
    };
  }, []);
  const key_down = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      on_close();
    } else if (event.key === 'Tab' && box.current) keep_focus(box.current, event);
    else on_key?.(event.key);
  };
  return (
    <div class="backdrop" onClick={(event) => event.target === event.currentTarget && on_close()}>
      <div
        class={wide ? 'dialog wide' : 'dialog'}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        ref={box}
        onKeyDown={key_down}
      >
        <div class="dialog-head">
          <h2>{title}</h2>
          <button type="button" class="quiet" onClick={on_close}>
            <Icon name="close" />
            <span>{close_label}</span>
          </button>
        </div>
        {children}
      </div>
    </div>
  );
}
