// The staff room: the live channel, and beside it the open cases.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Composer, type Pen } from '../shared/composer';
import { Header } from '../shared/header';
import { Icon } from '../shared/icons';
import type { Keeper } from '../shared/keeper';
import { Log } from '../shared/log';
import { Bubble } from '../shared/message';
import { PhotoViewer, type Shown } from '../shared/photos';
import type { Preferences } from '../shared/preferences';
import type { Room } from '../shared/room';
import { use_room, type Ui } from '../shared/view';
import { staff_texts, type StaffTexts } from '../texts/staff';
import type { Alarm } from './alarm';
import { AudienceLine, Card } from './card';
import { CasePanel, Cases } from './case_views';
import { use_cases } from './cases';
import { More } from './more';
import { as_said, asked_start, audience_of } from './reading';
import { ReplyBar, type Reply } from './reply_bar';
import type { Me } from './session';
import { card_of } from './find';

interface Props {
  room: Room;
  keeper: Keeper;
  alarm: Alarm;
  me: Me;
  preferences: Preferences;
  changes: number; // counts the server's word that cases changed
  sign_out(): void;
}

export function StaffPage({ room, keeper, alarm, me, preferences, changes, sign_out }: Props) {
  const state = use_room(room);
  const { language, big } = preferences;
  const texts = staff_texts[language];
  const [shown, show] = useState<Shown>();
  const [more, set_more] = useState(false);
  const [bell, set_bell] = useState(alarm.is_on);
  const [tab, set_tab] = useState<'room' | 'cases'>(me.room ? 'room' : 'cases');
  const [code, set_code] = useState('');
  const [reply, set_reply] = useState<Reply>();
  const [wanted, set_wanted] = useState<number>();
  const pen = useRef<Pen>(null);
  const cases = use_cases(changes, language);

  useEffect(() => alarm.set_title(texts.title, texts.alarm_title), [language]);
  const open_case = (wanted_code: string): void => {
    set_code(wanted_code);
    set_tab('cases');
  };
  const ui = useMemo<Ui<StaffTexts>>(
    () => ({
      texts,
      language,
      room,
      show_photos: (photos, index) => show({ photos, index }),
      choose: (row, choice) => {
        const start = asked_start(choice.data, language, row.case ?? '');
        if (start === undefined) return room.press(row, choice.data, choice.label);
        set_reply({ row, prompt: choice.label, internal: false });
        return pen.current?.write(start);
      },
      reply: (row) => {
        set_reply({ row, prompt: '', internal: false });
        pen.current?.write(pen.current.text());
      },
    }),
    [language],
  );
  const card = code ? card_of(state.timeline, code) : undefined;
  const to_card = (seq: number): void => {
    set_tab('room');
    set_wanted(seq);
  };
  useEffect(() => {
    if (wanted === undefined) return;
    const element = document.querySelector<HTMLElement>(`[data-seq="${wanted}"]`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
    set_wanted(undefined);
  }, [wanted, tab]);

  const send = (text: string): void => {
    if (!reply) return room.say(text);
    room.say(as_said(text, reply.internal), reply.row.seq);
    return set_reply(undefined);
  };
  const overdue = cases.lines.filter((line) => line.overdue).length;
  const above = (text: string) =>
    reply ? (
      <ReplyBar
        reply={reply}
        text={text}
        texts={texts}
        language={language}
        change={set_reply}
        write={(words) => pen.current?.write(words)}
      />
    ) : (
      audience_of(text, false, false) === 'verb' && <AudienceLine audience="verb" texts={texts} />
    );
  const placeholder = !reply ? texts.input_room : reply.internal ? texts.input_internal : texts.input_reply;
  return (
    <>
      <div class={`app staff-app on-${tab}${me.room ? '' : ' roomless'}`} inert={more || shown !== undefined}>
        <Header texts={texts} state={me.room ? state : undefined} writes={me.room}>
          {me.room && (
            <button
              type="button"
              class="quiet"
              aria-pressed={bell}
              aria-label={bell ? texts.bell_on : texts.bell_off}
              onClick={() => {
                alarm.turn(!bell);
                set_bell(!bell);
              }}
            >
              <Icon name={bell ? 'bell' : 'bell_off'} />
              <span class="wide-only">{bell ? texts.bell_on : texts.bell_off}</span>
            </button>
          )}
          <button type="button" class="quiet" onClick={() => set_more(true)}>
            <Icon name="person" />
            <span class="more-name">{me.name || texts.more}</span>
          </button>
        </Header>
        {me.room && (
          <div class="tabs">
            <button type="button" aria-pressed={tab === 'room'} onClick={() => set_tab('room')}>
              {texts.tab_room}
            </button>
            <button type="button" aria-pressed={tab === 'cases'} onClick={() => set_tab('cases')}>
              {texts.tab_cases} {cases.lines.length}
              {overdue > 0 && (
                <span class="overdue">
                  <Icon name="warning" />
                  {texts.overdue} {overdue}
                </span>
              )}
            </button>
          </div>
        )}
        <main class="columns">
          {me.room && (
            <section class="room" aria-label={texts.room_label}>
              <Log
                ui={ui}
                state={state}
                wanted={wanted}
                show_row={(props, item) =>
                  props.row.from === 'bot' && props.row.case && item.key.startsWith('tag:card:') && !props.row.withdrawn ? (
                    <Card key={item.key} {...props} texts={texts} open_case={open_case} />
                  ) : (
                    <Bubble key={item.key} {...props} open />
                  )
                }
              />
              <Composer
                ui={ui}
                state={state}
                keeper={keeper}
                pen={pen}
                placeholder={placeholder}
                above={above}
                big={big}
                send={send}
              />
            </section>
          )}
          <section class="cases" aria-label={texts.cases_label}>
            {!me.room && <p class="banner">{texts.elsewhere(me.where)}</p>}
            {code ? (
              <CasePanel
                code={code}
                changes={changes}
                ui={ui}
                on_close={() => set_code('')}
                to_card={card === undefined ? undefined : () => to_card(card)}
              />
            ) : (
              <Cases cases={cases} texts={texts} open={open_case} />
            )}
          </section>
        </main>
      </div>
      {more && (
        <More me={me} texts={texts} preferences={preferences} on_close={() => set_more(false)} sign_out={sign_out} />
      )}
      {shown && <PhotoViewer shown={shown} texts={texts} show={show} />}
    </>
  );
}
