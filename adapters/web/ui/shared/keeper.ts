// What survives a reload in this browser: the draft, what was said and not acknowledged, and the
// photos that are not uploaded. Every browser may refuse to keep (private windows, full disks); then
// things live as long as the page.
import type { Outgoing } from './model';

export interface KeptPhoto {
  id: string;
  bytes: Blob;
  hash?: string;
}

export interface Keeper {
  outbox(): Outgoing[];
  keep(item: Outgoing): void;
  forget(id: string): void;
  value(name: string): string;
  set_value(name: string, value: string): void;
  photos(): Promise<KeptPhoto[]>;
  keep_photo(photo: KeptPhoto): Promise<void>;
  forget_photo(id: string): Promise<void>;
  clear(): Promise<void>;
}

function is_outgoing(value: unknown): value is Outgoing {
  const item = value as Outgoing | null;
  return !!item && typeof item.id === 'string' && typeof item.text === 'string' && Array.isArray(item.photos);
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function quietly<T>(otherwise: T, act: () => T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

function keys_below(prefix: string): string[] {
  return quietly([] as string[], () => Object.keys(localStorage).filter((key) => key.startsWith(prefix)));
}

function open_database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('linli', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('photos');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });
}

async function with_photos<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | void,
): Promise<T | undefined> {
  try {
    const database = await open_database();
    return await new Promise<T | undefined>((resolve, reject) => {
      const transaction = database.transaction('photos', mode);
      const request = act(transaction.objectStore('photos'));
      transaction.oncomplete = () => {
        database.close();
        resolve(request ? request.result : undefined);
      };
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } catch {
    return undefined; // kept for this page only
  }
}

// `room` keeps the resident's page and the staff room apart in one browser.
export function open_keeper(room: string): Keeper {
  const prefix = `linli.${room}.`;
  const said = `${prefix}said.`; // one key for each item: two tabs must not overwrite each other's
  const remove = (key: string): void => quietly(undefined, () => localStorage.removeItem(key));
  const write = (key: string, value: string): void => {
    if (value === '') remove(key);
    else quietly(undefined, () => localStorage.setItem(key, value));
  };
  const range = (): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`);
  return {
    outbox: () =>
      keys_below(said)
        .map((key) => parse(quietly(null, () => localStorage.getItem(key))))
        .filter(is_outgoing)
        .map((item) => ({ ...item, sent_at: 0 }))
        .sort((left, right) => left.at - right.at),
    keep: (item) => write(said + item.id, JSON.stringify(item)),
    forget: (id) => remove(said + id),
    value: (name) => quietly('', () => localStorage.getItem(prefix + name) ?? ''),
    set_value: (name, value) => write(prefix + name, value),
    photos: async () => (await with_photos<KeptPhoto[]>('readonly', (store) => store.getAll(range()))) ?? [],
    keep_photo: async (photo) => void (await with_photos('readwrite', (store) => store.put(photo, prefix + photo.id))),
    forget_photo: async (id) => void (await with_photos('readwrite', (store) => store.delete(prefix + id))),
    clear: async () => {
      keys_below(prefix).forEach(remove);
      await with_photos('readwrite', (store) => store.delete(range()));
    },
  };
}
