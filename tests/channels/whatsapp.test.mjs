// The main job over WhatsApp's wire: signed posts in, Graph calls out; staff in their Telegram group.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { files_a_leak, is_content, on_record } from './support/complaint.mjs';
import { GraphApi } from './support/graph_api.mjs';
import { Whatsapper, sign } from './support/graph_people.mjs';
import { Person, staffed } from './support/people.mjs';
import { decoded, photo, tells_where } from './support/pictures.mjs';
import { whatsapp_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, graph, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  graph = await GraphApi.open();
  ({ server, group, li } = await staffed('whatsapp', telegram, whatsapp_section(graph)));
});
after(async () => {
  await server?.stop();
  telegram?.close();
  graph?.close();
});

let numbers = 8613900000100;
const somebody = () => new Whatsapper(graph, server, `${++numbers}`);

const filed = () => on_record(somebody(), (card) => group.sees(card, kinds.text));

test('the handshake', async () => {
  const ask = (token) => fetch(`${server.url}/webhooks/wa?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
  const good = await ask(graph.verify_token);
  assert.equal(good.status, 200);
  assert.match(good.headers.get('content-type'), /^text\/plain/);
  assert.equal(await good.text(), '1158201444');
  assert.equal((await ask('another')).status, 403);
  await graph.first((c) => c.path === graph.phone_number_id, 'the look at the account');
});

test('the whole complaint: words, taps, a photo; taken, answered, done, scored', async () => {
  const resident = somebody();
  const code = await files_a_leak(resident, async () => {
    await resident.shows(photo(1));
    return await resident.hears(/3栋2单元1101[^]*1 张照片/);
  });
  const card = await group.sees(new RegExp(`${code} · P2`), kinds.text);
  await li.taps(card, /接单/);
  await resident.hears(/李工接手了/);
  await li.replies(card, '十分钟后到，请留门');
  const words = await resident.hears(/^李工：十分钟后到，请留门$/);
  await server.settled();
  const start = telegram.entries.length;
  await resident.reports(words, ['sent'], ['delivered'], ['read']);
  await group.sees(/✓/, kinds.edit, start);
  const done = photo(5);
  await li.replies(card, '/done 换了楼上的软管', li.photo(done, 'done'));
  await resident.hears(/处理好了：换了楼上的软管/);
  const picture = await graph.first((c) => c.to === resident.id && c.image, 'the photo of the result');
  assert.deepEqual(decoded(picture.image), { width: 64, height: 48 });
  assert.ok(!tells_where(picture.image), 'where it was taken stays with us');
  const score = await is_content(resident, server, code);
  assert.equal(score.fields.interactive.type, 'list');
  await group.sees(/来得真快/, kinds.text);
  assert.ok((await server.case(code)).photos.length >= 1);
});

test('forged, changed, unsigned: refused, and nothing is on record', async () => {
  const known = (await server.messages()).length;
  const resident = somebody();
  const body = resident.messages(resident.message('text', { body: '8栋楼下垃圾满了' }));
  const bytes = JSON.stringify(body);
  for (const [what, how] of [
    ['no signature', { signature: '' }], ['another secret', { signature: sign(bytes, 'another'), bytes }],
    ['words changed', { signature: sign(bytes, graph.app_secret), bytes: bytes.replace('8栋', '9栋') }],
    ['nonsense', { signature: 'sha256=' }],
  ]) assert.equal((await resident.post(body, how)).status, 401, what);
  assert.equal((await server.messages()).length, known);
  assert.equal((await resident.post(body)).status, 200);
  await resident.hears(/什么时候开始的/);
});

test('the same post again, at once and later: one answer', async () => {
  const resident = somebody();
  const body = resident.messages(resident.message('text', { body: '8栋楼下垃圾满了' }));
  assert.deepEqual(await Promise.all([1, 2, 3].map(async () => (await resident.post(body)).status)), [200, 200, 200]);
  await resident.hears(/什么时候开始的/);
  await resident.brings(body);
  await resident.says('1');
  await resident.hears(/拍一张照片|请看对不对/);
  assert.equal(resident.heard(/什么时候开始的/).length, 1);
});

test('a batch: every item of every change, of several people and of reports', async () => {
  const [a, b] = [somebody(), somebody()];
  const first = a.messages(a.message('text', { body: '8栋楼下垃圾满了' }));
  const second = b.messages(b.message('text', { body: '9栋楼下垃圾满了' }));
  first.entry[0].changes.push(...second.entry[0].changes, { field: 'account_update', value: { event: 'x' } });
  first.entry.push({ id: '1', changes: [{ field: 'messages', value: a.value({ statuses: [
    { id: 'wamid.never', status: 'read', timestamp: '1', recipient_id: a.id }] }) }] });
  await a.brings(first);
  await Promise.all([a.hears(/什么时候开始的/), b.hears(/什么时候开始的/)]);
});

test('a person who pours out more than anybody reads does not hold up the others of a batch', async () => {
  const flood = somebody(), other = somebody();
  const many = Array.from({ length: 60 }, (_, i) => flood.message('text', { body: `第${i}条` }));
  const body = flood.messages(...many);
  body.entry[0].changes.push(...other.messages(other.message('text', { body: '8栋楼下垃圾满了' })).entry[0].changes);
  await flood.brings(body);
  await other.hears(/什么时候开始的/);
});

test('states never go backwards: what has arrived stays arrived, what has failed stays failed', async () => {
  const { resident, card } = await filed();
  await li.replies(card, '今天下午来清');
  const words = await resident.hears(/今天下午来清/);
  await server.settled();
  let start = telegram.entries.length;
  await resident.reports(words, ['read']);
  await group.sees(/✓/, kinds.edit, start);
  await resident.reports(words, ['failed', 131049], ['delivered'], ['sent']);
  await li.replies(card, '明天也来');
  const more = await resident.hears(/明天也来/);
  await server.settled();
  start = telegram.entries.length;
  await resident.reports(more, ['failed', 131049]);
  await group.sees(/✗/, kinds.edit, start);
  await resident.reports(more, ['delivered'], ['read']);
  await li.replies(card, '// 记一下');
  await resident.says('我下午都在家');
  await group.hears(/补充：我下午都在家/);
  const marks = telegram.entries.slice(start).filter((c) => kinds.edit.includes(c.method) && /上条/.test(c.text));
  assert.ok(marks.length > 0 && marks.every((c) => /✗/.test(c.text)), marks.join('\n'));
});

test('a report that comes before our call is answered', async () => {
  const { resident, card } = await filed();
  const start = telegram.entries.length;
  await li.replies(card, '今天下午来清');
  const words = await resident.hears(/今天下午来清/);
  await resident.reports(words, ['delivered']);
  await group.sees(/✓/, kinds.edit, start);
});

test('a closed window: staff are told in plain words, at once and by report', async () => {
  for (const at_once of [true, false]) {
    const { resident, card } = await filed();
    const start = telegram.entries.length;
    const mine = (c) => c.to === resident.id;
    if (at_once) graph.order(mine, { status: 400, code: 131047, message: '(#131047) Re-engagement message' }, 50);
    await li.replies(card, '今天下午来清');
    if (!at_once) {
      const words = await resident.hears(/今天下午来清/);
      await server.settled();
      await resident.reports(words, ['failed', 131047]);
    }
    const told = await group.sees(/✗/, kinds.edit, start);
    assert.match(told.text, /住户超过一天没说话/);
    graph.order(mine, { status: 400, code: 131047 }, 50);
    await li.replies(card, '/done 清运了');
    await group.sees(/📞 CP-\d+ 住户有一天没说话了/, kinds.text, start);
  }
  assert.match(await server.metrics(), /linli_outbound_attempts_total\{adapter="wa",result="window_closed"\} [1-9]/);
});

test('who cannot be reached: staff are told why, and nobody tries again', async () => {
  const { resident, code, card } = await filed();
  const start = telegram.entries.length;
  graph.order((c) => c.to === resident.id, { status: 400, code: 131026, message: 'Message undeliverable' }, 50);
  await li.replies(card, '今天下午来清');
  assert.match((await group.sees(/✗/, kinds.edit, start)).text, /131026/);
  assert.equal(graph.entries.filter((c) => c.to === resident.id && c.failed).length, 1);
  await li.replies(card, '/done 清运了');
  await group.sees(new RegExp(`📞 ${code}`), kinds.text, start);
});

test('429, 5xx, a broken connection, an answer that is none: tried again until it goes', async () => {
  const resident = somebody();
  const mine = (c) => c.to === resident.id;
  graph.order(mine, { status: 400, code: 131000, message: 'Something went wrong' });
  graph.order(mine, { status: 503, code: 2, message: 'Service temporarily unavailable' });
  graph.order(mine, { reset: true });
  graph.order(mine, { raw: '<html>' });
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  const patience = 30_000;  // 1, 2, 4 and 8 s, and a fifth more by the jitter
  await until(() => graph.entries.filter(mine).length >= 5, 'four failures and the answer', patience);
});

test('a limit: not before its time, and no other chat waits for it', async () => {
  const [held, free] = [somebody(), somebody()];
  const mine = (c) => c.to === held.id;
  graph.order(mine, { status: 400, code: 131056, message: 'pair rate limit', headers: { 'Retry-After': '3' } });
  await held.says('8栋楼下垃圾满了');
  const refused = await graph.first(mine, 'the refused call');
  await free.says('8栋楼下垃圾满了');
  const other = await free.hears(/什么时候开始的/);
  const again = await held.hears(/什么时候开始的/);
  assert.ok(again.at - refused.at >= 3000, `after ${again.at - refused.at} ms`);
  assert.ok(other.at < again.at);
});

test('places, voices, what WhatsApp does not pass on, and an edit', async () => {
  const { resident, code } = await filed();
  await resident.sends('unsupported', undefined, { errors: [{ code: 131051, title: 'Message type unknown' }] });
  await resident.hears(/留不下/);
  const sound = Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(900, 7)]);
  await resident.sends('audio', { id: graph.give_media(sound, 'audio/ogg'), mime_type: 'audio/ogg', voice: true });
  const link = /https:\/\/\S+/.exec((await group.sees(new RegExp(`${code}[^]*/media/`), kinds.text)).text)[0];
  const got = await fetch(link.replace(/^https:\/\/[^/]+/, server.url));
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), sound);
  await resident.sends('location', { latitude: 30.5, longitude: 120.25, name: '北门' });
  await group.sees(/30\.5\d*,120\.25\d* 北门/, kinds.text);
  await resident.sends('reaction', { message_id: 'wamid.OUT1', emoji: '👍' });
  await resident.sends('edit', { original_message_id: 'wamid.IN1', message: { type: 'text', text: { body: '9栋楼下也满了' } } });
  await group.sees(/住户改了上一条：9栋楼下也满了/, kinds.text);
});

test('a tap on an old question is answered in words', async () => {
  const resident = somebody();
  await resident.says('3栋2单元1101卫生间天花板一直滴水');
  const question = await resident.hears(/水是从哪儿来/);
  await resident.taps(question, /楼上/);
  await resident.hears(/拍一张照片/);
  const start = graph.entries.length;
  await resident.taps(question, /楼上/);
  await graph.first((c) => c.to === resident.id && c.fields?.context?.message_id, 'words that answer the tap', start);
});

// The last one: after it the account stands still for a minute.
test('a revoked token makes trouble for this channel alone', async () => {
  const resident = somebody();
  graph.order((c) => c.to === resident.id, { status: 401, code: 190, message: 'Error validating access token' });
  await resident.says('8栋楼下垃圾满了');
  await graph.first((c) => c.to === resident.id && c.failed, 'the refused call');
  const neighbour = new Person(group.platform, 7001, '邻居');
  await neighbour.says('8栋楼下垃圾满了');
  await neighbour.hears(/什么时候开始的/);
  const ready = await fetch(`http://127.0.0.1:${server.internal}/readyz`);
  assert.equal(ready.status, 200);
});
