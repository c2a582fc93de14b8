// Keeps a conversation at its end, unless the reader scrolled away from it.
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const near_px = 60; // this close counts as at the end

// At high zoom the page itself scrolls instead of the box (see base.css).
function scroller(box: HTMLElement): Element {
  const own = getComputedStyle(box).overflowY !== 'visible';
  return own ? box : (document.scrollingElement ?? document.documentElement);
}

const at_end = (element: Element): boolean =>
  element.scrollHeight - element.scrollTop - element.clientHeight < near_px;

export interface Follow {
  box: RefObject<HTMLDivElement | null>;
  following: boolean;
  to_end(): void;
}

// `stamp` changes whenever something was added or grew.
export function use_follow(stamp: unknown): Follow {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef(true);
  const [following, set_following] = useState(true);

  const to_end = (): void => {
    if (!box.current) return;
    const element = scroller(box.current);
    element.scrollTop = element.scrollHeight;
    wanted.current = true;
    set_following(true);
  };
  useLayoutEffect(() => {
    if (wanted.current) to_end();
  }, [stamp]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const scrolled = (): void => {
      wanted.current = at_end(scroller(element));
      set_following(wanted.current);
    };
    const resized = (): void => {
      if (wanted.current) to_end();
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    addEventListener('scroll', scrolled, { passive: true });
    addEventListener('resize', resized); // the keyboard of a phone opened
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(resized);
    observer?.observe(element);
    return () => {
      element.removeEventListener('scroll', scrolled);
      removeEventListener('scroll', scrolled);
      removeEventListener('resize', resized);
      observer?.disconnect();
    };
  }, []);
  return { box, following, to_end };
}
