// A value to be copied: shown in a field, since the clipboard may be refused.
import { useRef, useState } from 'preact/hooks';
import type { CommonTexts } from '../texts/common';

export function CopyField({ label, value, texts }: { label: string; value: string; texts: CommonTexts }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, set_copied] = useState(false);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      set_copied(true);
    } catch {
      set_copied(document.execCommand('copy')); // plain http, old browsers
    }
  };
  return (
    <div class="copy">
      <label class="field">
        {label}
        <input type="text" readOnly value={value} ref={field} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <button type="button" class="strong" onClick={() => void copy()}>
        <span role="status">{copied ? texts.copied : texts.copy}</span>
      </button>
    </div>
  );
}
