// What is kept and why, the way to another device, and the way out.
import { useRef, useState } from 'preact/hooks';
import { call } from '../shared/api';
import { CopyField } from '../shared/copy';
import { Dialog } from '../shared/dialog';
import type { ChatTexts } from '../texts/chat';

function AnotherDevice({ texts }: { texts: ChatTexts }) {
  const [url, set_url] = useState('');
  const [error, set_error] = useState('');
  const make = async (): Promise<void> => {
    set_error('');
    const answer = await call<{ url: string }>('/api/chat/return-link', {});
    if (answer.ok && typeof answer.value.url === 'string') set_url(answer.value.url);
    else set_error(texts.did_not_work);
  };
  return (
    <section>
      <h3>{texts.link_title}</h3>
      <p>{texts.link_text}</p>
      {url ? (
        <CopyField label={texts.link_label} value={url} texts={texts} />
      ) : (
        <button type="button" class="plain" onClick={() => void make()}>
          {texts.link_make}
        </button>
      )}
      <p role="alert" class="error">{error}</p>
    </section>
  );
}

function Forget({ texts, forgotten }: { texts: ChatTexts; forgotten(): void }) {
  const [word, set_word] = useState('');
  const [error, set_error] = useState('');
  const busy = useRef(false);
  const sure = word.trim().toLowerCase() === texts.forget_word;
  const forget = async (): Promise<void> => {
    if (!sure || busy.current) return;
    busy.current = true;
    const answer = await call('/api/chat/forget', {});
    busy.current = false;
    if (answer.ok) forgotten();
    else set_error(answer.refusal.text || texts.did_not_work);
  };
  return (
    <section>
      <h3>{texts.forget_title}</h3>
      <p>{texts.forget_text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void forget();
        }}
      >
        <label class="field">
          {texts.forget_ask}
          <input
            type="text"
            value={word}
            autocomplete="off"
            autocapitalize="none"
            onInput={(event) => set_word(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="danger" aria-disabled={!sure}>
          {texts.forget_do}
        </button>
      </form>
      <p role="alert" class="error">{error}</p>
    </section>
  );
}

interface Props {
  texts: ChatTexts;
  on_close(): void;
  forgotten(): void;
}

export function Privacy({ texts, on_close, forgotten }: Props) {
  return (
    <Dialog title={texts.privacy} close_label={texts.close} on_close={on_close}>
      <h3>{texts.privacy_kept}</h3>
      <p>{texts.privacy_kept_text}</p>
      <h3>{texts.privacy_why}</h3>
      <p>{texts.privacy_why_text}</p>
      <h3>{texts.privacy_device}</h3>
      <p>{texts.privacy_device_text}</p>
      <AnotherDevice texts={texts} />
      <Forget texts={texts} forgotten={forgotten} />
    </Dialog>
  );
}
