// The list of open cases and one case, read from the server.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../shared/api';
import { read_photo, type Photo } from '../shared/wire';

const together_ms = 400; // several changes at once are one reading
const again_ms = 15_000; // after a reading that failed
const stale_ms = 5 * 60_000; // ages go on by themselves; this is for what no frame tells

export interface CaseLine {
  code: string;
  state: string;
  category_name: string;
  priority: string;
  place: string;
  summary: string;
  owner: string;
  age_s: number;
  due_s: number | null;
  overdue: boolean;
}

export interface Step {
  at: number;
  who: string;
  what: string;
  what_name: string; // in the reader's language
  text: string;
}

export interface CaseDetail extends CaseLine {
  state_name: string; // in words, with what it waits for
  result: string; // what was done
  score: string;
  photos: Photo[];
  timeline: Step[];
}

type Loose = Record<string, unknown>;
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const given = (value: unknown): string => (value === 0 ? '' : text(value)); // a score of 0 is none yet
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
const list = (value: unknown): Loose[] =>
  Array.isArray(value) ? value.filter((item): item is Loose => typeof item === 'object' && item !== null) : [];

function read_line(item: Loose): CaseLine {
  return {
    code: text(item.code),
    state: text(item.state),
    category_name: text(item.category_name) || text(item.category),
    priority: text(item.priority),
    place: text(item.place),
    summary: text(item.summary),
    owner: text(item.owner),
    age_s: number(item.age_s),
    due_s: typeof item.due_s === 'number' ? item.due_s : null,
    overdue: item.overdue === true,
  };
}

function read_detail(item: Loose): CaseDetail {
  const steps = list(item.timeline).map((step) => ({
    at: typeof step.at === 'number' ? step.at : Date.parse(text(step.at)) || 0,
    who: text(step.who),
    what: text(step.what),
    what_name: text(step.what_name),
    text: text(step.text),
  }));
  const photos = list(item.photos).map(read_photo).filter((photo): photo is Photo => photo !== undefined);
  return {
    ...read_line(item),
    state_name: text(item.state_name),
    result: text(item.result),
    score: given(item.score),
    photos,
    timeline: steps,
  };
}

export interface CaseList {
  lines: CaseLine[];
  read_at: number; // 0: not read yet
  failed: boolean;
}

export function use_cases(changes: number, language: string): CaseList {
  const [cases, set_cases] = useState<CaseList>({ lines: [], read_at: 0, failed: false });
  const [round, set_round] = useState(0);
  useEffect(() => {
    let gone = false;
    let again: ReturnType<typeof setTimeout>;
    const read = async (): Promise<void> => {
      const answer = await call<unknown>('/api/staff/cases');
      if (gone) return;
      if (answer.ok) set_cases({ lines: list(answer.value).map(read_line), read_at: Date.now(), failed: false });
      else set_cases((before) => ({ ...before, failed: true }));
      again = setTimeout(() => set_round((count) => count + 1), answer.ok ? stale_ms : again_ms);
    };
    const soon = setTimeout(() => void read(), together_ms);
    return () => {
      gone = true;
      clearTimeout(soon);
      clearTimeout(again);
    };
  }, [changes, round, language]);
  return cases;
}

export function use_case(code: string, changes: number, language: string): CaseDetail | 'failed' | undefined {
  const [detail, set_detail] = useState<CaseDetail | 'failed'>();
  const shown = useRef('');
  useEffect(() => {
    let gone = false;
    if (shown.current !== code) set_detail(undefined);
    shown.current = code;
    void call<Loose>(`/api/staff/cases/${encodeURIComponent(code)}`).then((answer) => {
      if (!gone) set_detail(answer.ok ? read_detail(answer.value) : 'failed');
    });
    return () => {
      gone = true;
    };
  }, [code, changes, language]);
  return detail;
}
