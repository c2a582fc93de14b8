// What was said and is not acknowledged yet: the offline queue of the machine in state.ts. Everything
// is sent again under the id it was born with, until the server says that it has it.
import type { Effect, Event, Outgoing, State } from './model';
import type { ClientFrame, Row, ServerFrame } from './wire';

const busy_ms = 3000; // "a few seconds" after `busy`
export const unanswered_ms = 15_000; // a socket that answers nothing for so long is dead, whatever it says

const stored_hash = (state: State, id: string): string | undefined =>
  state.photos.find((upload) => upload.id === id)?.hash;

const is_ready = (state: State, item: Outgoing): boolean =>
  item.photos.every((id) => stored_hash(state, id) !== undefined);

// Half of a pair is no character: the server would refuse the whole frame, again and again.
const well_formed = (text: string): string =>
  text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (c) => (c.length === 2 ? c : '\ufffd'));

function frame_for(state: State, item: Outgoing): ClientFrame {
  if (item.kind === 'press') return { t: 'press', id: item.id, data: item.data ?? '', of: item.of ?? 0 };
  const photos = item.photos.map((id) => stored_hash(state, id) ?? '');
  const say: ClientFrame = { t: 'say', id: item.id, text: well_formed(item.text), photos };
  return item.reply_to ? { ...say, reply_to: item.reply_to } : say;
}

// Sends all that waits, oldest first. Words do not wait behind a photo that is still on its way:
// "I smell gas" must not.
export function flush(state: State, effects: Effect[], now: number): State {
  if (state.link !== 'online') return state;
  let sent = false;
  const outbox = state.outbox.map((item) => {
    if (item.sent_at > 0 || item.failed || !is_ready(state, item)) return item;
    sent = true;
    effects.push({ do: 'send', frame: frame_for(state, item) });
    return { ...item, sent_at: Math.max(now, 1) };
  });
  if (!sent) return state;
  effects.push({ do: 'wake', after: unanswered_ms });
  return { ...state, outbox };
}

// The choice that was taken in this very row.
export function taken_in(state: State, row: Row): string | undefined {
  const press = state.pressed[row.seq];
  return press && press.at === row.at ? press.data : undefined;
}

// Takes an item away for good, with its photos.
export function discard(state: State, id: string, effects: Effect[]): State {
  const item = state.outbox.find((one) => one.id === id);
  if (!item) return state;
  effects.push({ do: 'forget', item });
  return {
    ...state,
    outbox: state.outbox.filter((one) => one.id !== id),
    photos: state.photos.filter((upload) => !item.photos.includes(upload.id)),
  };
}

// The server has it on disk.
export function settle(state: State, id: string, effects: Effect[]): State {
  const item = state.outbox.find((one) => one.id === id);
  const next = discard(state, id, effects);
  if (item?.kind !== 'press' || !item.of) return next;
  const pressed = { ...next.pressed, [item.of]: { at: item.of_at ?? 0, data: item.data ?? '' } };
  effects.push({ do: 'keep_pressed', pressed });
  return { ...next, pressed };
}

export function retry(state: State, id: string, effects: Effect[], now: number): State {
  const next = change_item(state, id, { failed: undefined, sent_at: 0 });
  keep(next, id, effects);
  return flush(next, effects, now);
}

export function refuse(state: State, frame: ServerFrame & { t: 'nack' }, effects: Effect[]): State {
  const { id, why, text } = frame;
  if (!state.outbox.some((item) => item.id === id)) return state;
  if (why === 'busy') {
    effects.push({ do: 'wake', after: busy_ms });
    return change_item(state, id, { sent_at: 0 });
  }
  const next = change_item(state, id, { failed: { why, text }, sent_at: 0 });
  keep(next, id, effects);
  return next;
}

function keep(state: State, id: string, effects: Effect[]): void {
  const item = state.outbox.find((one) => one.id === id);
  if (item) effects.push({ do: 'keep', item });
}

function change_item(state: State, id: string, with_: Partial<Outgoing>): State {
  return { ...state, outbox: state.outbox.map((item) => (item.id === id ? { ...item, ...with_ } : item)) };
}

export function say(state: State, event: Event & { kind: 'say' }, effects: Effect[]): State {
  const { id, text, reply_to, now } = event;
  const photos = [...state.draft_photos];
  const item: Outgoing = { kind: 'say', id, text, photos, reply_to, at: now, sent_at: 0 };
  effects.push({ do: 'keep', item }, { do: 'keep_draft', photos: [] });
  return flush({ ...state, outbox: [...state.outbox, item], draft_photos: [] }, effects, now);
}

export function press(state: State, event: Event & { kind: 'press' }, effects: Effect[]): State {
  const { id, row, data, label, now } = event;
  if (state.outbox.some((item) => item.of === row.seq && !item.failed)) return state; // a double tap
  const others = state.outbox.filter((item) => item.of !== row.seq);
  const item: Outgoing = {
    kind: 'press', id, at: now, text: label, photos: [], data, of: row.seq, of_at: row.at, sent_at: 0,
  };
  effects.push({ do: 'keep', item });
  return flush({ ...state, outbox: [...others, item] }, effects, now);
}

// A photo taken out of a message that waits: the rest of the message goes without it.
export function without_photo(state: State, photo: string, effects: Effect[]): State {
  const owner = state.outbox.find((item) => item.photos.includes(photo));
  if (!owner) return state;
  const photos = owner.photos.filter((id) => id !== photo);
  if (photos.length === 0 && owner.text === '') return discard(state, owner.id, effects);
  const next = change_item(state, owner.id, { photos });
  keep(next, owner.id, effects);
  return next;
}
