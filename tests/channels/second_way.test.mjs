// What one channel of a person cannot deliver goes by another of theirs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GraphApi } from './support/graph_api.mjs';
import { Whatsapper } from './support/graph_people.mjs';
import { Chat, Person, Platform, staff_chat } from './support/people.mjs';
import { Server, staff, telegram_section, whatsapp_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';

const zhao_number = '8613900000777';
const qian_number = '8613900000888';
const members = `
[[staff.members]]
name = "赵工"
role = "engineer"
accounts = { wa = "${zhao_number}", tg = "${staff.zhao}" }
[[staff.members]]
name = "钱工"
role = "engineer"
accounts = { wa = "${qian_number}" }
`;

let telegram, graph, server, platform, group, zhao, zhao_here, qian;

before(async () => {
  telegram = await TelegramApi.open();
  graph = await GraphApi.open();
  const template = 'template = "case_update"';
  server = await Server.start('second_way', telegram_section(telegram) + whatsapp_section(graph, template),
    'alarm_repeat = "1s"', { members });
  platform = new Platform(telegram, server);
  group = staff_chat(platform);
  zhao = new Whatsapper(graph, server, zhao_number, '赵工');
  zhao_here = new Chat(platform, staff.zhao);
  qian = new Whatsapper(graph, server, qian_number, '钱工');
});
after(async () => {
  await server?.stop();
  telegram?.close();
  graph?.close();
});

let residents = 8200;

// Danger that nobody takes: after a second every member is written to in private.
async function alarm() {
  const start = telegram.entries.length;
  await new Person(platform, ++residents, '住户').says('楼道里好大煤气味 3栋2单元');
  const card = await group.sees(/🚨 CP-\d+ · P0/, kinds.text, start);
  return { code: /CP-\d+/.exec(card.text)[0], card };
}

async function end({ card }) {
  const li = new Person(platform, staff.li, '李工', { chat: group });
  await li.taps(card, /接单/);
}

test('never heard: only the approved template may begin', async () => {
  const one = await alarm();
  const told = await qian.sees(new RegExp(one.code));
  assert.equal(told.fields.type, 'template');
  assert.deepEqual(told.fields.template.language, { code: 'zh_CN' });
  assert.match(told.text, /还没有人接/);
  await end(one);
});

test('taken, and then reported as not delivered: it goes by Telegram, once', async () => {
  await zhao.says('/help');
  await zhao.hears(/./);
  const start = graph.entries.length;
  const one = await alarm();
  const words = await zhao.sees(new RegExp(one.code), start);
  assert.equal(words.fields.type, 'interactive', 'heard a moment ago: free words, with a button');
  await zhao.reports(words, ['failed', 131047]);
  const there = await zhao_here.sees(new RegExp(one.code), kinds.text);
  assert.match(there.text, /还没有人接/);
  assert.ok(there.buttons.length > 0);
  await zhao.reports(words, ['failed', 131047], ['delivered']);
  await end(one);
});

test('from then on by Telegram at once, until they write by WhatsApp again', async () => {
  const start = graph.entries.length;
  const one = await alarm();
  await zhao_here.sees(new RegExp(one.code), kinds.text);
  await end(one);
  assert.equal(graph.entries.slice(start).filter((c) => c.to === zhao.id).length, 0);
  await zhao.says('/help');
  const two = await alarm();
  await zhao.sees(new RegExp(two.code), start);
  await end(two);
});

test('refused at once: the same', async () => {
  graph.order((c) => c.to === zhao.id, { status: 400, code: 131026, message: 'Message undeliverable' });
  await zhao.says('/help');
  const one = await alarm();
  await zhao_here.sees(new RegExp(one.code), kinds.text);
  await end(one);
});
