// The conversation: rows under their days, then what is still on its way, and the end of it in view.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { use_follow } from './follow';
import { Icon } from './icons';
import type { Progress } from './message';
import type { Outgoing, State } from './model';
import { taken_in } from './outbox';
import { Pending } from './pending';
import { item_of, type Item } from './timeline';
import type { Ui } from './view';
import type { Row } from './wire';
import { day_name, same_day } from './words';

const page_rows = 150; // rows drawn at first, and with each "earlier": an old phone draws these at once
const same_breath_ms = 5 * 60_000; // a name is not repeated within this

export interface RowProps {
  row: Row;
  name: string;
  taken?: string;
  pending?: Outgoing;
  progress?: Progress;
  quoted?: Row;
  ui: Ui;
}

interface Props {
  ui: Ui;
  state: State;
  intro?: ComponentChildren;
  show_row(props: RowProps, item: Item): VNode;
  wanted?: number; // a row that must be drawn, however old
}

function speaker(row: Row, ui: Ui): string {
  if (row.from === 'me') return '';
  return row.who ?? (row.from === 'bot' ? ui.texts.name : '');
}

function progress_of(row: Row, state: State): Progress | undefined {
  if (row.from !== 'me' || row.withdrawn) return undefined;
  return row.seq <= state.delivered ? 'delivered' : 'sent';
}

function rows_of({ ui, state, show_row }: Props, items: readonly Item[]): VNode[] {
  const now = Date.now();
  const presses = new Map(state.outbox.filter((item) => item.of).map((item) => [item.of, item]));
  const views: VNode[] = [];
  let before: Row | undefined;
  for (const item of items) {
    const { row } = item;
    const new_day = !before || !same_day(before.at, row.at);
    if (new_day) {
      views.push(
        <div class="day" key={`day:${item.key}`}>
          {day_name(row.at, now, ui.language, ui.texts)}
        </div>,
      );
    }
    const goes_on =
      !new_day && before?.from === row.from && before.who === row.who && row.at - before.at < same_breath_ms;
    const quoted = row.from === 'bot' ? undefined : item_of(state.timeline, row.reply_to)?.row;
    const props: RowProps = {
      row, quoted, ui,
      name: goes_on ? '' : speaker(row, ui),
      taken: taken_in(state, row),
      pending: presses.get(row.seq),
      progress: progress_of(row, state),
    };
    views.push(show_row(props, item));
    before = row;
  }
  return views;
}

export function Log(props: Props) {
  const { ui, state, intro, wanted } = props;
  const { items, last } = state.timeline;
  const [limit, set_limit] = useState(page_rows);
  const said = state.outbox.filter((item) => item.kind === 'say');
  const { box, following, to_end } = use_follow(`${last} ${said.length} ${ui.language} ${state.link}`);

  const at = wanted === undefined ? -1 : items.findIndex((item) => item.row.seq === wanted);
  const drawn = Math.max(limit, at < 0 ? 0 : items.length - at + 5);
  const hidden = Math.max(0, items.length - drawn);

  // What was just said is always shown.
  const newest_said = said[said.length - 1]?.id;
  useLayoutEffect(() => {
    if (newest_said) to_end();
  }, [newest_said]);

  const read_until = useRef(last);
  if (following) read_until.current = last;
  const unread = items.some((item) => item.row.seq > read_until.current && item.row.from !== 'me');

  useEffect(() => {
    const tell = (): void => {
      if (following && document.visibilityState === 'visible' && last > 0) ui.room.seen(last);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [following, last, state.link]);

  const replaying = state.history_end < 0 || last < state.caught_up;
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-live={replaying ? 'off' : 'polite'}
        aria-busy={replaying}
        aria-label={ui.texts.messages}
        tabIndex={0}
        ref={box}
      >
        <div class="log-column">
          {intro}
          {hidden > 0 && (
            <button type="button" class="plain earlier" onClick={() => set_limit(drawn + page_rows)}>
              {ui.texts.earlier}
            </button>
          )}
          {rows_of(props, items.slice(hidden))}
          {said.map((item) => (
            <Pending key={item.id} item={item} state={state} ui={ui} />
          ))}
        </div>
      </div>
      {!following && unread && (
        <button type="button" class="to-end" onClick={to_end}>
          <Icon name="down" />
          {ui.texts.new_messages}
        </button>
      )}
    </div>
  );
}
