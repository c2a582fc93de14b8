// The bar over the field while a card is being answered: which case, who will see it, quick verbs.
import { Icon } from '../shared/icons';
import type { Row } from '../shared/wire';
import type { Language } from '../texts/common';
import type { StaffTexts } from '../texts/staff';
import { AudienceLine } from './card';
import { audience_of, verb_start, verb_word, verbs, with_verb } from './reading';

export interface Reply {
  row: Row;
  prompt: string; // the label of the choice that asked for words, or ''
  internal: boolean;
}

interface Props {
  reply: Reply;
  text: string;
  texts: StaffTexts;
  language: Language;
  change(reply: Reply | undefined): void;
  write(text: string): void;
}

export function ReplyBar({ reply, text, texts, language, change, write }: Props) {
  const { row, prompt, internal } = reply;
  const code = row.case ?? '';
  return (
    <div class="reply-bar">
      <div class="reply-head">
        <b>{prompt ? `${code} · ${prompt}` : texts.replying(code)}</b>
        <div class="segments" role="group" aria-label={texts.audience}>
          <button type="button" aria-pressed={!internal} onClick={() => change({ ...reply, internal: false })}>
            {texts.to_resident}
          </button>
          <button type="button" aria-pressed={internal} onClick={() => change({ ...reply, internal: true })}>
            {texts.to_colleagues}
          </button>
        </div>
        <button type="button" class="round" aria-label={texts.reply_end} onClick={() => change(undefined)}>
          <Icon name="close" />
        </button>
      </div>
      {!internal && (
        <div class="verbs" role="group" aria-label={texts.verbs}>
          {verbs.map((verb) => (
            <button
              type="button"
              class="plain small"
              key={verb.en}
              onClick={() => write(with_verb(text, verb_start(verb, language, code)))}
            >
              {verb_word(verb, language)}
            </button>
          ))}
        </div>
      )}
      <AudienceLine audience={audience_of(text, true, internal)} texts={texts} />
    </div>
  );
}
