// The box behind "more": who one is, how one reads, inviting colleagues, leaving.
import { useState } from 'preact/hooks';
import { call } from '../shared/api';
import { CopyField } from '../shared/copy';
import { Dialog } from '../shared/dialog';
import { PreferenceButtons } from '../shared/header';
import type { Preferences } from '../shared/preferences';
import type { StaffTexts } from '../texts/staff';
import type { Me } from './session';

const roles = ['engineer', 'desk', 'lead', 'manager'] as const;

export function role_word(role: string, texts: StaffTexts): string {
  const words: Record<string, string> = {
    engineer: texts.role_engineer,
    desk: texts.role_desk,
    lead: texts.role_lead,
    manager: texts.role_manager,
    quality: texts.role_quality,
    committee: texts.role_committee,
  };
  return words[role] ?? role;
}

function Invite({ texts }: { texts: StaffTexts }) {
  const [role, set_role] = useState<string>(roles[0]);
  const [name, set_name] = useState('');
  const [url, set_url] = useState('');
  const [error, set_error] = useState('');
  const make = async (): Promise<void> => {
    set_error('');
    const asked = name.trim() ? { role, name: name.trim() } : { role };
    const answer = await call<{ url: string }>('/api/staff/invite', asked);
    if (answer.ok && typeof answer.value.url === 'string') set_url(answer.value.url);
    else set_error((!answer.ok && answer.refusal.text) || texts.did_not_work);
  };
  if (url) {
    return (
      <section>
        <h3>{texts.invite}</h3>
        <CopyField label={texts.invite_link} value={url} texts={texts} />
        <button type="button" class="plain" onClick={() => set_url('')}>
          {texts.invite_another}
        </button>
      </section>
    );
  }
  return (
    <section>
      <h3>{texts.invite}</h3>
      <p>{texts.invite_text}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <label class="field">
          {texts.invite_role}
          <select value={role} onChange={(event) => set_role(event.currentTarget.value)}>
            {roles.map((one) => (
              <option value={one} key={one}>
                {role_word(one, texts)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {texts.invite_name}
          <input type="text" value={name} maxLength={40} onInput={(event) => set_name(event.currentTarget.value)} />
        </label>
        <button type="submit" class="strong">
          {texts.invite_make}
        </button>
        <p role="alert" class="error">{error}</p>
      </form>
    </section>
  );
}

interface Props {
  me: Me;
  texts: StaffTexts;
  preferences: Preferences;
  on_close(): void;
  sign_out(): void;
}

export function More({ me, texts, preferences, on_close, sign_out }: Props) {
  return (
    <Dialog title={texts.signed_in_as(me.name, role_word(me.role, texts))} close_label={texts.close} on_close={on_close}>
      <div class="more-row">
        <PreferenceButtons texts={texts} preferences={preferences} />
        <button type="button" class="quiet" onClick={sign_out}>
          {texts.sign_out}
        </button>
      </div>
      {me.role === 'manager' && <Invite texts={texts} />}
    </Dialog>
  );
}
