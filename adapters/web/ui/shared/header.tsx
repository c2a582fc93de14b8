// The bar on top: the name, the connection in words, the reader's choices.
import type { ComponentChildren } from 'preact';
import type { CommonTexts } from '../texts/common';
import { Mark } from './icons';
import type { State } from './model';
import type { Preferences } from './preferences';

export function link_words(state: State, texts: CommonTexts): string {
  if (state.link === 'online') return texts.link_online;
  if (!state.network) return texts.link_no_network;
  return state.link === 'connecting' && state.attempt === 0 ? texts.link_connecting : texts.link_waiting;
}

export function PreferenceButtons({ texts, preferences }: { texts: CommonTexts; preferences: Preferences }) {
  const { big, set_big, switch_language } = preferences;
  return (
    <>
      <button type="button" class="quiet" aria-pressed={big} onClick={() => set_big(!big)}>
        {texts.big_text}
      </button>
      <button type="button" class="quiet" onClick={switch_language}>
        {texts.language}
      </button>
    </>
  );
}

interface Props {
  texts: CommonTexts;
  state?: State;
  writes?: boolean; // the page has a field to write in
  children?: ComponentChildren;
}

export function Header({ texts, state, writes, children }: Props) {
  const online = state?.link === 'online';
  const troubled = state && !online && (!state.network || state.attempt >= 2);
  return (
    <>
      <header class="top">
        {writes && (
          <a class="skip" href="#input">
            {texts.skip_to_input}
          </a>
        )}
        <div class="brand">
          <Mark />
          <div>
            <h1>{texts.name}</h1>
            {state && (
              <p class={online ? 'link online' : 'link'} role="status">
                {link_words(state, texts)}
              </p>
            )}
          </div>
        </div>
        <div class="top-acts">{children}</div>
      </header>
      {state?.notice && (
        <p class="banner" role="status">
          {state.notice}
        </p>
      )}
      {troubled && (
        <p class="banner" role="status">
          {texts.offline_note}
        </p>
      )}
    </>
  );
}
