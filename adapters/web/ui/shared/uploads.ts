// Carries photos to the server: makes big ones small first, shows how far it is, can be cancelled.
// When to try is the machine's business (photo_queue.ts).
import { room_here } from './here';
import type { Keeper } from './keeper';
import type { PhotoEvent } from './photo_queue';

const accepted = ['image/jpeg', 'image/png', 'image/webp'];
const max_bytes = 10 * 1024 * 1024; // the server takes no more
const small_enough = 1024 * 1024; // below this, making smaller gains nothing worth the wait
const longest_side = 2560; // the server keeps no more than this
const quality = 0.85; // JPEG: a serial number on a boiler stays readable
const stalled_ms = 60_000; // no byte moved for so long: the connection is dead

export interface Uploads {
  add(id: string, bytes: Blob): void; // known from now on, and kept over a reload
  start(id: string, after: number): void;
  cancel(id: string): void;
  keep_hash(id: string, hash: string): void;
  preview(id: string): string | undefined; // address of a picture of it
  restore(): Promise<Map<string, string | undefined>>; // ids that were kept, with their hash
}

function to_blob(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

// A smaller JPEG of it, upright and without the camera's notes (place, owner). Where this browser
// cannot do that surely, the original: the server cleans it as well.
async function made_smaller(bytes: Blob): Promise<Blob> {
  if (bytes.size <= small_enough && accepted.includes(bytes.type)) return bytes;
  try {
    const image = await createImageBitmap(bytes, { imageOrientation: 'from-image' });
    const scale = Math.min(1, longest_side / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return bytes;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height); // what was transparent
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const smaller = await to_blob(canvas);
    return smaller && (smaller.size < bytes.size || !accepted.includes(bytes.type)) ? smaller : bytes;
  } catch {
    return bytes;
  }
}

function answer_of(request: XMLHttpRequest): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(request.responseText);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function outcome(id: string, request: XMLHttpRequest): PhotoEvent {
  const { status } = request;
  const answer = answer_of(request);
  if (status === 201 && typeof answer.hash === 'string') return { kind: 'photo_stored', id, hash: answer.hash };
  const why = typeof answer.error === 'string' ? answer.error : status === 413 ? 'too_big' : '';
  const text = typeof answer.text === 'string' ? answer.text : undefined;
  const refused = status >= 400 && status < 500 && why !== '' && why !== 'busy';
  return refused ? { kind: 'photo_refused', id, why, text } : { kind: 'photo_broken', id };
}

export function open_uploads(keeper: Keeper, tell: (event: PhotoEvent) => void): Uploads {
  const bytes_of = new Map<string, Blob>();
  const previews = new Map<string, string>();
  const running = new Map<string, () => void>(); // id -> how to stop it

  function send(id: string, body: Blob): void {
    const request = new XMLHttpRequest();
    let watch = setTimeout(() => request.abort(), stalled_ms);
    running.set(id, () => {
      request.onloadend = null;
      request.abort();
    });
    request.open('POST', `/api/photos?room=${room_here()}`);
    request.setRequestHeader('Content-Type', body.type);
    request.setRequestHeader('X-Linli-Id', id);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.upload.onprogress = (event) => {
      clearTimeout(watch);
      watch = setTimeout(() => request.abort(), stalled_ms);
      if (event.lengthComputable) tell({ kind: 'photo_progress', id, progress: event.loaded / event.total });
    };
    request.onloadend = () => {
      clearTimeout(watch);
      running.delete(id);
      tell(outcome(id, request));
    };
    request.send(body);
  }

  async function prepare_and_send(id: string): Promise<void> {
    const original = bytes_of.get(id);
    if (!original) return tell({ kind: 'photo_refused', id, why: 'lost' });
    let stopped = false;
    running.set(id, () => {
      stopped = true;
    });
    const body = await made_smaller(original);
    if (stopped) return undefined;
    if (!accepted.includes(body.type)) return tell({ kind: 'photo_refused', id, why: 'unsupported' });
    if (body.size > max_bytes) return tell({ kind: 'photo_refused', id, why: 'too_big' });
    bytes_of.set(id, body); // a second try need not make it small again
    return send(id, body);
  }

  return {
    add: (id, bytes) => {
      bytes_of.set(id, bytes);
      void keeper.keep_photo({ id, bytes });
    },
    start: (id, after) => {
      const timer = setTimeout(() => void prepare_and_send(id), after);
      running.set(id, () => clearTimeout(timer));
    },
    cancel: (id) => {
      running.get(id)?.();
      running.delete(id);
      bytes_of.delete(id);
      const address = previews.get(id);
      if (address) URL.revokeObjectURL(address);
      previews.delete(id);
      void keeper.forget_photo(id);
    },
    keep_hash: (id, hash) => {
      const bytes = bytes_of.get(id);
      if (bytes) void keeper.keep_photo({ id, bytes, hash });
    },
    preview: (id) => {
      const bytes = bytes_of.get(id);
      if (bytes && !previews.has(id)) previews.set(id, URL.createObjectURL(bytes));
      return previews.get(id);
    },
    restore: async () => {
      const kept = await keeper.photos();
      kept.forEach((photo) => bytes_of.set(photo.id, photo.bytes));
      return new Map(kept.map((photo) => [photo.id, photo.hash]));
    },
  };
}
