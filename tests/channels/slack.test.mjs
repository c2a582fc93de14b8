// Slack on both sides: a resident in direct messages with the app, the staff in a channel.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { files_a_leak, is_content, on_record } from './support/complaint.mjs';
import { files } from './support/people.mjs';
import { decoded, photo, tells_where } from './support/pictures.mjs';
import { Server, slack_section, staff_section } from './support/server.mjs';
import { SlackApi, SlackPerson, SlackPlatform } from './support/slack_api.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, li;

before(async () => {
  api = await SlackApi.open();
  server = await Server.start('slack', slack_section(api), '', { people: staff_section('sl', api.group, 'U0LI', 'U0WANG') });
  platform = new SlackPlatform(api, server);
  li = new SlackPerson(platform, 'U0LI', { channel: api.group });
});
after(async () => {
  await server?.stop();
  api?.close();
});

let residents = 100;
const somebody = () => new SlackPerson(platform, `U0RES${++residents}`);
const to = (who) => (c) => c.method === 'chat.postMessage' && c.chat === who.hears_in;
const calls = (pleases) => api.entries.filter(pleases);
const rubbish = '8栋楼下垃圾满了';

async function filed(words) {
  const known = await on_record(somebody(), (card) => li.sees(card), words);
  await server.settled();
  return known;
}

test('it asks who it is, and answers the challenge', async () => {
  await api.first((c) => c.method === 'auth.test', 'auth.test');
  const answer = await platform.post(JSON.stringify({ type: 'url_verification', token: 'x', challenge: 'ch4ll' }));
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { challenge: 'ch4ll' });
});

test('a leak, from the first word to the comment: staff answer in the thread and by buttons', async () => {
  const resident = somebody();
  const original = photo(21);
  assert.ok(tells_where(original));
  const code = await files_a_leak(resident, async () => {
    await resident.says('', resident.photo(original));
    return await resident.hears(/请看对不对[^]*1 张照片/);
  });

  const card = await li.sees(new RegExp(`${code} · P2`));
  assert.match(card.text, /3栋2单元1101/);
  assert.deepEqual(card.buttons.map((b) => b.text.text).slice(0, 1), ['接单']);
  const upload = await api.first((c) => c.method === 'files.completeUploadExternal' && c.chat === api.group && !c.failed, 'the photo in the channel');
  assert.ok(upload.thread, 'a photo hangs below its card');
  for (const bytes of upload.photos) {
    assert.ok(!tells_where(bytes), 'the place of the photo must not reach the channel');
    assert.deepEqual(decoded(bytes), { width: 64, height: 48 });
  }

  await li.taps(card, /接单/);
  await resident.hears(/李工接手了/);
  await li.sees(new RegExp(`${code}[^]*李工处理中`), 'chat.update');
  const start = api.entries.length;
  await li.replies(card, '十分钟后到，请留门 & <小心>');
  await resident.hears(/^李工：十分钟后到，请留门 & <小心>$/);
  assert.equal((await li.sees(/✓/, 'chat.update', start)).ts, card.ts);
  await li.replies(card, ' // 楼上的软管老化');
  await resident.says('主卧也有一点');
  assert.equal((await li.sees(/补充：主卧也有一点/)).thread, card.ts, 'what is added stands in the thread of the card');
  await li.replies(card, '完成 换了楼上的软管', li.photo(photo(25)));
  await resident.hears(/处理好了：换了楼上的软管/);
  assert.equal(resident.heard(/软管老化/).length, 0, 'a note stays inside');
  await is_content(resident, server, code);
});

test('a button that asks for words: they are written below the question', async () => {
  const { resident, code, card } = await filed(rubbish);
  await li.taps(card, /接单/);
  const taken = await li.sees(new RegExp(`${code}[^]*李工处理中`), 'chat.update');
  const start = api.entries.length;
  await li.taps(taken, /完成/);
  const asked = await li.sees(new RegExp(code), 'chat.postMessage', start);
  assert.equal(asked.thread, undefined, 'a thread of its own: who answers in that of the card means the resident');
  await server.settled();
  await li.replies(asked, '清运了');
  await resident.hears(/处理好了：清运了/);
});

test('a mention and a slash command are commands; the words of one message count once', async () => {
  const { code } = await filed(rubbish);
  const said = li.message(`/take ${code}`);
  said.text = `<@${api.bot}> ${said.text}`;
  const twin = { ...said, type: 'app_mention' };
  delete twin.channel_type;
  await Promise.all([platform.event(twin), platform.event(said)]);
  await until(async () => (await server.case(code)).state === 'working', 'the case taken');
  const form = { command: '/linli', text: `onsite ${code}`, trigger_id: '1.2.a', channel_id: api.group, user_id: 'U0LI', user_name: 'li' };
  const answer = await platform.post(new URLSearchParams(form).toString(), '/commands');
  assert.deepEqual(await answer.json(), { response_type: 'in_channel' });
  await until(async () => (await server.case(code)).timeline.some((e) => JSON.stringify(e).includes('onsite')), 'on site');
});

