// Small pure readings of text and time for the eye.
import type { CommonTexts, Language } from '../texts/common';

export type Piece = { text: string; href?: string };

// An address, `tel:`, or a number that a reader is told to dial.
const link_pattern =
  /(https?:\/\/[^\s<>"'（）。，；、！？]+)|tel:(\+?[0-9][0-9-]{1,18})|((?:拨打?|致电|电话[:：]?|\bcall|\bdial|\bphone)\s*)(\+?[0-9][0-9-]{1,18}[0-9])/gi;

function same_origin(address: string, origin: string): boolean {
  try {
    const url = new URL(address, origin);
    return url.origin === origin && /^https?:$/.test(url.protocol);
  } catch {
    return false;
  }
}

export function own_link(address: string, origin: string): string | undefined {
  return same_origin(address, origin) ? new URL(address, origin).href : undefined;
}

// Cuts a text into pieces, some of which may be tapped. Only addresses of this very server become
// links: what a stranger wrote is quoted to staff, and a link in it must not lead them away.
export function link_pieces(text: string, origin: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const add = (until: number, piece?: Piece): void => {
    if (until > from) pieces.push({ text: text.slice(from, until) });
    if (piece) pieces.push(piece);
    from = until + (piece?.text.length ?? 0);
  };
  const pattern = new RegExp(link_pattern); // it keeps a position
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, address, tel, verb, number] = match;
    if (address !== undefined) {
      const bare = address.replace(/[.,;:!?)\]]+$/, '');
      if (same_origin(bare, origin)) add(match.index, { text: bare, href: bare });
    } else if (tel !== undefined) {
      add(match.index, { text: match[0], href: `tel:${tel}` });
    } else if (number !== undefined) {
      add(match.index + (verb ?? '').length, { text: number, href: `tel:${number}` });
    }
  }
  add(text.length);
  return pieces;
}

export function clock(at: number, language: Language): string {
  return new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false });
}

const day_of = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const same_day = (left: number, right: number): boolean => day_of(left) === day_of(right);

export function day_name(at: number, now: number, language: Language, texts: CommonTexts): string {
  if (same_day(at, now)) return texts.today;
  if (same_day(at, day_of(now) - 1)) return texts.yesterday;
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Date(at).toLocaleDateString(language, { year, month: 'long', day: 'numeric', weekday: 'long' });
}

// Characters as the server counts them: an emoji is one.
export const length_of = (text: string): number => Array.from(text).length;
