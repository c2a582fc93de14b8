// A plain phone by Twilio: its requests signed by Twilio's library, our texts counted by its calculator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { complains_by_phone, on_record } from './support/complaint.mjs';
import { staffed } from './support/people.mjs';
import { photo } from './support/pictures.mjs';
import { public_url, twilio_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { Phone, TwilioApi } from './support/twilio_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, sms, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  sms = await TwilioApi.open();
  ({ server, group, li } = await staffed('twilio', telegram, twilio_section(sms) +
    '\n[channels.web]\ntype = "web"\n'));
});
after(async () => {
  await server?.stop();
  telegram?.close();
  sms?.close();
});

let numbers = 447700900100;
const phone = () => new Phone(sms, server, `+${++numbers}`);

const filed = (words = 'lift not working in tower B 1203') =>
  on_record(phone(), (card) => group.sees(card, kinds.text), words);

test('the whole complaint by words and digits', async () => {
  const resident = phone();
  await complains_by_phone(resident, { server, telegram, group, li }, (words) => resident.report(words, 'delivered'));
  assert.equal(resident.heard(/Is anyone inside/)[0].callback, `${public_url}/webhooks/sms/status`);
});

test('the same in Chinese: every text in three parts at most', async () => {
  const { resident } = await filed('3栋2单元1101卫生间天花板一直滴水');
  assert.ok(resident.heard(/./).length >= 3);
});

test('a photo of staff stays behind, and they are told so', async () => {
  const { resident, code, card } = await filed('corridor light out in tower B 1204');
  await li.replies(card, '/done new lamp, see the photo', li.photo(photo(5), 'lamp'));
  await resident.hears(/is done: new lamp/);
  await group.sees(new RegExp(`${code}.*照片没带过去`), kinds.text);
});

test('forged, changed, misdirected: refused, and nothing is on record', async () => {
  const known = (await server.messages()).length;
  const resident = phone();
  const fields = resident.fields('lift not working in tower B');
  const good = { ...fields };
  const refused = async (what, ...how) => {
    const { status } = await resident.post(...how);
    assert.ok([401, 403].includes(status), `${what}: ${status}`);
  };
  await refused('no signature', good, '', { signature: '' });
  await refused('another token', good, '', { token: 'not-the-token' });
  await refused('signed for another address', good, '', { url: 'https://evil.example.org/webhooks/sms' });
  await refused('signed for the address that the program listens on', good, '', { url: `${server.url}/webhooks/sms` });
  await refused('nonsense', good, '', { signature: 'A'.repeat(28) });
  await refused('another account', { ...good, AccountSid: 'AC00000000000000000000000000000000' });
  const { default: twilio } = await import('twilio');
  const signature = twilio.getExpectedTwilioSignature(sms.token, `${public_url}/webhooks/sms`, good);
  await refused('words changed', { ...good, Body: 'lift works' }, '', { signature });
  await refused('a field added', { ...good, OptOutType: 'STOP' }, '', { signature });
  assert.equal((await server.messages()).length, known);
  assert.equal(resident.heard(/./).length, 0);
  assert.equal((await resident.post(good)).status, 200);
  await resident.hears(/Is anyone inside/);
});