test('a stranger in the channel moves nothing, and is told so alone', async () => {
  const { code, card } = await filed(rubbish);
  const stranger = new SlackPerson(platform, 'U0STRANGER', { channel: api.group });
  await stranger.taps(card, /接单/);
  const toast = await api.first((c) => c.method === 'chat.postEphemeral' && c.fields.user === 'U0STRANGER', 'the answer to the tap');
  assert.match(toast.text, /不在工作人员名单/);
  assert.equal((await server.case(code)).state, 'dispatched');
});

test('unsigned, wrongly signed, tampered, stale: 401, and nothing changes; a replay counts once', async () => {
  const before_all = (await server.messages()).length;
  const resident = somebody();
  const body = platform.envelope(resident.message('您好，电梯坏了'));
  const now = Math.floor(Date.now() / 1000);
  const good = await platform.post(body);
  assert.equal(good.status, 200);
  await resident.hears(/./);
  const refused = [await platform.post(body, '', { signature: '' }), await platform.post(body, '', { signature: 'v0=00' }),
    await platform.post(body, '', { key: 'another' }), await platform.post(body, '', { at: now - 400 }),
    await platform.post(body, '', { at: now + 400 })];
  assert.deepEqual(refused.map((r) => r.status), [401, 401, 401, 401, 401]);
  assert.equal((await platform.post('{"type":')).status, 400);
  assert.equal((await platform.post(body, '/elsewhere')).status, 404);
  const heard = resident.heard(/./).length;
  for (const headers of [{}, { 'X-Slack-Retry-Num': '1', 'X-Slack-Retry-Reason': 'http_timeout' }])
    assert.equal((await platform.post(body, '', { headers })).status, 200);
  const other = somebody();
  await other.says('您好');
  await other.hears(/./);
  assert.equal((await server.messages()).length, before_all + 2);
  assert.equal(resident.heard(/./).length, heard);
});

test('429: not before Retry-After, and nobody else waits', async () => {
  const [held, free] = [somebody(), somebody()];
  api.order(to(held), { status: 429, headers: { 'Retry-After': '2' }, body: { ok: false, error: 'ratelimited' } });
  await held.says(rubbish);
  await api.first(to(held), 'the refused call');
  await free.says(rubbish);
  await free.hears(/什么时候开始的/);
  assert.equal(held.heard(/./).filter((c) => !c.failed).length, 0);
  const heard = await held.hears(/什么时候开始的/);
  assert.ok(heard.at - calls(to(held))[0].at >= 2000);
});

test('5xx, wrong JSON, ok:false for a while: tried again until it goes, once', async () => {
  const resident = somebody();
  api.order(to(resident), { status: 503, raw: '<html>' });
  api.order(to(resident), { status: 200, raw: '{"ok":tr' });
  api.order(to(resident), { body: { ok: false, error: 'internal_error' } });
  await resident.says(rubbish);
  await resident.hears(/什么时候开始的/);
  assert.equal(calls(to(resident)).length, 4);
});

test('a message that Slack took without saying so is found, and not sent twice', async () => {
  const resident = somebody();
  api.order(to(resident), { taken: true });
  const start = api.entries.length;
  await resident.says(rubbish);
  await api.first((c) => c.method === 'conversations.history' && c.chat === resident.channel, 'a look into the history', start);
  const code = await files(resident, '1');
  assert.match(code, /CP-/);
  assert.equal(resident.heard(/什么时候开始的/).length, 1);
});

test('whoever cannot be written to: staff are told why', async () => {
  const { resident, code, card } = await filed(rubbish);
  const start = api.entries.length;
  api.order(to(resident), { body: { ok: false, error: 'user_disabled' } }, 100);
  await li.replies(card, '今天下午来清');
  assert.match((await li.sees(/✗/, 'chat.update', start)).text, /user_disabled/);
  await li.replies(card, '完成 清运了');
  await li.sees(new RegExp(`📞 ${code}`), 'chat.postMessage', start);
});

test('a card that somebody deleted is posted anew', async () => {
  const { code, card } = await filed(rubbish);
  api.messages.delete(`${api.group} ${card.ts}`);
  const start = api.entries.length;
  await li.taps(card, /接单/);
  await li.sees(new RegExp(`${code}[^]*李工处理中`), 'chat.postMessage', start);
});

// The last one: the account is left alone for a minute after it.
test('a revoked token degrades the channel, and shows no secret', async () => {
  const resident = somebody();
  api.order(to(resident), { body: { ok: false, error: 'token_revoked' } });
  await resident.says(rubbish);
  await api.first(to(resident), 'the refused call');
  assert.equal((await fetch(`http://127.0.0.1:${server.internal}/readyz`)).status, 200);
  const { readFile } = await import('node:fs/promises');
  const log = await until(async () => {
    const text = await readFile(`${server.folder}/serve.log`, 'utf8');
    return text.includes('token_revoked') && text;
  }, 'a line in the log');
  for (const secret of [api.token, api.signing_secret]) assert.ok(!log.includes(secret));
});
