// One room in the browser: the machine of state.ts with a socket, a keeper and the uploads around it.
import { open_connection } from './connection';
import type { Keeper } from './keeper';
import { initial_state, type Effect, type Event, type Press, type State } from './model';
import { max_photos, type PhotoEvent } from './photo_queue';
import { step } from './state';
import { open_uploads } from './uploads';
import type { Row } from './wire';

const long_hidden_ms = 30_000; // a phone that slept so long may hold a dead socket

export interface Room {
  state(): State;
  watch(heard: () => void): () => void;
  say(text: string, reply_to?: number): void;
  press(row: Row, data: string, label: string): void;
  retry(id: string): void;
  discard(id: string): void;
  seen(seq: number): void;
  add_photos(files: Iterable<Blob>): void;
  photo(kind: 'photo_retry' | 'photo_dropped', id: string): void;
  preview(id: string): string | undefined;
  start(): void;
  start_over(): void; // the session is a new one
  end(): void;
}

interface Parts {
  path: string; // of the WebSocket
  keeper: Keeper;
  prepare(): Promise<boolean>;
  arrived?(rows: Row[]): void;
  cases?(): void;
}

// crypto.randomUUID is missing in old browsers and on plain http.
export function new_id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const socket_address = (path: string): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;

function kept_presses(keeper: Keeper): Record<number, Press> {
  try {
    const kept: unknown = JSON.parse(keeper.value('pressed') || '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<number, Press>) : {};
  } catch {
    return {};
  }
}

export function open_room({ path, keeper, prepare, arrived, cases }: Parts): Room {
  let state = initial_state;
  let wake: { timer: ReturnType<typeof setTimeout>; at: number } | undefined;
  const watchers = new Set<() => void>();

  const photo_event = (event: PhotoEvent): void => dispatch({ kind: 'photo', event, now: Date.now() });
  const uploads = open_uploads(keeper, photo_event);
  const connection = open_connection({
    make_socket: () => new WebSocket(socket_address(path)),
    prepare,
    dispatch,
  });

  function wake_after(after: number): void {
    const at = Date.now() + after;
    if (wake && wake.at <= at) return;
    clearTimeout(wake?.timer);
    const timer = setTimeout(() => {
      wake = undefined;
      dispatch({ kind: 'tick', now: Date.now() });
    }, after);
    wake = { timer, at };
  }

  function run(effect: Effect): void {
    switch (effect.do) {
      case 'send': return connection.send(effect.frame);
      case 'connect': return connection.connect(effect.after);
      case 'drop': return connection.drop();
      case 'wake': return wake_after(effect.after);
      case 'keep': return keeper.keep(effect.item);
      case 'keep_draft': return keeper.set_value('draft_photos', effect.photos.join(' '));
      case 'keep_pressed': return keeper.set_value('pressed', JSON.stringify(effect.pressed));
      case 'forget':
        keeper.forget(effect.item.id);
        return effect.item.photos.forEach(uploads.cancel);
      case 'arrived': return arrived?.(effect.rows);
      case 'cases': return cases?.();
      case 'upload': return uploads.start(effect.id, effect.after);
      case 'cancel_upload': return uploads.cancel(effect.id);
      case 'keep_hash': return uploads.keep_hash(effect.id, effect.hash);
    }
  }

  function dispatch(event: Event): void {
    const next = step(state, event);
    state = next.state;
    next.effects.forEach(run);
    watchers.forEach((heard) => heard());
  }

  async function restore(): Promise<void> {
    const outbox = keeper.outbox();
    const draft_photos = keeper.value('draft_photos').split(' ').filter(Boolean);
    dispatch({ kind: 'restore', outbox, draft_photos, pressed: kept_presses(keeper) });
    const kept = await uploads.restore();
    const wanted = new Set([...draft_photos, ...outbox.reduce<string[]>((all, item) => all.concat(item.photos), [])]);
    wanted.forEach((id) => photo_event({ kind: 'photo_added', id, hash: kept.get(id), lost: !kept.has(id) }));
    kept.forEach((_, id) => wanted.has(id) || uploads.cancel(id));
  }

  let hidden_since = 0;
  function visibility(): void {
    if (document.visibilityState === 'hidden') {
      hidden_since = Date.now();
      return;
    }
    if (hidden_since && Date.now() - hidden_since > long_hidden_ms) {
      connection.drop();
      connection.connect(0);
    }
    hidden_since = 0;
  }
  const up = (): void => dispatch({ kind: 'network', up: true });
  const down = (): void => dispatch({ kind: 'network', up: false });

  return {
    state: () => state,
    watch: (heard) => {
      watchers.add(heard);
      return () => watchers.delete(heard);
    },
    say: (text, reply_to) => dispatch({ kind: 'say', id: new_id(), text, reply_to, now: Date.now() }),
    press: (row, data, label) =>
      dispatch({ kind: 'press', id: new_id(), row, data, label, now: Date.now() }),
    retry: (id) => dispatch({ kind: 'retry', id, now: Date.now() }),
    discard: (id) => dispatch({ kind: 'discard', id }),
    seen: (seq) => dispatch({ kind: 'seen', seq }),
    add_photos: (files) => {
      for (const file of files) {
        if (state.draft_photos.length >= max_photos) break;
        const id = new_id();
        uploads.add(id, file);
        photo_event({ kind: 'photo_added', id });
      }
    },
    photo: (kind, id) => photo_event({ kind, id }),
    preview: uploads.preview,
    start: () => {
      addEventListener('online', up);
      addEventListener('offline', down);
      document.addEventListener('visibilitychange', visibility);
      void restore();
      connection.connect(0);
    },
    start_over: () => dispatch({ kind: 'new_session' }),
    end: () => {
      removeEventListener('online', up);
      removeEventListener('offline', down);
      document.removeEventListener('visibilitychange', visibility);
      connection.end();
    },
  };
}
