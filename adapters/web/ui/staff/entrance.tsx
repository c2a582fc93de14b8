// What stands before the staff room: signing in with an invitation, or the word that one is needed.
import { useRef, useState } from 'preact/hooks';
import { call } from '../shared/api';
import { Mark } from '../shared/icons';
import type { StaffTexts } from '../texts/staff';

const longest_name = 40; // as it will stand in front of every message

export function SignedOut({ texts }: { texts: StaffTexts }) {
  return (
    <main class="alone">
      <Mark />
      <h2>{texts.title}</h2>
      <p>{texts.signed_out}</p>
      <p class="note">{texts.signed_out_first}</p>
    </main>
  );
}

export function Unreachable({ texts }: { texts: StaffTexts }) {
  return (
    <main class="alone">
      <Mark />
      <p role="status">{texts.unreachable}</p>
    </main>
  );
}

export function SignIn({ texts, key_, entered }: { texts: StaffTexts; key_: string; entered(): void }) {
  const [name, set_name] = useState('');
  const [error, set_error] = useState('');
  const busy = useRef(false);
  const ready = name.trim() !== '';
  const sign_in = async (): Promise<void> => {
    if (!ready || busy.current) return;
    busy.current = true;
    const answer = await call('/api/staff/sign-in', { key: key_, name: name.trim() });
    busy.current = false;
    if (answer.ok) return entered();
    const { error: why, text } = answer.refusal;
    if (why === 'used') set_error(texts.sign_in_used);
    else if (why === 'unknown') set_error(texts.sign_in_unknown);
    else set_error(text || texts.did_not_work);
  };
  return (
    <main class="alone">
      <Mark />
      <h2>{texts.sign_in}</h2>
      <p>{texts.sign_in_text}</p>
      <form
        class="sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          void sign_in();
        }}
      >
        <label class="field">
          {texts.sign_in_name}
          <input
            type="text"
            name="name"
            autocomplete="name"
            maxLength={longest_name}
            value={name}
            onInput={(event) => set_name(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="strong" aria-disabled={!ready}>
          {texts.sign_in}
        </button>
        <p role="alert" class="error">{error}</p>
      </form>
    </main>
  );
}
