// A staff group with topics: every case has one of its own, which is opened, closed and found again with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, Platform, files, now, staff_chat } from './support/people.mjs';
import { Server, group as group_id, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, group, li;

before(async () => {
  api = await TelegramApi.open();
  api.forum = true;
  server = await Server.start('telegram_forum', telegram_section(api));
  platform = new Platform(api, server);
  group = staff_chat(platform);
  li = new Person(platform, staff.li, '李工', { chat: group });
  await api.first((c) => c.method === 'getChatMember', 'the set-up');
});
after(async () => {
  await server?.stop();
  api?.close();
});

let residents = 9100;
const calls = (method, from = 0) => api.entries.slice(from).filter((c) => c.method === method);
const settled = () => until(async () => /^linli_outbound_pending 0$/m.test(await server.metrics()), 'every send settled');

async function filed(words) {
  const resident = new Person(platform, ++residents, '陈明');
  const code = await files(resident, words);
  const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
  return { resident, code, card, topic: card.fields.message_thread_id };
}

test('a case has a topic, named after it and not after its resident, with the card pinned', async () => {
  const { code, card, topic } = await filed();
  assert.match(api.topics.get(topic).name, new RegExp(`^${code} · .*8栋`));
  assert.doesNotMatch(api.topics.get(topic).name, /陈明/);
  const pin = await api.first((c) => c.method === 'pinChatMessage' && c.fields.message_id === card.sent.message_id, 'the pin');
  assert.equal(pin.fields.disable_notification, true);
  const other = await filed();
  assert.notEqual(other.topic, topic);
});

test('what is written in a topic is about its case, `//` stays inside, verbs work, the topic closes', async () => {
  const { resident, code, topic } = await filed();
  await li.writes_in(topic, '十分钟后到');
  await resident.hears(/李工：十分钟后到/);
  await li.writes_in(topic, '//这家上周也报过');
  const from = api.entries.length;
  await li.writes_in(topic, '/take');
  await resident.hears(/李工接手了/);
  await li.writes_in(topic, '/done 清走了');
  const solved = await resident.hears(/解决了吗/);
  assert.equal(resident.chat.heard(/上周也报过/).length, 0);
  assert.match(JSON.stringify(await server.case(code)), /上周也报过/);
  for (const c of calls('sendMessage', from).filter((c) => c.chat === group_id && c.text.includes(code)))
    assert.equal(c.fields.message_thread_id, topic, `${c}`);
  // Solved and scored: the case is over, and so is its topic.
  await resident.taps(solved, /^(1 )?解决了/);
  await until(() => api.topics.get(topic).closed, 'the topic is closed');
  assert.equal((await server.case(code)).state, 'closed');
});

test('an answer to what no case concerns goes where it was asked; General stays General', async () => {
  const { topic } = await filed();
  await settled();
  const from = api.entries.length;
  await li.writes_in(topic, '/nonsense');
  const inside = await api.first((c) => c.method === 'sendMessage' && c.chat === group_id, 'the refusal', from);
  assert.equal(inside.fields.message_thread_id, topic);
  const later = api.entries.length;
  await li.says('/nonsense');
  const outside = await api.first((c) => c.method === 'sendMessage' && c.chat === group_id, 'the refusal', later);
  assert.equal(outside.fields.message_thread_id, undefined);
});

test('a reply to another case wins over the topic', async () => {
  const [here, there] = [await filed(), await filed()];
  await settled();
  const { sent } = there.card;
  await li.says('这就来', { message_thread_id: here.topic, is_topic_message: true, external_reply: {
    origin: { type: 'user', sender_user: api.me, date: now() }, chat: group.card, message_id: sent.message_id } });
  await there.resident.hears(/李工：这就来/);
  assert.equal(here.resident.chat.heard(/这就来/).length, 0);
});

test('a topic deleted by hand is made anew, once, with its card', async () => {
  const { resident, code, card, topic } = await filed();
  await settled();
  api.topics.delete(topic);
  api.order((c) => c.method === 'editMessageText' && c.fields.message_id === card.sent.message_id,
    { status: 400, description: 'Bad Request: message to edit not found' });
  const from = api.entries.length;
  await li.says(`/take ${code}`);
  await resident.hears(/李工接手了/);
  const again = await group.sees(new RegExp(`${code} · P`), ['sendMessage'], from);
  assert.notEqual(again.fields.message_thread_id, topic);
  assert.equal(calls('createForumTopic', from).length, 1);
});

test('a restart by kill -9 keeps the topics', async () => {
  const { resident, code, topic } = await filed();
  await settled();
  await server.kill();
  await server.start();
  const made = calls('createForumTopic').length;
  await li.writes_in(topic, '马上来');
  await resident.hears(/李工：马上来/);
  const from = api.entries.length;
  await resident.says('好的，谢谢，我在家等');
  await li.says(`/take ${code}`);
  await api.first((c) => c.method === 'editMessageText' && c.text.includes(code), 'the card', from);
  assert.equal(calls('createForumTopic').length, made);
});

test('a crash between making a topic and writing it down: a word said in it tells whose it is', async () => {
  const { resident, code, topic } = await filed();
  await settled();
  const lost = api.next_message_id(); // as if it had been this one's
  api.topics.set(lost, { name: `${code} · 别处`, closed: false });
  const from = api.entries.length;
  await li.writes_in(lost, '马上来');
  // The case has another topic: nobody guesses.
  await api.first((c) => c.chat === group_id && /哪一件/.test(c.text), 'the question', from);
  assert.equal(resident.chat.heard(/马上来/).length, 0);
  await li.writes_in(topic, '马上来');
  await resident.hears(/李工：马上来/);
});

test('without the right to manage topics all goes to the group, said once; the right given, topics are made', async () => {
  api.may_manage = false;
  const rights = (may) => li.sends({ new_chat_member: { status: 'administrator', can_manage_topics: may, user: api.me },
    old_chat_member: { status: 'administrator', user: api.me } }, 'my_chat_member');
  await rights(false);
  const ready = async () => (await fetch(`http://127.0.0.1:${server.internal}/readyz`)).text();
  await until(async () => /topics/.test(await ready()), 'the trouble is told');
  const made = calls('createForumTopic').length;
  const { topic, card, resident } = await filed();
  assert.equal(topic, undefined);
  assert.equal(calls('createForumTopic').length, made);
  await settled();
  await li.replies(card, '十分钟后到');
  await resident.hears(/李工：十分钟后到/);
  api.may_manage = true;
  await rights(true);
  assert.ok((await filed()).topic);
  assert.doesNotMatch(await ready(), /topics/);
});

test('a group that is no forum any more, and one again', async () => {
  api.forum = false;
  await li.says('大家好');
  const plain = await filed();
  assert.equal(plain.topic, undefined);
  await settled();
  api.forum = true;
  await li.says('大家好');
  const from = api.entries.length;
  await li.says(`/take ${plain.code}`);
  // Its card moves from the group into the topic that it has now.
  const card = await group.sees(new RegExp(`${plain.code} · P`), ['sendMessage'], from);
  assert.ok(card.fields.message_thread_id);
  await api.first((c) => c.method === 'deleteMessage' && c.fields.message_id === plain.card.sent.message_id, 'the old card goes', from);
});
