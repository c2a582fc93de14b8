// Language and text size, as hooks over settings.ts.
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Language } from '../texts/common';
import {
  apply_big_text, apply_language, first_big_text, first_language, keep_big_text, keep_language,
} from './settings';

export interface Preferences {
  language: Language;
  switch_language(): void;
  big: boolean;
  set_big(big: boolean): void;
}

export function use_preferences(title_of: (language: Language) => string): Preferences {
  const [language, set_language] = useState(first_language);
  const [big, set_big] = useState(first_big_text);
  useLayoutEffect(() => apply_language(language, title_of(language)), [language]);
  useLayoutEffect(() => apply_big_text(big), [big]);
  return {
    language,
    switch_language: () => {
      const other = language === 'en' ? 'zh-CN' : 'en';
      keep_language(other);
      set_language(other);
    },
    big,
    set_big: (wanted) => {
      keep_big_text(wanted);
      apply_big_text(wanted); // before the views measure themselves
      set_big(wanted);
    },
  };
}
