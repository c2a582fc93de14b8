// What reaches the webhook and is not what Telegram sends: its status, and that nothing else changes.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Bot, webhookCallback } from 'grammy';
import { Person, Platform, files, staff_chat } from './support/people.mjs';
import { Server, secret, telegram_section } from './support/server.mjs';
import { TelegramApi } from './support/telegram_api.mjs';

let api, server, platform, theirs;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('telegram_bad_input', telegram_section(api));
  platform = new Platform(api, server);
});
after(async () => {
  theirs?.closeAllConnections();
  theirs?.close();
  await server?.stop();
  api?.close();
});

let residents = 7000;
const somebody = (options) => new Person(platform, ++residents, `住户${residents}`, options);

// It still serves: somebody new is answered; and there is nothing more on record than these words.
async function goes_on(known) {
  const one = somebody();
  await one.says('8栋楼下垃圾满了');
  await one.hears(/什么时候开始的/);
  assert.equal((await server.messages()).length, known + 1, 'nothing else is on record');
}
const on_record = async () => (await server.messages()).length;

test('the secret decides as in grammy\'s webhookCallback', async () => {
  const bot = new Bot(api.token, { botInfo: api.me });
  const heard = [];
  bot.on('message:text', (context) => { heard.push(context.message.text); });
  theirs = createServer(webhookCallback(bot, 'http', { secretToken: secret })).listen(0, '127.0.0.1');
  await once(theirs, 'listening');
  const known = await on_record();
  const cases = [['none', {}], ['empty', { 'X-Telegram-Bot-Api-Secret-Token': '' }],
    ['another', { 'X-Telegram-Bot-Api-Secret-Token': 'wrong' }],
    ['shorter', { 'X-Telegram-Bot-Api-Secret-Token': secret.slice(0, -1) }],
    ['longer', { 'X-Telegram-Bot-Api-Secret-Token': `${secret}x` }],
    ['other case', { 'X-Telegram-Bot-Api-Secret-Token': secret.toUpperCase() }],
    ['right', { 'X-Telegram-Bot-Api-Secret-Token': secret }],
    ['right, header in small letters', { 'x-telegram-bot-api-secret-token': secret }]];
  let taken = 0;
  for (const [name, headers] of cases) {
    const body = JSON.stringify(somebody().update({ text: `8栋楼下垃圾满了 ${name}` }));
    const ask = async (url) => (await fetch(url, { method: 'POST', body,
      headers: { 'Content-Type': 'application/json', ...headers } })).status;
    const ours = await ask(`${server.url}/webhooks/tg`);
    assert.equal(ours, await ask(`http://127.0.0.1:${theirs.address().port}/`), name);
    assert.equal(ours, name.startsWith('right') ? 200 : 401, name);
    taken += ours === 200;
  }
  assert.equal(heard.length, taken);
  assert.equal(taken, 2);
  await goes_on(known + taken);
});

test('an update that comes again is answered 200 and once', async () => {
  const resident = somebody();
  const update = resident.update({ text: '8栋楼下垃圾满了' });
  const known = await on_record();
  const answers = await Promise.all([1, 2, 3, 4].map(() => platform.deliver(update)));
  assert.deepEqual(answers, [200, 200, 200, 200]);
  const asked = await resident.hears(/什么时候开始的/);
  assert.equal(await platform.deliver(update), 200);
  const tap = { update_id: api.next_update_id(), callback_query: { id: '77', from: resident.user, message: asked.sent,
    chat_instance: '1', data: asked.buttons[0].callback_data } };
  assert.deepEqual([await platform.deliver(tap), await platform.deliver(tap)], [200, 200]);
  await resident.hears(/拍一张照片/);
  await goes_on(known + 2);
  assert.equal(resident.chat.heard(/什么时候开始的/).length, 1);
  assert.equal(resident.chat.heard(/拍一张照片/).length, 1);
});

