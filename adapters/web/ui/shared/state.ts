// One room as a pure machine: an event goes in, the next state and the effects come out. It knows no
// clock, socket or storage; `now` and randomness arrive inside the events.
import type { Effect, Event, State, Step } from './model';
import { discard, flush, press, refuse, retry, say, settle, unanswered_ms, without_photo } from './outbox';
import { photo_step, start_uploads } from './photo_queue';
import type { PhotoEvent } from './photo_queue';
import { empty_timeline, place_rows } from './timeline';
import type { Row, ServerFrame } from './wire';

const slowest_reconnect_ms = 30_000; // the protocol page: 1, 2, 4 … 30 s
const restart_ms = 1000; // a server that restarts is back in about this

// Another history than ours. What waits to be sent goes there; a tap belongs to what is not there any more.
function start_over(state: State, effects: Effect[]): State {
  const taps = state.outbox.filter((item) => item.kind === 'press');
  const rest = taps.reduce((next, item) => discard(next, item.id, effects), state);
  const afresh = state.afresh || state.timeline.items.length > 0;
  return { ...rest, timeline: empty_timeline, history_end: -1, delivered: 0, seen: 0, pressed: {}, afresh };
}

function welcome(state: State, last: number, effects: Effect[], now: number): State {
  if (last < state.timeline.last) {
    effects.push({ do: 'drop' }); // a restored backup, or another person
    return start_over(state, effects);
  }
  const online: State = {
    ...state,
    link: 'online',
    attempt: 0,
    caught_up: last,
    history_end: state.history_end < 0 ? last : state.history_end,
    photos: start_uploads(state.photos, true, effects),
  };
  return flush(online, effects, now);
}

function take_rows(state: State, rows: Row[], effects: Effect[]): State {
  const { timeline, fresh } = place_rows(state.timeline, rows);
  const news = fresh.filter((row) => row.seq > state.history_end && row.from !== 'me');
  if (news.length > 0) effects.push({ do: 'arrived', rows: news });
  let next: State = { ...state, timeline };
  for (const row of rows) {
    if (row.from === 'me' && row.id) next = settle(next, row.id, effects);
  }
  return next;
}

function take_frames(state: State, frames: ServerFrame[], effects: Effect[], now: number): State {
  let rows: Row[] = [];
  let next = state;
  for (const frame of frames) {
    if (frame.t === 'row') {
      rows.push(frame.row);
      continue;
    }
    next = take_rows(next, rows, effects);
    rows = [];
    if (frame.t === 'welcome') next = welcome(next, frame.last, effects, now);
    else if (frame.t === 'ack') next = { ...settle(next, frame.id, effects), notice: frame.text };
    else if (frame.t === 'nack') next = refuse(next, frame, effects);
    else if (frame.t === 'delivered') next = { ...next, delivered: Math.max(next.delivered, frame.seq) };
    else if (frame.t === 'cases') effects.push({ do: 'cases' });
    else if (frame.t === 'bye') next = { ...next, restarting: frame.why === 'restart' };
  }
  return take_rows(next, rows, effects);
}

function closed(state: State, random: number, effects: Effect[]): State {
  const backoff = Math.min(slowest_reconnect_ms, 1000 * 2 ** state.attempt);
  const after = state.restarting ? restart_ms : Math.round(backoff * (0.75 + random / 2));
  effects.push({ do: 'connect', after });
  const outbox = state.outbox.map((item) => (item.sent_at ? { ...item, sent_at: 0 } : item));
  return { ...state, link: 'waiting', restarting: false, attempt: state.attempt + 1, outbox };
}

function take_photo(state: State, event: PhotoEvent, effects: Effect[], now: number): State {
  const { queue, effects: more } = photo_step(state.photos, event, state.link === 'online');
  effects.push(...more);
  let next: State = { ...state, photos: queue };
  if (event.kind === 'photo_added' || event.kind === 'photo_dropped') {
    const others = state.draft_photos.filter((id) => id !== event.id);
    const claimed = state.outbox.some((item) => item.photos.includes(event.id));
    const draft_photos = event.kind === 'photo_added' && !claimed ? [...others, event.id] : others;
    effects.push({ do: 'keep_draft', photos: draft_photos });
    next = { ...next, draft_photos };
  }
  if (event.kind === 'photo_dropped') next = without_photo(next, event.id, effects);
  return flush(next, effects, now);
}

function tick(state: State, now: number, effects: Effect[]): State {
  const dead = state.outbox.some((item) => item.sent_at > 0 && now - item.sent_at >= unanswered_ms);
  if (state.link === 'online' && dead) {
    effects.push({ do: 'drop' });
    return state;
  }
  if (state.outbox.some((item) => item.sent_at > 0)) effects.push({ do: 'wake', after: unanswered_ms });
  return flush(state, effects, now);
}

function take(state: State, event: Event, effects: Effect[]): State {
  switch (event.kind) {
    case 'connecting':
      return { ...state, link: 'connecting' };
    case 'opened':
      effects.push({ do: 'send', frame: { t: 'hello', last: state.timeline.last } });
      return state;
    case 'frames':
      return take_frames(state, event.frames, effects, event.now);
    case 'closed':
      return closed(state, event.random, effects);
    case 'new_session':
      return start_over(state, effects);
    case 'network':
      if (!event.up) effects.push({ do: 'drop' });
      else if (state.link === 'waiting') effects.push({ do: 'connect', after: 0 });
      return { ...state, network: event.up };
    case 'say':
      return say(state, event, effects);
    case 'press':
      return press(state, event, effects);
    case 'restore':
      return { ...state, outbox: event.outbox, draft_photos: event.draft_photos, pressed: event.pressed ?? {} };
    case 'retry':
      return retry(state, event.id, effects, event.now);
    case 'discard':
      return discard(state, event.id, effects);
    case 'tick':
      return tick(state, event.now, effects);
    case 'seen':
      if (event.seq <= state.seen || state.link !== 'online') return state;
      effects.push({ do: 'send', frame: { t: 'seen', seq: event.seq } });
      return { ...state, seen: event.seq };
    case 'photo':
      return take_photo(state, event.event, effects, event.now);
  }
}

export function step(state: State, event: Event): Step {
  const effects: Effect[] = [];
  return { state: take(state, event, effects), effects };
}
