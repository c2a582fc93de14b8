// The photos that wait to be uploaded, as a pure machine: at most two travel at once, what the
// network broke is tried again, what the server refused waits for a person.

export const max_photos = 10; // the server takes ten a complaint
export const parallel = 2; // more would only share one weak network
const slowest_retry_ms = 30_000; // an elder does not wait longer than this in front of a bar

export interface Upload {
  id: string;
  state: 'waiting' | 'sending' | 'stored' | 'refused';
  progress: number; // 0 to 1
  tries: number;
  hash?: string;
  why?: string; // an error of the protocol page, or 'lost': this browser did not keep the bytes
  text?: string; // the server's own words for it
}

export type PhotoQueue = readonly Upload[];

export type PhotoEvent =
  | { kind: 'photo_added'; id: string; hash?: string; lost?: boolean }
  | { kind: 'photo_progress'; id: string; progress: number }
  | { kind: 'photo_stored'; id: string; hash: string }
  | { kind: 'photo_refused'; id: string; why: string; text?: string }
  | { kind: 'photo_broken'; id: string } // the network's fault, or the server is busy
  | { kind: 'photo_retry'; id: string }
  | { kind: 'photo_dropped'; id: string };

export type PhotoEffect =
  | { do: 'upload'; id: string; after: number }
  | { do: 'cancel_upload'; id: string }
  | { do: 'keep_hash'; id: string; hash: string };

interface Sink {
  push(...effects: PhotoEffect[]): unknown;
}

const fresh = (id: string): Upload => ({ id, state: 'waiting', progress: 0, tries: 0 });

function change(queue: PhotoQueue, id: string, with_: Partial<Upload>): PhotoQueue {
  return queue.map((upload) => (upload.id === id ? { ...upload, ...with_ } : upload));
}

function take(queue: PhotoQueue, event: PhotoEvent, effects: Sink): PhotoQueue {
  const known = queue.some((upload) => upload.id === event.id);
  if (event.kind === 'photo_added') {
    if (known) return queue;
    if (event.hash) return [...queue, { ...fresh(event.id), state: 'stored', hash: event.hash }];
    if (event.lost) return [...queue, { ...fresh(event.id), state: 'refused', why: 'lost' }];
    return [...queue, fresh(event.id)];
  }
  if (!known) return queue; // a late word about a photo that was taken away
  switch (event.kind) {
    case 'photo_progress':
      return change(queue, event.id, { progress: event.progress });
    case 'photo_stored':
      effects.push({ do: 'keep_hash', id: event.id, hash: event.hash });
      return change(queue, event.id, { state: 'stored', hash: event.hash, progress: 1 });
    case 'photo_refused':
      return change(queue, event.id, { state: 'refused', why: event.why, text: event.text });
    case 'photo_broken':
      return change(queue, event.id, { state: 'waiting', progress: 0 });
    case 'photo_retry':
      return change(queue, event.id, { state: 'waiting', progress: 0, tries: 0, why: undefined });
    case 'photo_dropped':
      effects.push({ do: 'cancel_upload', id: event.id });
      return queue.filter((upload) => upload.id !== event.id);
  }
}

// Starts what may start. `online` is false as long as the session is not known to stand.
export function start_uploads(queue: PhotoQueue, online: boolean, effects: Sink): PhotoQueue {
  if (!online) return queue;
  let free = parallel - queue.filter((upload) => upload.state === 'sending').length;
  return queue.map((upload) => {
    if (upload.state !== 'waiting' || free <= 0) return upload;
    free -= 1;
    const after = upload.tries === 0 ? 0 : Math.min(slowest_retry_ms, 1000 * 2 ** (upload.tries - 1));
    effects.push({ do: 'upload', id: upload.id, after });
    return { ...upload, state: 'sending', progress: 0, tries: upload.tries + 1 };
  });
}

export function photo_step(
  queue: PhotoQueue,
  event: PhotoEvent,
  online: boolean,
): { queue: PhotoQueue; effects: PhotoEffect[] } {
  const effects: PhotoEffect[] = [];
  const taken = take(queue, event, effects);
  return { queue: start_uploads(taken, online, effects), effects };
}
