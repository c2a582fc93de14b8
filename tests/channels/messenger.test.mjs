// The main job over Messenger's wire; what it shares with WhatsApp is tried there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { files_a_leak, is_content, on_record } from './support/complaint.mjs';
import { GraphApi } from './support/graph_api.mjs';
import { Messenger, sign } from './support/graph_people.mjs';
import { staffed } from './support/people.mjs';
import { photo, tells_where } from './support/pictures.mjs';
import { messenger_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, graph, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  graph = await GraphApi.open();
  // The answering server's pictures lie on this machine.
  ({ server, group, li } = await staffed('messenger', telegram, messenger_section(graph), '',
    { gateway: 'allow_private_media = true' }));
});
after(async () => {
  await server?.stop();
  telegram?.close();
  graph?.close();
});

let people = 1630234936257700;
const somebody = () => new Messenger(graph, server, `${++people}`);

const filed = () => on_record(somebody(), (card) => group.sees(card, kinds.text));

test('the handshake', async () => {
  const ask = (token) => fetch(`${server.url}/webhooks/fb?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=42`);
  const good = await ask(graph.verify_token);
  assert.deepEqual([good.status, await good.text()], [200, '42']);
  assert.equal((await ask('another')).status, 403);
});

test('the whole complaint: words, quick replies, a photo; taken, answered, done, scored', async () => {
  const resident = somebody();
  const code = await files_a_leak(resident, async () => {
    await resident.shows(photo(1));
    return await resident.hears(/1 张照片/);
  });
  const card = await group.sees(new RegExp(`${code} · P2`), kinds.text);
  await li.taps(card, /接单/);
  await resident.hears(/李工接手了/);
  await li.replies(card, '十分钟后到，请留门');
  const words = await resident.hears(/^李工：十分钟后到，请留门$/);
  await server.settled();
  const start = telegram.entries.length;
  await resident.reports(words);
  await group.sees(/✓/, kinds.edit, start);
  await li.replies(card, '/done 换了楼上的软管', li.photo(photo(5), 'done'));
  await resident.hears(/处理好了：换了楼上的软管/);
  const picture = await graph.first((c) => c.to === resident.id && c.image, 'the photo of the result');
  assert.ok(!tells_where(picture.image));
  await is_content(resident, server, code);
  await group.sees(/来得真快/, kinds.text);
});

test('forged and changed: refused; replayed: one answer; our own echo: none', async () => {
  const resident = somebody();
  const known = (await server.messages()).length;
  const body = resident.envelope({ message: { mid: graph.next_id('m_IN'), text: '8栋楼下垃圾满了' } });
  const bytes = JSON.stringify(body);
  assert.equal((await resident.post(body, { signature: '' })).status, 401);
  assert.equal((await resident.post(body, { signature: sign(bytes, 'another'), bytes })).status, 401);
  assert.equal((await resident.post(body, { signature: sign(bytes, graph.app_secret), bytes: `${bytes} ` })).status, 401);
  assert.equal((await server.messages()).length, known);
  await resident.brings(body);
  await resident.brings(body);
  await resident.sends({ text: 'x', is_echo: true });
  await resident.hears(/什么时候开始的/);
  await resident.says('1');
  await resident.hears(/./);
  assert.equal(resident.heard(/什么时候开始的/).length, 1);
});

test('another app has the thread: not a word', async () => {
  const resident = somebody();
  const body = resident.envelope({ message: { mid: graph.next_id('m_IN'), text: '8栋楼下垃圾满了' } });
  body.entry[0].standby = body.entry[0].messaging;
  delete body.entry[0].messaging;
  const known = (await server.messages()).length;
  await resident.brings(body);
  assert.equal((await server.messages()).length, known);
});

test('a closed window, and a person who is gone: staff are told in words', async () => {
  for (const [error, words] of [
    [{ status: 403, code: 10, subcode: 2018278, message: 'outside of allowed window' }, /住户超过一天没说话/],
    [{ status: 400, code: 551, subcode: 1545041, message: 'This person isn\'t available right now' }, /551/],
  ]) {
    const { resident, card } = await filed();
    const start = telegram.entries.length;
    graph.order((c) => c.to === resident.id, error, 50);
    await li.replies(card, '今天下午来清');
    assert.match((await group.sees(/✗/, kinds.edit, start)).text, words);
  }
});

test('5xx and a broken connection: tried again until it goes', async () => {
  const resident = somebody();
  const mine = (c) => c.to === resident.id;
  graph.order(mine, { status: 500, code: 1200, message: 'Temporary send message failure' });
  graph.order(mine, { reset: true });
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  await until(() => graph.entries.filter(mine).length >= 3, 'two failures and the answer');
});
