// Pure readings for the staff room: what a card's text holds, and who will see what one writes.
import type { Language } from '../texts/common';

export interface CardText {
  icon: string;
  priority: string; // '' when the card names none
  title: string; // what else its first line says
  body: string;
}

// "🔧 CP-0412 · P2 · 渗水 · 3栋2单元1101\n…": nothing of it is lost, it only finds its place. A text that
// does not begin so is all body.
export function read_card(text: string, code: string): CardText {
  const [first = '', ...rest] = text.split('\n');
  const parts = first.split(' · ');
  const head = parts.findIndex((part) => part.includes(code));
  if (head !== 0) return { icon: '', priority: '', title: '', body: text };
  const priority = parts.find((part, index) => index > 0 && /^P[0-4]$/.test(part.trim())) ?? '';
  const icon = (parts[0] ?? '').replace(code, '').trim();
  const title = parts.filter((part, index) => index > 0 && part !== priority).join(' · ');
  return { icon, priority: priority.trim(), title, body: rest.join('\n') };
}

export interface Verb {
  zh: string;
  en: string;
}

// The order is that of a working day. The bot knows more of them; /help lists all.
export const verbs: readonly Verb[] = [
  { zh: '接单', en: '/take' },
  { zh: '到场', en: '/onsite' },
  { zh: '方案', en: '/plan' },
  { zh: '等待', en: '/wait' },
  { zh: '完成', en: '/done' },
  { zh: '备注', en: '/note' },
  { zh: '转派', en: '/assign' },
  { zh: '驳回', en: '/reject' },
];

// What else the bot takes for a verb in a reply to a card; and what it takes for one anywhere.
const more_verbs: readonly string[] = ['登记', '工单', '帮助', '加入', '撤回', '卷宗'];
const look_up: readonly string[] = ['查找', '上次怎么修的', '上次怎么修的？', '上次怎么修的?'];

export const verb_word = (verb: Verb, language: Language): string => (language === 'en' ? verb.en : verb.zh);

// An English verb carries the code; a Chinese one stands in a reply to the card.
export const verb_start = (verb: Verb, language: Language, code: string): string =>
  language === 'en' ? `${verb.en} ${code} ` : `${verb.zh} `;

// A verb that stands there is replaced; all other words stay.
export function with_verb(text: string, start: string): string {
  const words = text.trim();
  const first = words.split(/\s/)[0] ?? '';
  const has_verb = verbs.some((verb) => verb.zh === first || verb.en === first);
  return start + (has_verb ? words.replace(/^\S+\s*(CP-\d+\s*)?/i, '') : words);
}

export type Audience = 'resident' | 'colleagues' | 'verb';

export function audience_of(text: string, replying: boolean, internal: boolean): Audience {
  const words = text.trim();
  if (internal || /^(\/\/|／／)/.test(words)) return 'colleagues';
  const [first = '', second = ''] = words.split(/\s+/);
  const counts = replying || /^CP-\d{4,}$/i.test(second);
  const named = verbs.some((verb) => verb.zh === first) || more_verbs.includes(first);
  if (/^[/／]/.test(first) || (counts && named) || look_up.includes(first)) return 'verb';
  return replying ? 'resident' : 'colleagues';
}

export const as_said = (text: string, internal: boolean): string =>
  internal && !/^(\/\/|／／)/.test(text) ? `// ${text}` : text;

// A choice that wants words, "ask:done:412:<token>": how the answer begins. Other choices: undefined.
export function asked_start(data: string, language: Language, code: string): string | undefined {
  if (!data.startsWith('ask:')) return undefined;
  const name = data.slice('ask:'.length).split(':')[0] ?? '';
  const verb = verbs.find((one) => one.en === `/${name}`);
  return verb ? verb_start(verb, language, code) : `/${name} ${code} `;
}

export const is_alarm = (text: string): boolean => text.startsWith('🚨');

interface TimeTexts {
  minutes(n: number): string;
  hours(n: number): string;
  days(n: number): string;
}

export function time_words(seconds: number, texts: TimeTexts): string {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  if (minutes < 60) return texts.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? texts.hours(hours) : texts.days(Math.round(hours / 24));
}
