// The walk through a complaint that every channel's test makes, whoever carries the words.
import assert from 'node:assert/strict';
import { files } from './people.mjs';
import { kinds } from './telegram_api.mjs';
import { until } from './waiting.mjs';

export const code_in = (text) => /CP-\d+/.exec(text)?.[0];

// Somebody's complaint and its card. `sees`: how the staff's chat finds a card.
export async function on_record(resident, sees, words) {
  const code = await files(resident, words);
  return { resident, code, card: await sees(new RegExp(`${code} · P`)) };
}

// A leak by words and taps; gives its code. `shows` brings photos, and gives the summary that says so.
export async function files_a_leak(resident, shows) {
  await resident.says('3栋2单元1101卫生间天花板一直滴水');
  await resident.taps(await resident.hears(/水是从哪儿来/), /楼上/);
  await resident.hears(/拍一张照片/);
  await resident.taps(await shows(), /提交/);
  return code_in((await resident.hears(/已登记 CP-\d+/)).text);
}

// Mended: asked whether it is, scored, thanked for a word; and the record says the same.
export async function is_content(resident, server, code) {
  await resident.taps(await resident.hears(/解决了吗/), /解决了/);
  const score = await resident.hears(/打个分/);
  assert.equal(score.buttons.length, 5);
  await resident.taps(score, /很满意/);
  await resident.hears(/还想说点什么/);
  await resident.says('来得真快');
  await resident.hears(/谢谢/);
  await until(async () => (await server.case(code)).state === 'closed', 'the case closed');
  assert.equal((await server.case(code)).score, 5);
  assert.equal((await server.command('check', '--replay')).code, 0);
  return score;
}

// All of it over a plain phone, by words and digits, with staff in their Telegram group. `reports` is handed a text of
// ours, and the card, and brings the report that it is on the phone.
export async function complains_by_phone(resident, { server, telegram, group, li }, reports) {
  await resident.says('lift not working in tower B');
  assert.match((await resident.hears(/Is anyone inside/)).body, /1[ .)]+Yes[^]*2[ .)]+No/);
  await resident.says('2');
  await resident.hears(/Send this\?[^]*building B/);
  await resident.says('1');
  const code = code_in((await resident.hears(/CP-\d+ filed/)).body);
  const card = await group.sees(new RegExp(`${code} · P1`), kinds.text);
  await resident.says('1'); // the same digit within a minute is another answer, not a redelivery
  await resident.hears(/news/);
  await li.taps(card, /接单/);
  await resident.hears(/has taken/);
  await li.replies(card, 'I am there in ten minutes & bring tools');
  const words = await resident.hears(/ten minutes & bring tools/);
  await server.settled(); // a report is bound to its text by the platform's id, so that must be on disk
  const start = telegram.entries.length;
  await reports(words, card);
  await group.sees(/✓/, kinds.edit, start);
  await li.replies(card, '/done new relay');
  await resident.hears(/is done: new relay/);
  await resident.hears(/solved/);
  await resident.says('1');
  assert.match((await resident.hears(/satisfied/)).body, /5[^]*4[^]*3[^]*2[^]*1/);
  await resident.says('5');
  await resident.hears(/add/);
  await resident.says('quick, thank you');
  await group.sees(/quick, thank you/, kinds.text);
  const stored = await server.case(code);
  assert.deepEqual([stored.state, stored.score], ['closed', 5]);
}
