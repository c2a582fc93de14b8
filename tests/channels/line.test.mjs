// LINE on both sides: a resident who is a friend of the account, the staff in a group.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { files_a_leak, is_content, on_record } from './support/complaint.mjs';
import { LineApi, LinePerson, LinePlatform } from './support/line_api.mjs';
import { decoded, photo, tells_where } from './support/pictures.mjs';
import { Server, line_section, public_url, staff_section } from './support/server.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, li;

before(async () => {
  api = await LineApi.open();
  server = await Server.start('line', line_section(api), '', { people: staff_section('ln', api.group, 'Uli', 'Uwang') });
  platform = new LinePlatform(api, server);
  li = new LinePerson(platform, 'Uli', { group: api.group });
});
after(async () => {
  await server?.stop();
  api?.close();
});

let residents = 100;
const somebody = () => new LinePerson(platform, `Ures${++residents}`);
const to = (who) => (c) => c.chat === who.chat;
const pushed = (who) => (c) => c.chat === who.chat && c.method === 'POST /message/push';
const calls = (pleases) => api.entries.filter(pleases);
const rubbish = '8栋楼下垃圾满了';
const opened = (address) => fetch(address.replace(public_url, server.url));

async function filed(words) {
  const known = await on_record(somebody(), (card) => li.sees(card), words);
  await server.settled();
  return known;
}

test('it asks who it is, registers its address, and answers the console', async () => {
  await until(() => api.endpoint === `${public_url}/webhooks/ln`, 'the address of our webhook');
  assert.equal((await platform.post(platform.batch())).status, 200);
});

test('a leak, from the first word to the comment: answers cost nothing, and staff quote the card', async () => {
  const resident = somebody();
  await platform.deliver(resident.event('follow', { follow: { isUnblocked: false } }));
  await resident.hears(/您好/);
  const original = photo(31);
  assert.ok(tells_where(original));
  const code = await files_a_leak(resident, async () => {
    await platform.deliver(resident.photo(original));
    await resident.hears(/请看对不对/);
    // Two more at once, in one batch: one album, one answer.
    const set = { id: 'E005', total: 2 };
    await platform.deliver(...[1, 2].map((index) => resident.photo(photo(31 + index), { imageSet: { ...set, index } })));
    return await resident.hears(/3 张照片/);
  });
  const asked = calls(to(resident)).filter((c) => !c.failed && c.text);
  assert.ok(asked.every((c) => c.method === 'POST /message/reply'), `pushed: ${asked.filter((c) => c.method !== 'POST /message/reply')}`);

  const card = await li.sees(new RegExp(`${code} · P2`));
  assert.match(card.text, /3栋2单元1101/);
  assert.deepEqual(card.buttons.map((b) => b.label).slice(0, 1), ['接单']);
  const shown = () => calls(to(li)).flatMap((c) => c.images);
  await until(() => shown().length >= 3, 'the photos in the group');
  for (const image of shown()) {
    for (const address of [image.originalContentUrl, image.previewImageUrl]) {
      const got = await opened(address);
      assert.equal(got.status, 200);
      assert.equal(got.headers.get('content-type'), 'image/jpeg');
      const bytes = Buffer.from(await got.arrayBuffer());
      assert.ok(!tells_where(bytes), 'the place of the photo must not reach the group');
      assert.ok(decoded(bytes).width <= 64);
    }
  }

  await li.taps(card, /接单/);
  await resident.hears(/李工接手了/);
  await li.sees(new RegExp(`${code}[^]*李工处理中`));
  await li.replies(card, '十分钟后到，请留门');
  const relayed = await resident.hears(/^李工：十分钟后到，请留门$/);
  assert.equal(relayed.method, 'POST /message/push');
  await li.replies(card, '// 楼上的软管老化');
  await resident.says('主卧也有一点');
  await li.sees(/补充：主卧也有一点/);
  await li.replies(card, '/done 换了楼上的软管');
  await resident.hears(/处理好了：换了楼上的软管/);
  assert.equal(resident.heard(/软管老化/).length, 0, 'a note stays inside');
  await is_content(resident, server, code);
});

test('a place instead of words; a sticker and a file for a case', async () => {
  const resident = somebody();
  await resident.says('路灯不亮');
  await resident.hears(/哪个位置/);
  await platform.deliver(resident.message({ type: 'location', title: '北门', latitude: 30.1234, longitude: 120.5678 }));
  let code;
  while (!(code = /CP-\d+/.exec((await resident.hears(/./)).text)?.[0])) await resident.says('1');
  await li.sees(/30\.1234\d*,120\.5678\d* 北门/);
  const file = resident.message({ type: 'file', fileName: '合同.pdf', fileSize: 9 });
  api.contents.set(file.message.id, Buffer.from('%PDF-1.4\n'));
  const sticker = { type: 'sticker', packageId: '1', stickerId: '2', keywords: ['OK'], quoteToken: 'q' };
  await platform.deliver(resident.message(sticker), resident.message({ ...sticker, text: '谢谢啦' }), file);
  const told = await li.sees(new RegExp(`${code}[^]*/media/`));
  assert.equal(li.heard(/补充：OK/).length, 0, 'a guess of LINE\'s is no answer');
  assert.equal((await opened(/https:\/\/\S+/.exec(told.text)[0])).status, 200);
});

