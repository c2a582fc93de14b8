// Life safety over Telegram: the safety card first, the alarm until somebody takes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Chat, Person, Platform, staff_chat } from './support/people.mjs';
import { Server, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';

let api, server, platform, group;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('telegram_danger', telegram_section(api), 'alarm_repeat = "1s"');
  platform = new Platform(api, server);
  group = staff_chat(platform);
});
after(async () => {
  await server?.stop();
  api?.close();
});

test('gas: first what saves lives, then the group, then everybody, until it is taken', async () => {
  const resident = new Person(platform, 5100, '住户');
  const [li, wang] = [new Chat(platform, staff.li), new Chat(platform, staff.wang)];
  await resident.says('楼道里好大煤气味 3栋2单元');
  const first = await resident.hears(/./);
  assert.match(first.text, /别开关任何电器/);
  assert.match(first.text, /119/);
  assert.match((await resident.hears(/./)).text, /已报到值班群/);
  const card = await group.sees(/🚨 CP-\d+ · P0 · 燃气泄漏/, kinds.text);
  assert.ok(!card.fields.disable_notification, 'an alarm rings');
  assert.equal(card.buttons[0].text, '接单');

  await group.sees(/🚨 CP-\d+ 还没有人接/, kinds.text);
  const direct = await li.hears(/🚨 CP-\d+ 还没有人接/);
  await wang.hears(/🚨 CP-\d+ 还没有人接/);
  await resident.hears(/值班人员还没有确认[^]*119/);
  const repeated = group.heard(/还没有人接/).length;
  await group.sees(/还没有人接/, kinds.text, api.entries.indexOf(direct) + 1);
  assert.ok(group.heard(/还没有人接/).length >= repeated);

  // Taken in private, from the alarm itself.
  const engineer = new Person(platform, staff.li, '李工');
  await engineer.toast(await engineer.taps(direct, /接单/));
  await resident.hears(/李工接手了/);
  const taken = api.entries.length;
  await group.sees(/李工处理中/);
  await resident.says('都出来了');
  await group.sees(/补充：[^]*都出来了/, kinds.text);
  assert.equal(api.entries.slice(taken).filter((c) => /还没有人接/.test(c.text)).length, 0, 'taken: no more alarm');
});

test('an alarm passes what waits in the chat, and is tried again', async () => {
  const resident = new Person(platform, 5200, '住户');
  api.order((c) => c.method === 'sendMessage' && c.chat === resident.id, { status: 502, description: 'Bad Gateway' }, 2);
  await resident.says('着火了！8栋楼下');
  assert.match((await resident.hears(/./)).text, /先拨 119/);
});

test('what only sounds like danger opens no alarm', async () => {
  const resident = new Person(platform, 5300, '住户');
  const start = api.entries.length;
  await resident.says('上次着火的那个配电箱现在怎么样了');
  await resident.hears(/./);
  assert.equal(api.entries.slice(start).filter((c) => c.chat === group.id && /🚨/.test(c.text) && /配电箱/.test(c.text)).length, 0);
});
