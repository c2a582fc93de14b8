// What travels between these pages and the server (docs: "The web chat's wire").
// Every frame from the server is checked here; one that does not fit is dropped, never guessed at.

export interface Choice {
  digit: number;
  label: string;
  data: string;
}

export interface Photo {
  hash: string;
  width: number;
  height: number;
}

export interface FileLink {
  name: string;
  link: string;
  kind: string;
}

export interface Row {
  seq: number;
  at: number; // milliseconds since 1970
  from: 'bot' | 'me' | 'staff';
  who?: string;
  id?: string; // of the `say` that this row acknowledges
  text: string;
  choices: Choice[];
  photos: Photo[];
  files: FileLink[];
  case?: string;
  tag?: string;
  reply_to?: number;
  withdrawn: boolean;
}

export type ServerFrame =
  | { t: 'welcome'; last: number; lang: string }
  | { t: 'row'; row: Row }
  | { t: 'ack'; id: string; text: string }
  | { t: 'nack'; id: string; why: string; text: string }
  | { t: 'delivered'; seq: number }
  | { t: 'cases' }
  | { t: 'bye'; why: string };

export type ClientFrame =
  | { t: 'hello'; last: number }
  | { t: 'say'; id: string; text: string; photos: string[]; reply_to?: number }
  | { t: 'press'; id: string; data: string; of: number }
  | { t: 'seen'; seq: number };

type Loose = Record<string, unknown>;

const is_object = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const text_of = (value: unknown): string => (typeof value === 'string' ? value : '');
const some_text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const count_of = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

function list_of<T>(value: unknown, read: (item: Loose) => T | undefined): T[] {
  if (!Array.isArray(value)) return [];
  return value.filter(is_object).map(read).filter((item): item is T => item !== undefined);
}

export function read_photo(item: Loose): Photo | undefined {
  const hash = text_of(item.hash);
  if (!/^[0-9a-zA-Z_-]+$/.test(hash)) return undefined; // it becomes part of an address
  return { hash, width: count_of(item.width) ?? 0, height: count_of(item.height) ?? 0 };
}

function read_choice(item: Loose): Choice | undefined {
  const data = some_text(item.data);
  const label = some_text(item.label);
  if (data === undefined || label === undefined) return undefined;
  return { digit: count_of(item.digit) ?? 0, label, data };
}

function read_file(item: Loose): FileLink | undefined {
  const link = some_text(item.link);
  return link === undefined ? link : { name: text_of(item.name) || link, link, kind: text_of(item.kind) };
}

function read_row(item: Loose): Row | undefined {
  const seq = count_of(item.seq);
  const { from } = item;
  if (!seq || (from !== 'bot' && from !== 'me' && from !== 'staff')) return undefined;
  return {
    seq,
    from,
    at: count_of(item.at) ?? 0,
    who: some_text(item.who),
    id: some_text(item.id),
    text: text_of(item.text),
    choices: list_of(item.choices, read_choice),
    photos: list_of(item.photos, read_photo),
    files: list_of(item.files, read_file),
    case: some_text(item.case),
    tag: some_text(item.tag),
    reply_to: count_of(item.reply_to),
    withdrawn: item.withdrawn === true,
  };
}

function read_object(item: Loose): ServerFrame | undefined {
  switch (item.t) {
    case 'welcome':
      return { t: 'welcome', last: count_of(item.last) ?? 0, lang: text_of(item.lang) };
    case 'row': {
      const row = read_row(item);
      return row && { t: 'row', row };
    }
    case 'ack':
      return { t: 'ack', id: text_of(item.id), text: text_of(item.text) };
    case 'nack':
      return { t: 'nack', id: text_of(item.id), why: text_of(item.why), text: text_of(item.text) };
    case 'delivered':
      return { t: 'delivered', seq: count_of(item.seq) ?? 0 };
    case 'cases':
      return { t: 'cases' };
    case 'bye':
      return { t: 'bye', why: text_of(item.why) };
    default:
      return undefined;
  }
}

export function read_frame(text: string): ServerFrame | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return is_object(parsed) ? read_object(parsed) : undefined;
  } catch {
    return undefined;
  }
}
