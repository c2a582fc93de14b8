// The reader's choices on this device: language and text size. Both pages share them.
import type { Language } from '../texts/common';

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`linli.${name}`);
  } catch {
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`linli.${name}`, value);
  } catch {
    // A private window: the choice holds as long as the page.
  }
}

export function first_language(): Language {
  const kept = stored('language');
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';
}

export function apply_language(language: Language, title: string): void {
  document.documentElement.lang = language;
  document.title = title;
}

export const keep_language = (language: Language): void => store('language', language);

export const first_big_text = (): boolean => stored('big_text') === 'yes';

export function apply_big_text(big: boolean): void {
  document.documentElement.classList.toggle('big-text', big);
}

export const keep_big_text = (big: boolean): void => store('big_text', big ? 'yes' : 'no');
