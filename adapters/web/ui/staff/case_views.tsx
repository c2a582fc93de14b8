// The open cases as a list, and one of them in full.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../shared/icons';
import { PhotoRow } from '../shared/photos';
import type { Ui } from '../shared/view';
import { clock, day_name } from '../shared/words';
import type { StaffTexts } from '../texts/staff';
import { use_case, type CaseDetail, type CaseLine, type CaseList } from './cases';
import { time_words } from './reading';

const tick_ms = 30_000; // ages are shown in minutes

export function Badge({ priority, texts }: { priority: string; texts: StaffTexts }) {
  if (!priority) return null;
  return (
    <span class={`badge ${priority.toLowerCase()}`}>
      {priority} {texts.priorities[priority] ?? ''}
    </span>
  );
}

const state_word = (state: string, texts: StaffTexts): string => texts.states[state] ?? state;

function Due({ due_s, texts }: { due_s: number | null; texts: StaffTexts }) {
  if (due_s === null) return null;
  if (due_s >= 0) return <span>{texts.due_in(time_words(due_s, texts))}</span>;
  return (
    <span class="overdue">
      <Icon name="warning" />
      {texts.overdue_by(time_words(due_s, texts))}
    </span>
  );
}

function Line({ line, passed, texts, open }: { line: CaseLine; passed: number; texts: StaffTexts; open(): void }) {
  const due_s = line.due_s === null ? null : line.due_s - passed;
  return (
    <li>
      <button type="button" class={`case-row ${line.priority.toLowerCase()}`} onClick={open}>
        <span class="case-head">
          <b>{line.code}</b>
          <Badge priority={line.priority} texts={texts} />
          <span class="case-state">{state_word(line.state, texts)}</span>
        </span>
        <span class="case-summary">{line.summary || line.category_name}</span>
        <span class="case-facts">
          {line.place && <span>{line.place}</span>}
          <span>{line.owner || texts.nobody}</span>
          <span>{time_words(line.age_s + passed, texts)}</span>
          {due_s !== null && <Due due_s={due_s} texts={texts} />}
          {due_s === null && line.overdue && <span class="overdue"><Icon name="warning" />{texts.overdue}</span>}
        </span>
      </button>
    </li>
  );
}

interface ListProps {
  cases: CaseList;
  texts: StaffTexts;
  open(code: string): void;
}

export function Cases({ cases, texts, open }: ListProps) {
  const [now, set_now] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => set_now(Date.now()), tick_ms);
    return () => clearInterval(timer);
  }, []);
  const passed = Math.max(0, (now - cases.read_at) / 1000);
  return (
    <>
      <h2>
        {texts.cases_label}
        {cases.lines.length > 0 && ` · ${cases.lines.length}`}
      </h2>
      {cases.failed && <p class="error" role="status">{texts.cases_failed}</p>}
      {cases.read_at > 0 && cases.lines.length === 0 && <p class="note">{texts.cases_none}</p>}
      <ul class="case-list">
        {cases.lines.map((line) => (
          <Line key={line.code} line={line} passed={passed} texts={texts} open={() => open(line.code)} />
        ))}
      </ul>
    </>
  );
}

function Facts({ detail, texts }: { detail: CaseDetail; texts: StaffTexts }) {
  const facts: [string, preact.ComponentChildren][] = [
    [texts.place, detail.place],
    [texts.category, detail.category_name],
    [texts.owner, detail.owner || texts.nobody],
    [texts.age, time_words(detail.age_s, texts)],
    [texts.due, detail.due_s === null ? '' : <Due due_s={detail.due_s} texts={texts} />],
    [texts.result, detail.result],
    [texts.score, detail.score],
  ];
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value !== '').map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Steps({ detail, ui }: { detail: CaseDetail; ui: Ui<StaffTexts> }) {
  const { texts, language } = ui;
  const now = Date.now();
  if (detail.timeline.length === 0) return <p class="note">{texts.timeline_none}</p>;
  return (
    <ol class="steps">
      {detail.timeline.map((step) => (
        <li key={`${step.at} ${step.what} ${step.text}`}>
          <p class="step-head">
            <b>{step.who}</b> {step.what_name}
            <time dateTime={new Date(step.at).toISOString()}>
              {day_name(step.at, now, language, texts)} {clock(step.at, language)}
            </time>
          </p>
          {step.text && <p class="step-text">{step.text}</p>}
        </li>
      ))}
    </ol>
  );
}

interface PanelProps {
  code: string;
  changes: number;
  ui: Ui<StaffTexts>;
  on_close(): void;
  to_card?(): void;
}

export function CasePanel({ code, changes, ui, on_close, to_card }: PanelProps) {
  const { texts } = ui;
  const detail = use_case(code, changes, ui.language);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [code]);
  const known = detail !== undefined && detail !== 'failed';
  return (
    <>
      <div class="panel-acts">
        <button type="button" class="quiet" onClick={on_close}>
          <Icon name="back" />
          {texts.back}
        </button>
        <a class="quiet" href={`/staff/cases/${code}/dossier?language=${ui.language}`} target="_blank" rel="noopener">
          {texts.dossier}
        </a>
        {to_card && (
          <button type="button" class="quiet" onClick={to_card}>
            {texts.to_card}
          </button>
        )}
      </div>
      <h2 tabIndex={-1} ref={heading}>
        {code} {known && <Badge priority={detail.priority} texts={texts} />}{' '}
        {known && <span class="case-state">{detail.state_name || state_word(detail.state, texts)}</span>}
      </h2>
      {detail === 'failed' && <p class="error" role="alert">{texts.did_not_work}</p>}
      {known && (
        <>
          <p class="panel-summary">{detail.summary}</p>
          <Facts detail={detail} texts={texts} />
          <PhotoRow photos={detail.photos} ui={ui} />
          <h3>{texts.timeline}</h3>
          <Steps detail={detail} ui={ui} />
        </>
      )}
    </>
  );
}
