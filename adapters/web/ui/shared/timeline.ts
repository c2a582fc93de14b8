// The rows of one room in the order shown. A row whose tag an earlier row had takes its position.
import type { Row } from './wire';

export interface Item {
  key: string; // stays the same when the row is replaced
  row: Row;
}

export interface Timeline {
  items: readonly Item[];
  last: number; // the highest seq that this page has
  asked: number; // the newest bot row that offered choices: those alone are open, older ones are history
  key_of: ReadonlyMap<number, string>; // every seq ever seen, replaced ones too, to its item's key
}

export const empty_timeline: Timeline = { items: [], last: 0, asked: 0, key_of: new Map() };

export interface Placed {
  timeline: Timeline;
  fresh: Row[]; // rows that stand for themselves: neither seen before nor a replacement
}

const key_for = (row: Row): string => (row.tag ? `tag:${row.tag}` : `seq:${row.seq}`);

// Takes a whole batch, since a replay of a long history comes as thousands of rows.
export function place_rows(timeline: Timeline, rows: readonly Row[]): Placed {
  const items = timeline.items.slice();
  const key_of = new Map(timeline.key_of);
  const position = new Map(items.map((item, index) => [item.key, index]));
  const fresh: Row[] = [];
  let { last, asked } = timeline;
  for (const row of rows) {
    const key = key_for(row);
    key_of.set(row.seq, key);
    last = Math.max(last, row.seq);
    if (row.from === 'bot' && row.choices.length > 0) asked = Math.max(asked, row.seq);
    const at = position.get(key);
    const old = at === undefined ? undefined : items[at];
    if (at === undefined || !old) {
      position.set(key, items.length);
      items.push({ key, row });
      fresh.push(row);
    } else if (row.seq > old.row.seq) { // else it was sent again after a reconnect
      items[at] = { key, row: row.withdrawn ? { ...old.row, ...emptied(row) } : row };
    }
  }
  return { timeline: { items, last, asked, key_of }, fresh };
}

// A row that was taken back keeps its place and time, and nothing of what it said.
function emptied(row: Row): Partial<Row> {
  return { seq: row.seq, text: '', choices: [], photos: [], files: [], withdrawn: true };
}

export function item_of(timeline: Timeline, seq: number | undefined): Item | undefined {
  const key = seq === undefined ? undefined : timeline.key_of.get(seq);
  return key === undefined ? undefined : timeline.items.find((item) => item.key === key);
}
