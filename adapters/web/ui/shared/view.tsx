// What every view is handed, and the two habits that they share.
import { Component } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { CommonTexts, Language } from '../texts/common';
import type { State } from './model';
import type { Room } from './room';
import type { Choice, Photo, Row } from './wire';

export interface Ui<Texts extends CommonTexts = CommonTexts> {
  texts: Texts;
  language: Language;
  room: Room;
  show_photos(photos: Photo[], index: number): void;
  choose(row: Row, choice: Choice): void;
  reply?(row: Row): void; // where rows can be answered one by one
}

export function use_room(room: Room): State {
  const [, redraw] = useState(0);
  useLayoutEffect(() => room.watch(() => redraw((count) => count + 1)), [room]);
  return room.state();
}

// Draws again only when one of its properties is another one: a long conversation on an old phone.
export abstract class Still<Props> extends Component<Props> {
  shouldComponentUpdate(next: Readonly<Props>): boolean {
    const left = this.props as Record<string, unknown>;
    const right = next as Record<string, unknown>;
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return Array.from(names).some((name) => name !== 'children' && left[name] !== right[name]);
  }
}
