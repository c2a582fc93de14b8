// Our SMPP and Kannel's, each reading what the other writes: alphabets, headers, parts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Exchange, Kannel } from './support/kannel.mjs';
import { staffed } from './support/people.mjs';
import { smpp_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, exchange, kannel, server, group, li;
const ours = '+447700900999';

before(async () => {
  telegram = await TelegramApi.open();
  exchange = await Exchange.open();
  kannel = await Kannel.start(exchange, 'kannel');
  ({ server, group, li } = await staffed('smpp_kannel', telegram, smpp_section(exchange)));
  await until(() => exchange.bound.has('linli-gw'), 'our bind');
});
after(async () => {
  await server?.stop();
  await kannel?.stop();
  exchange?.close();
  telegram?.close();
});

test('a complaint in English, and a long answer', async () => {
  const number = '+447700902001';
  await kannel.says(number, ours, 'lift not working in tower B 1203');
  await kannel.hears(number, /Is anyone inside/);
  for (const [answer, ask] of [['2', /Send this/], ['1', /CP-\d+ filed/]]) {
    await kannel.says(number, ours, answer);
    await kannel.hears(number, ask);
  }
  const card = await group.sees(/CP-\d+ · P/, kinds.text);
  const words = `We come at 5 {five} for €0: ${'please wait for us, '.repeat(15)}thank you`;
  await li.replies(card, words);
  const got = await kannel.hears(number, /We come at 5/);
  assert.ok(got.text.includes(words), got.text);
});

test('a long complaint in Chinese comes from Kannel in parts, and goes back in parts', async () => {
  const number = '+447700902002';
  const words = `3栋2单元1101卫生间天花板一直滴水，${'水已经流到客厅了，'.repeat(12)}请快来`;
  await kannel.says(number, ours, words);
  await kannel.hears(number, /楼上/);
  assert.equal((await server.messages()).filter((m) => m.text === words).length, 1);
  assert.ok(exchange.delivered.filter((d) => d.to === 'linli-gw').length > 3, 'it came in parts');
  const back = kannel.entries.filter((m) => m.to === number);
  assert.ok(back.every((m) => !m.text.includes('\ufffd')));
});