test('a stranger in the group moves nothing, and is told so', async () => {
  const { code, card } = await filed(rubbish);
  const start = api.entries.length;
  await new LinePerson(platform, 'Ustranger', { group: api.group }).taps(card, /接单/);
  const told = await li.sees(/不在工作人员名单/, start);
  assert.equal(told.method, 'POST /message/reply');
  assert.equal((await server.case(code)).state, 'dispatched');
});

test('unsigned, wrongly signed, tampered, stale: refused, and nothing changes; a redelivery counts once', async () => {
  const before_all = (await server.messages()).length;
  const resident = somebody();
  const event = resident.words('您好，电梯坏了');
  const body = platform.batch(event);
  assert.equal((await platform.post(body)).status, 200);
  await resident.hears(/./);
  const signature = platform.signature_of(body);
  const old = platform.batch({ ...resident.words('旧的'), timestamp: Date.now() - 8 * 86_400_000 });
  const refused = [await platform.post(body, { signature: '' }), await platform.post(body, { signature: 'AAAA' }),
    await platform.post(body, { key: 'another' }), await platform.post(`${body} `, { signature }), await platform.post(old)];
  assert.deepEqual(refused.map((r) => r.status), [401, 401, 401, 401, 403]);
  assert.equal((await platform.post('{"events":[')).status, 400);
  const heard = resident.heard(/./).length;
  for (const again of [body, platform.batch({ ...event, deliveryContext: { isRedelivery: true } })])
    assert.equal((await platform.post(again)).status, 200);
  const other = somebody();
  await other.says('您好');
  await other.hears(/./);
  assert.equal((await server.messages()).length, before_all + 2);
  assert.equal(resident.heard(/./).length, heard);
});

test('a reply token that is over: pushed instead', async () => {
  const resident = somebody();
  await platform.deliver({ ...resident.words(rubbish), replyToken: 'not-known' });
  const heard = await resident.hears(/什么时候开始的/);
  assert.equal(heard.method, 'POST /message/push');
});

test('429 and 5xx: tried again under the same key until it goes', async () => {
  const { resident, card } = await filed(rubbish);
  const start = api.entries.length;
  api.order(pushed(resident), { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' } });
  api.order(pushed(resident), { status: 500, body: { message: 'Internal error' } });
  await li.replies(card, '今天下午来清');
  await resident.hears(/今天下午来清/);
  const tries = calls((c) => api.entries.indexOf(c) >= start && pushed(resident)(c) && /今天下午来清/.test(c.text));
  assert.deepEqual(tries.map((c) => c.status), [429, 500, 200]);
  assert.equal(new Set(tries.map((c) => c.key)).size, 1);
});

test('a push that LINE took without saying so arrives once', async () => {
  const { resident, card } = await filed(rubbish);
  const start = api.entries.length;
  api.order(pushed(resident), { taken: true });
  await li.replies(card, '今天下午来清');
  await api.first((c) => c.status === 409, 'the second attempt', start);
  await li.sees(/✓/, start);
  assert.equal(calls((c) => pushed(resident)(c) && c.status === 200 && /今天下午来清/.test(c.text)).length, 1);
});

test('the month is used up: staff are told at once, and answers still go', async () => {
  const { resident, card } = await filed(rubbish);
  const start = api.entries.length;
  api.order(pushed(resident), { status: 429, body: { message: 'You have reached your monthly limit.' } }, 100);
  await li.replies(card, '今天下午来清');
  assert.match((await li.sees(/✗/, start)).text, /monthly limit/);
  await resident.says('进度怎么样了');
  assert.equal((await resident.hears(/./)).method, 'POST /message/reply');
});

test('whoever blocks the account: staff are told', async () => {
  const { resident, code } = await filed(rubbish);
  const { replyToken, ...event } = resident.event('unfollow');
  assert.ok(replyToken);
  await platform.deliver(event);
  await li.sees(new RegExp(`${code} 住户屏蔽了`));
  await platform.deliver(resident.event('follow', { follow: { isUnblocked: true } }));
  await resident.says('进度怎么样了');
  await resident.hears(/./);
});

// The last one: the account is left alone for a minute after it.
test('a revoked token degrades the channel, and shows no secret', async () => {
  const resident = somebody();
  api.order(to(resident), { status: 401, body: { message: 'Authentication failed.' } });
  await resident.says(rubbish);
  await api.first((c) => to(resident)(c) && c.status === 401, 'the refused call');
  assert.equal((await fetch(`http://127.0.0.1:${server.internal}/readyz`)).status, 200);
  const { readFile } = await import('node:fs/promises');
  const log = await until(async () => {
    const text = await readFile(`${server.folder}/serve.log`, 'utf8');
    return text.includes('Authentication failed') && text;
  }, 'a line in the log');
  for (const secret of [api.token, api.channel_secret]) assert.ok(!log.includes(secret));
});