test('a text too long for a form, and a form that is none', async () => {
  const resident = phone();
  assert.equal((await resident.post(resident.fields('x'.repeat(100_000)))).status, 413);
  const json = await fetch(`${server.url}/webhooks/sms`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
  assert.ok([400, 401, 403].includes(json.status), `${json.status}`);
  await resident.says('lift not working in tower B');
  await resident.hears(/Is anyone inside/);
});

test('the same MessageSid again, at once and later: one answer', async () => {
  const resident = phone();
  const fields = resident.fields('lift not working in tower B');
  const statuses = await Promise.all([1, 2, 3].map(async () => (await resident.post(fields)).status));
  assert.deepEqual(statuses, [200, 200, 200]);
  await resident.hears(/Is anyone inside/);
  assert.equal((await resident.post(fields)).status, 200);
  await resident.says('2');
  await resident.hears(/Send this/);
  assert.equal(resident.heard(/Is anyone inside/).length, 1);
  assert.equal((await server.messages()).filter((m) => m.text === fields.Body && m.sender).length >= 1, true);
});

test('undelivered: staff are told, with the reason', async () => {
  const { resident, card } = await filed();
  await li.replies(card, 'Please open the door');
  const words = await resident.hears(/Please open the door/);
  await server.settled();
  const start = telegram.entries.length;
  assert.equal((await resident.report(words, 'undelivered', '30005')).status, 200);
  const edit = await group.sees(/✗/, kinds.edit, start);
  assert.match(edit.text, /30005|undelivered/);
  assert.equal(resident.heard(/Please open the door/).length, 1);
});

test('a forged report changes nothing', async () => {
  const { resident, card } = await filed();
  await li.replies(card, 'Please open the door');
  const words = await resident.hears(/Please open the door/);
  await server.settled();
  const start = telegram.entries.length;
  const fields = { MessageSid: words.sid, AccountSid: sms.sid, MessageStatus: 'failed', To: words.to, From: words.from };
  assert.ok([401, 403].includes((await resident.post(fields, '/status', { token: 'x' })).status));
  await resident.report(words, 'sent');
  await resident.report(words, 'delivered');
  await group.sees(/✓/, kinds.edit, start);
  assert.equal(telegram.entries.slice(start).filter((c) => /✗/.test(c.text)).length, 0);
});

test('21610: staff are told that it does not arrive, nobody tries again; START opens it', async () => {
  const { resident, card } = await filed();
  const start = telegram.entries.length;
  sms.order(resident.number, { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' }, 50);
  await li.replies(card, 'Please open the door');
  const told = await group.sees(/✗/, kinds.edit, start);
  assert.match(told.text, /21610|unsubscribed/);
  assert.equal(resident.heard(/Please open the door/).length, 1);
});

test('429 and 5xx are tried again', async () => {
  const resident = phone();
  sms.order(resident.number, { status: 429, code: 20429, message: 'Too Many Requests' });
  sms.order(resident.number, { status: 503, code: 20503, message: 'Service unavailable' });
  await resident.says('lift not working in tower B');
  await resident.hears(/Is anyone inside/);
  assert.deepEqual(resident.heard(/./).map((t) => t.status), [429, 503, 201]);
});

test('STOP ends it, HELP helps, START begins again', async () => {
  const resident = phone();
  await resident.says('HELP');
  await resident.hears(/./);
  await resident.says('STOP');
  await resident.hears(/no more messages/);
  await resident.says('START');
  await resident.hears(/./);
  await resident.says('lift not working in tower B');
  await resident.hears(/Is anyone inside/);
});

test('STOP that Twilio has answered itself is not answered again, and silences progress', async () => {
  const { resident, code, card } = await filed();
  await server.settled(); // the link for photos is a text of its own
  const texts = resident.heard(/./).length;
  await resident.says('STOP', { OptOutType: 'STOP' });
  await group.sees(new RegExp(`${code} 住户屏蔽了`), kinds.text);
  await li.taps(card, /接单/);
  await until(async () => (await server.case(code)).state === 'working', 'the case taken');
  await resident.says('START', { OptOutType: 'START' });
  await resident.says('HELP', { OptOutType: 'HELP' });
  await li.replies(card, 'Please open the door');
  await resident.hears(/Please open the door/);
  assert.equal(resident.heard(/has taken/).length, 0);
  assert.equal(resident.heard(/./).length, texts + 1);
});

// The last one: the caller's page is not open to the end, so something stays unread.
test('a call typed in by the desk: every step by text, and a photo link that opens once', async () => {
  const caller = phone();
  await li.says(`/new 电话 B座 电梯有异响 ${caller.number}`);
  const first = await caller.hears(/CP-\d+.*电梯有异响/s);
  const code = /CP-\d+/.exec(first.body)[0];
  const link = new URL(/https:\S+/.exec(first.body)[0]);
  assert.equal(link.origin, public_url);
  // Looking at the page uses nothing up; its button, from our own page, does.
  const open = () => fetch(server.url + link.pathname, { method: 'POST', redirect: 'manual', headers: { Origin: server.url } });
  const opened = await open();
  assert.equal(opened.status, 303);
  assert.match(opened.headers.get('set-cookie'), /linli_chat=/);
  assert.equal((await open()).status, 410);
  assert.equal((await server.case(code)).channel, 'phone');
  await li.says(`/take ${code}`);
  await caller.hears(/李工/);
  await li.says(`/done ${code} 换了导靴`);
  await caller.hears(/换了导靴/);
  // What they write belongs to it as if they had filed it themselves.
  await caller.says(code);
  await caller.hears(new RegExp(code));
});
