// The resident's page.
import { useMemo, useRef, useState } from 'preact/hooks';
import { Composer, type Pen } from '../shared/composer';
import { Header, PreferenceButtons } from '../shared/header';
import { Icon } from '../shared/icons';
import type { Keeper } from '../shared/keeper';
import { Log } from '../shared/log';
import { Bubble, Words } from '../shared/message';
import { PhotoViewer, type Shown } from '../shared/photos';
import { use_preferences } from '../shared/preferences';
import type { Room } from '../shared/room';
import { use_room, type Ui } from '../shared/view';
import { chat_texts, type ChatTexts } from '../texts/chat';
import type { Language } from '../texts/common';
import { Privacy } from './privacy';

function Greeting({ texts, example }: { texts: ChatTexts; example(text: string): void }) {
  return (
    <section class="greeting">
      <h2>{texts.hello}</h2>
      <p>{texts.hello_how}</p>
      <p class="greeting-examples">{texts.examples}</p>
      <ul>
        {texts.example_list.map((text) => (
          <li key={text}>
            <button type="button" class="plain" onClick={() => example(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      <p class="greeting-emergency">
        <Icon name="warning" />
        <span>
          <Words text={texts.emergency} linked />
        </span>
      </p>
    </section>
  );
}

function Kept({ texts, open }: { texts: ChatTexts; open(): void }) {
  return (
    <p class="kept">
      {texts.kept}{' '}
      <button type="button" class="link-button" onClick={open}>
        {texts.privacy}
      </button>
    </p>
  );
}

interface Props {
  room: Room;
  keeper: Keeper;
  language_changed(language: Language): void;
}

export function ChatPage({ room, keeper, language_changed }: Props) {
  const state = use_room(room);
  const preferences = use_preferences((one) => chat_texts[one].title);
  const { language } = preferences;
  const texts = chat_texts[language];
  const [shown, show] = useState<Shown>();
  const [privacy, set_privacy] = useState(false);
  const [forgotten, set_forgotten] = useState(false);
  const pen = useRef<Pen>(null);
  const ui = useMemo<Ui<ChatTexts>>(
    () => ({
      texts,
      language,
      room,
      show_photos: (photos, index) => show({ photos, index }),
      choose: (row, choice) => room.press(row, choice.data, choice.label),
    }),
    [language],
  );
  const forget = (): void => {
    room.end();
    void keeper.clear();
    set_privacy(false);
    set_forgotten(true);
  };
  const change_language = (): void => {
    preferences.switch_language();
    language_changed(language === 'en' ? 'zh-CN' : 'en');
  };
  const top = (
    <Header texts={texts} state={forgotten ? undefined : state} writes={!forgotten}>
      {!forgotten && (
        <button type="button" class="quiet" onClick={() => set_privacy(true)}>
          {texts.privacy_short}
        </button>
      )}
      <PreferenceButtons texts={texts} preferences={{ ...preferences, switch_language: change_language }} />
    </Header>
  );
  if (forgotten) {
    return (
      <div class="app">
        {top}
        <main class="alone">
          <p role="status">{texts.forget_done}</p>
          <button type="button" class="strong" onClick={() => location.reload()}>
            {texts.start_again}
          </button>
        </main>
      </div>
    );
  }
  const empty = state.timeline.items.length === 0 && state.outbox.length === 0;
  const intro = (
    <>
      <Kept texts={texts} open={() => set_privacy(true)} />
      {state.afresh && <p class="kept" role="status">{texts.afresh}</p>}
      {empty && <Greeting texts={texts} example={(text) => pen.current?.write(text)} />}
    </>
  );
  return (
    <>
      <div class="app" inert={privacy || shown !== undefined}>
        {top}
        <main>
          <Log
            ui={ui}
            state={state}
            intro={intro}
            show_row={(props, item) => (
              <Bubble
                key={item.key}
                {...props}
                open={props.row.seq === state.timeline.asked && props.taken === undefined}
              />
            )}
          />
          <Composer
            ui={ui}
            state={state}
            keeper={keeper}
            pen={pen}
            placeholder={texts.input}
            big={preferences.big}
            send={(text) => room.say(text)}
          />
        </main>
      </div>
      {privacy && <Privacy texts={texts} on_close={() => set_privacy(false)} forgotten={forget} />}
      {shown && <PhotoViewer shown={shown} texts={texts} show={show} />}
    </>
  );
}
