// What the machine of one room holds, hears and asks for (see state.ts).
import type { PhotoEffect, PhotoEvent, PhotoQueue } from './photo_queue';
import { empty_timeline } from './timeline';
import type { Timeline } from './timeline';
import type { ClientFrame, Row, ServerFrame } from './wire';

// Something that this person said and the server has not acknowledged. Its id never changes, so that
// the server keeps one of it however often it is sent.
export interface Outgoing {
  kind: 'say' | 'press';
  id: string;
  at: number;
  text: string; // of a press: the label, for the eye
  photos: string[]; // ids in the photo queue
  reply_to?: number;
  data?: string; // of a press
  of?: number; // of a press: the row whose choice it is
  of_at?: number; // the time of that row
  failed?: { why: string; text: string };
  sent_at: number; // on this socket; 0: not yet
}

// The choice that was taken in a row. The row's time tells it from the same number in another history.
export interface Press {
  at: number;
  data: string;
}

export interface State {
  link: 'connecting' | 'online' | 'waiting';
  network: boolean; // what the browser believes
  attempt: number; // failed connections in a row
  restarting: boolean; // the server said that it will be back in a second
  timeline: Timeline;
  history_end: number; // rows up to here were there before this page: no bell for them; -1: not known yet
  caught_up: number; // the replay of this connection ends here
  delivered: number;
  seen: number;
  outbox: readonly Outgoing[];
  pressed: Readonly<Record<number, Press>>; // by the row's number
  photos: PhotoQueue;
  draft_photos: readonly string[];
  afresh: boolean; // rows of another session were shown here, and are gone
  notice: string; // what the server answered to the last tap; empty most of the time
}

export type Event =
  | { kind: 'connecting' }
  | { kind: 'opened' }
  | { kind: 'frames'; frames: ServerFrame[]; now: number }
  | { kind: 'closed'; random: number } // 0 to 1
  | { kind: 'new_session' } // we are nobody whom the server knows
  | { kind: 'network'; up: boolean }
  | { kind: 'say'; id: string; text: string; reply_to?: number; now: number }
  | { kind: 'press'; id: string; row: Row; data: string; label: string; now: number }
  | { kind: 'restore'; outbox: Outgoing[]; draft_photos: string[]; pressed?: Record<number, Press> }
  | { kind: 'retry'; id: string; now: number }
  | { kind: 'discard'; id: string }
  | { kind: 'tick'; now: number }
  | { kind: 'seen'; seq: number }
  | { kind: 'photo'; event: PhotoEvent; now: number };

export type Effect =
  | { do: 'send'; frame: ClientFrame }
  | { do: 'connect'; after: number }
  | { do: 'drop' } // close the socket; `closed` follows
  | { do: 'wake'; after: number } // `tick` follows
  | { do: 'keep'; item: Outgoing } // survive a reload
  | { do: 'keep_draft'; photos: readonly string[] }
  | { do: 'keep_pressed'; pressed: Readonly<Record<number, Press>> }
  | { do: 'forget'; item: Outgoing }
  | { do: 'arrived'; rows: Row[] } // new while this page is open
  | { do: 'cases' }
  | PhotoEffect;

export interface Step {
  state: State;
  effects: Effect[];
}

export const initial_state: State = {
  link: 'connecting',
  network: true,
  attempt: 0,
  restarting: false,
  timeline: empty_timeline,
  history_end: -1,
  caught_up: 0,
  delivered: 0,
  seen: 0,
  outbox: [],
  pressed: {},
  photos: [],
  draft_photos: [],
  afresh: false,
  notice: '',
};
