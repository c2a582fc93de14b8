// A plain phone by Vonage, and one behind Kannel that only the configuration describes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { complains_by_phone } from './support/complaint.mjs';
import { KannelApi, KannelPhone } from './support/kannel_api.mjs';
import { staffed } from './support/people.mjs';
import { kannel_section, vonage_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { VonageApi, VonagePhone } from './support/vonage_api.mjs';

let telegram, vonage, kannel, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  vonage = await VonageApi.open();
  kannel = await KannelApi.open();
  ({ server, group, li } = await staffed('vonage', telegram, vonage_section(vonage) + kannel_section(kannel)));
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

for (const [name, { phone, arrived, lost }] of Object.entries(channels)) {
  test(`${name}: the whole complaint by words and digits`, async () => {
    const resident = phone();
    await complains_by_phone(resident, { server, telegram, group, li }, async (words, card) => {
      const start = telegram.entries.length;
      assert.equal((await resident.report(words, arrived)).status, 200);
      await group.sees(/✓/, kinds.edit, start);
      await li.replies(card, '请开门');
      const second = await resident.hears(/请开门/);
      await server.settled();
      assert.equal((await resident.report(second, ...lost)).status, 200);
      await group.sees(/✗/, kinds.edit, start);
      await resident.says('START');
    });
  });

  test(`${name}: the same text again, at once and later: one answer`, async () => {
    const resident = phone();
    const fields = resident.fields('lift not working in tower B');
    const post = () => (name === 'vonage' ? resident.post(fields) : resident.get('', fields));
    for (const answer of await Promise.all([post(), post(), post()])) assert.equal(answer.status, 200);
    await resident.hears(/Is anyone inside/);
    assert.equal((await post()).status, 200);
    await resident.says('2');
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
