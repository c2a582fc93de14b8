// A plain phone by Vonage, and one behind Kannel that only the configuration describes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { KannelApi, KannelPhone } from './support/kannel_api.mjs';
import { Person, Platform, staff_chat } from './support/people.mjs';
import { Server, kannel_section, staff, telegram_section, vonage_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { VonageApi, VonagePhone } from './support/vonage_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, vonage, kannel, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  vonage = await VonageApi.open();
  kannel = await KannelApi.open();
  server = await Server.start('vonage', telegram_section(telegram) + vonage_section(vonage) + kannel_section(kannel));
  const platform = new Platform(telegram, server);
  group = staff_chat(platform);
  li = new Person(platform, staff.li, '李工', { chat: group });
});
after(async () => {
  await server?.stop();
  for (const api of [telegram, vonage, kannel]) api?.close();
});

let numbers = 447700900200;
const channels = {
  vonage: { phone: () => new VonagePhone(vonage, server, String(++numbers)), arrived: 'delivered', lost: ['failed', '9'] },
  kannel: { phone: () => new KannelPhone(kannel, server, String(++numbers)), arrived: '1', lost: ['2', 'NACK/9'] },
};
const settled = () => until(async () => /^linli_outbound_pending 0$/m.test(await server.metrics()), 'every text settled');

for (const [name, { phone, arrived, lost }] of Object.entries(channels)) {
  test(`${name}: the whole complaint by words and digits`, async () => {
    const resident = phone();
    await resident.says('lift not working in tower B');
    assert.match((await resident.hears(/Is anyone inside/)).body, /1[ .)]+No[^]*2[ .)]+Yes/);
    await resident.says('1');
    await resident.hears(/Send this\?[^]*building B/);
    await resident.says('1');
    const code = /CP-\d+/.exec((await resident.hears(/CP-\d+ filed/)).body)[0];
    const card = await group.sees(new RegExp(`${code} · P1`), kinds.text);
    await resident.says('1');
    await resident.hears(/news/);
    await li.taps(card, /接单/);
    await resident.hears(/has taken/);
    await li.replies(card, 'I am there in ten minutes & bring tools');
    const words = await resident.hears(/ten minutes & bring tools/);
    await settled();
    let start = telegram.entries.length;
    assert.equal((await resident.report(words, arrived)).status, 200);
    await group.sees(/✓/, kinds.edit, start);
    await li.replies(card, '请开门');
    const second = await resident.hears(/请开门/);
    await settled();
    start = telegram.entries.length;
    assert.equal((await resident.report(second, ...lost)).status, 200);
    await group.sees(/✗/, kinds.edit, start);
    await resident.says('START');
    await li.replies(card, '/done new relay');
    await resident.hears(/is done: new relay/);
    await resident.hears(/solved/);
    await resident.says('1');
    await resident.hears(/satisfied/);
    await resident.says('5');
    await resident.hears(/add/);
    await resident.says('quick, thank you');
    await group.sees(/quick, thank you/, kinds.text);
    const stored = await server.case(code);
    assert.deepEqual([stored.state, stored.score], ['closed', 5]);
  });

  test(`${name}: the same text again, at once and later: one answer`, async () => {
    const resident = phone();
    const fields = resident.fields('lift not working in tower B');
    const post = () => (name === 'vonage' ? resident.post(fields) : resident.get('', fields));
    for (const answer of await Promise.all([post(), post(), post()])) assert.equal(answer.status, 200);
    await resident.hears(/Is anyone inside/);
    assert.equal((await post()).status, 200);
    await resident.says('1');
    await resident.hears(/Send this/);
    assert.equal(resident.heard(/Is anyone inside/).length, 1);
  });
}

test('vonage: unsigned, wrongly signed, changed, stale: refused, and nothing is on record', async () => {
  const resident = channels.vonage.phone();
  const known = (await server.messages()).length;
  const good = resident.fields('lift not working in tower B');
  const sig = vonage.sign(good);
  const old = { ...good, timestamp: String(Math.floor(Date.now() / 1000) - 400) };
  for (const [fields, signature] of [[good, ''], [good, 'x'], [{ ...good, text: 'lift works' }, sig], [{ ...good, extra: '1' }, sig],
    [old, vonage.sign(old)]])
    assert.equal((await resident.post(fields, '', signature)).status, 401);
  assert.equal((await resident.post({ ...good, msisdn: resident.number, status: 'failed', 'err-code': '9' }, '/status', sig)).status, 401);
  assert.equal((await server.messages()).length, known);
  assert.equal(resident.heard(/./).length, 0);
});

test('kannel: without the secret nothing is heard', async () => {
  const resident = channels.kannel.phone();
  const known = (await server.messages()).length;
  for (const secret of ['', 'another-secret-16'])
    assert.equal((await resident.get('', resident.fields('lift not working', { secret }))).status, 401);
  assert.equal((await server.messages()).length, known);
});

test('vonage: a long text in pieces, in any order, is one message; each piece is answered once it is kept', async () => {
  const resident = channels.vonage.phone();
  const words = ['lift not work', 'ing in tow', 'er B'];
  const pieces = words.map((text, i) => resident.fields(text, { concat: 'true', 'concat-ref': '77', 'concat-total': '3', 'concat-part': String(i + 1) }));
  const answers = await Promise.all([pieces[2], pieces[0], pieces[1]].map((p) => resident.post(p)));
  assert.deepEqual(answers.map((a) => a.status), [200, 200, 200]);
  await resident.hears(/Is anyone inside/);
  assert.equal((await server.messages()).filter((m) => m.text === 'lift not working in tower B').length > 0, true);
  assert.equal((await resident.post(pieces[1])).status, 200);
  assert.equal(resident.heard(/Is anyone inside/).length, 1);
});

test('vonage: a piece that stays alone is not acknowledged', async () => {
  const resident = channels.vonage.phone();
  const alone = resident.fields('half of', { concat: 'true', 'concat-ref': '78', 'concat-total': '2', 'concat-part': '1' });
  assert.equal((await resident.post(alone)).status, 503);
  assert.equal((await server.messages()).filter((m) => m.text === 'half of').length, 0);
});

test('vonage: throttled texts are tried again', async () => {
  const resident = channels.vonage.phone();
  vonage.order(resident.number, { status: '1', 'error-text': 'Throughput Rate Exceeded - please wait [ 250 ] and retry' });
  await resident.says('lift not working in tower B');
  await resident.hears(/Is anyone inside/);
  assert.deepEqual(resident.heard(/./).map((t) => t.status), ['1', '0']);
});

test('no secret has come into the log', async () => {
  const log = await readFile(join(server.folder, 'serve.log'), 'utf8');
  for (const word of [vonage.secret, vonage.signature_secret, kannel.password, kannel.secret]) assert.ok(!log.includes(word), word);
});