test('what is no update is refused and leaves nothing', async () => {
  const known = await on_record();
  const deep = '['.repeat(100_000);
  const malformed = ['', '{', 'null', '[]', '"update"', '{"update_id":', '{"message":{}}', '{"update_id":{}}', deep,
    '{"update_id":1,"message":{"text":"\\ud800"}', '\u0000', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])];
  for (const body of malformed) assert.equal((await platform.post(body)).status, 400, String(body).slice(0, 40));
  const large = await platform.post(Buffer.alloc(12 << 20, 0x20)).then((r) => r.status, () => 'closed');
  assert.ok(large === 413 || large === 'closed', `${large}`);
  assert.equal((await platform.post(JSON.stringify({ update_id: 1, pad: 'x'.repeat(2 << 20) }))).status, 413);
  await goes_on(known);
});

test('an update that we cannot use is answered 200', async () => {
  const known = await on_record();
  const someone = somebody();
  const strange = [{}, { message: null }, { message: 7 }, { message: { chat: 'x', from: [] } },
    { message: { message_id: 'x', from: someone.user, chat: someone.chat.card, date: 'yesterday', text: { a: 1 } } },
    { message: { message_id: 9, from: { ...someone.user, is_bot: true }, chat: someone.chat.card, date: 1, text: 'a' } },
    { message: { message_id: 9, from: someone.user, chat: { id: -5, type: 'channel' }, date: 1, text: 'a' } },
    { message: { message_id: 9, from: someone.user, chat: { id: 1e30, type: 'private' }, date: 1, text: 'a' } },
    { message: { message_id: 9, from: someone.user, chat: someone.chat.card, date: 1, photo: [{ file_id: 7 }] } },
    { channel_post: { message_id: 1 } }, { poll_answer: {} }, { callback_query: { id: 1 } },
    { callback_query: { id: '1', from: someone.user, data: 'x' } }, { my_chat_member: { chat: 3 } },
    { message: { message_id: 9, from: someone.user, chat: someone.chat.card, date: 1, pinned_message: {} } }];
  for (const update of strange) {
    const status = await platform.deliver({ update_id: api.next_update_id(), ...update });
    assert.equal(status, 200, JSON.stringify(update));
  }
  await goes_on(known);
  assert.equal(someone.chat.heard(/./).length, 0);
});

test('unknown fields are of no account', async () => {
  const resident = somebody();
  const update = resident.update({ text: '8栋楼下垃圾满了', new_in_2031: { deep: [1, { x: null }] } });
  assert.equal(await platform.deliver({ ...update, also_new: [[]] }), 200);
  await resident.hears(/什么时候开始的/);
});

test('100,000 characters, control and bidi characters: kept, and staff can still read', async () => {
  const group = staff_chat(platform);
  const resident = somebody();
  const long = `8栋楼下垃圾满了 \u202Emoc.elpmaxe\u202C\u0007\u0000 ${'很臭'.repeat(50_000)}`;
  assert.equal((await resident.says(long)).status, 200);
  await resident.hears(/./);
  const known = await on_record();
  for (let code; !code;) {
    await resident.says('1');
    code = /CP-\d+/.exec((await resident.hears(/./)).text)?.[0];
  }
  const card = await group.hears(/8栋/);
  assert.ok(card.text.length <= 4096, `${card.text.length} characters in a card`);
  assert.doesNotMatch(card.text, /[\u202A-\u202E\u2066-\u2069\u0000-\u0008]/);
  assert.ok(await on_record() > known);
});

test('who floods is answered once; what was answered 200 is on record, and past a cap it is 429', async () => {
  const known = await on_record();
  const resident = somebody();
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  const statuses = [];
  for (let i = 0; i < 60; ++i) statuses.push((await resident.says(`快来 ${i}`)).status);
  await resident.hears(/发得很快/);
  assert.equal(resident.chat.heard(/发得很快/).length, 1);
  assert.ok(statuses.slice(0, 20).every((s) => s === 200), 'twenty in a minute are no flood yet');
  assert.deepEqual([...new Set(statuses)], [200, 429]);
  const kept = (await server.messages()).map((m) => m.text);
  for (const [i, status] of statuses.entries())
    assert.equal(kept.filter((text) => text === `快来 ${i}`).length, status === 200 ? 1 : 0, `快来 ${i}: ${status}`);
  await goes_on(known + 1 + statuses.filter((s) => s === 200).length);
});

test('after all that a complaint goes through', async () => {
  assert.match(await files(somebody()), /^CP-\d{4}$/);
  assert.match((await server.metrics()), /linli_/);
});
