// A plain phone behind an SMSC that is npm's smpp, our texts counted by Twilio's calculator.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { complains_by_phone, on_record } from './support/complaint.mjs';
import { Person, staffed } from './support/people.mjs';
import { smpp_section } from './support/server.mjs';
import { Smsc, SmppPhone } from './support/smsc.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, smsc, server, platform, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  smsc = await Smsc.open();
  ({ server, platform, group, li } = await staffed('smpp', telegram, smpp_section(smsc)));
  await smsc.until_bound();
});
after(async () => {
  await server?.stop();
  telegram?.close();
  smsc?.close();
});

let numbers = 447700901100;
const phone = () => new SmppPhone(smsc, `+${++numbers}`);


const filed = (words = 'lift not working in tower B 1203, nobody inside') =>
  on_record(phone(), (card) => group.sees(card, kinds.text), words);

test('the whole complaint by words and digits', async () => {
  const resident = phone();
  // Hex in the answer to submit_sm, padded decimal in the receipt.
  await complains_by_phone(resident, { server, telegram, group, li }, async (words) =>
    assert.equal(await resident.receipt(words, 'DELIVRD', `000${parseInt(words.id, 16)}`), 0));
});

test('the same in Chinese: UCS-2 in parts, each whole', async () => {
  const { resident } = await filed('3栋2单元1101卫生间天花板一直滴水');
  assert.ok(resident.heard(/./).length >= 3);
  assert.ok(resident.heard(/./).every((t) => t.pdu.data_coding === 8));
  assert.ok(resident.heard(/./).every((t) => !t.body.includes('\ufffd')));
});

test('a long text comes in parts, in any order and twice, and is one message', async () => {
  const resident = phone();
  const words = `lift not working in tower B {${'x'.repeat(130)}}, the sign costs 5 €`;
  const bytes = [words.slice(0, 100), words.slice(100)].map((t) => resident.fields(t).short_message.message);
  const part = (n) => ({ ...resident.from, esm_class: 0x40,
    short_message: { udh: Buffer.from([5, 0, 3, 0xcc, 2, n]), message: bytes[n - 1] } });
  assert.equal(await smsc.deliver(part(2)), 0);
  assert.equal(await smsc.deliver(part(2)), 0);
  assert.equal(await smsc.deliver(part(1)), 0);
  await resident.hears(/Is anyone inside/);
  const said = (await server.messages()).filter((m) => m.text === words);
  assert.equal(said.length, 1);
});

test('message_payload and SAR', async () => {
  const resident = phone();
  await smsc.deliver({ ...resident.from, data_coding: 8, message_payload: { message: Buffer.from('电梯坏了，3栋', 'utf16le').swap16() } });
  await resident.hears(/电梯里有人吗/);
  const other = phone();
  const sar = (n, text) => smsc.deliver({ ...other.from, sar_msg_ref_num: 513, sar_total_segments: 2, sar_segment_seqnum: n,
    short_message: { message: Buffer.from(text) } });
  await sar(1, 'lift not working');
  await sar(2, ' in tower B');
  await other.hears(/Is anyone inside/);
});

test('undelivered: staff are told, with the reason', async () => {
  const { resident, card } = await filed();
  await li.replies(card, 'please open the door');
  const words = await resident.hears(/please open the door/);
  await server.settled();
  const start = telegram.entries.length;
  assert.equal(await resident.receipt(words, 'UNDELIV'), 0);
  await telegram.first((c) => c.chat === group.id && /UNDELIV/.test(c.text), 'the reason in the group', start);
});

test('throttled, queue full, system error: the text comes a little later, once', async () => {
  for (const status of [0x58, 0x14, 0x08]) {
    const resident = phone();
    smsc.order(resident.number, status);
    await resident.says('lift not working in tower B');
    await resident.hears(/Is anyone inside/);
    assert.equal(resident.heard(/Is anyone inside/).length, 1);
  }
});

test('a number that does not exist: staff are told at once, and nothing is tried again', async () => {
  const { resident, card } = await filed();
  smsc.order(resident.number, 0x0b, 5);
  const start = telegram.entries.length;
  await li.replies(card, 'please call me');
  await telegram.first((c) => c.chat === group.id && /ESME_RINVDSTADR/.test(c.text), 'the reason in the group', start);
  const refused = smsc.entries.filter((t) => t.to === resident.number && t.status === 0x0b);
  assert.equal(refused.length, 1);
});

test('the connection breaks: bound again, and what waited is sent', async () => {
  const resident = phone();
  const binds = smsc.binds;
  await smsc.vanish();
  await until(async () => /channel sms/.test(await server.readyz()), 'the trouble is shown');
  // Other channels go on as if nothing were.
  const other = new Person(platform, 7001, '住户');
  await other.says('8栋楼下垃圾满了');
  const asked = Date.now();
  await other.hears(/什么时候开始的/);
  assert.ok(Date.now() - asked < 3000);
  // Nor does one that takes the connection and then says nothing hold up anybody.
  smsc.mute = true;
  await smsc.listen();
  await until(() => smsc.sockets.size > 0, 'a connection');
  const third = new Person(platform, 7002, '住户');
  await third.says('8栋楼下垃圾满了');
  await third.hears(/什么时候开始的/);
  assert.ok(!smsc.bound);
  smsc.mute = false;
  smsc.hang_up();
  await smsc.until_bound(binds + 1);
  await until(async () => !/channel sms/.test(await server.readyz()), 'the trouble is over');
  await resident.says('lift not working in tower B');
  await resident.hears(/Is anyone inside/);
});

test('kill -9 around the commit: brought again, taken once', async () => {
  const resident = phone();
  const fields = resident.fields('lift not working in tower B');
  // Our answer counts as lost: an SMSC brings the text again after its next bind.
  assert.equal(await smsc.deliver(fields), 0);
  await server.kill();
  const binds = smsc.binds;
  await server.start();
  await smsc.until_bound(binds + 1);
  assert.equal(await smsc.deliver(fields), 0);
  await resident.hears(/Is anyone inside/);
  // Killed at once: whether it was committed nobody knows, and it must not matter.
  const second = phone();
  smsc.deliver(second.fields('lift not working in tower B')).catch(() => {});
  await server.kill();
  await server.start();
  await smsc.until_bound(binds + 2);
  assert.equal(await smsc.deliver(second.fields('lift not working in tower B')), 0);
  await second.hears(/Is anyone inside/);
  await server.settled();
  const said = (await server.messages()).filter((m) => m.text === 'lift not working in tower B');
  const numbers = new Set(said.map((m) => m.sender));
  assert.equal(said.length, numbers.size, 'each of them once');
  assert.equal(second.heard(/Is anyone inside/).length, 1);
});

test('half a message outlives a kill -9', async () => {
  const resident = phone();
  const part = (n, text) => smsc.deliver({ ...resident.from, esm_class: 0x40,
    short_message: { udh: Buffer.from([5, 0, 3, 0xdd, 2, n]), message: Buffer.from(text) } });
  assert.equal(await part(1, 'lift not working '), 0);
  const binds = smsc.binds;
  await server.kill();
  await server.start();
  await smsc.until_bound(binds + 1);
  assert.equal(await part(2, 'in tower B'), 0);
  await resident.hears(/Is anyone inside/);
});

test('SIGTERM says good-bye, and a wrong password is only this channel\'s trouble', async () => {
  smsc.unbound = false;
  assert.equal(await server.stop(), 0);
  assert.ok(smsc.unbound);
  smsc.refuse = 0x0e;
  await server.start();
  const told = await until(async () => /channel sms: .*/.exec(await server.readyz())?.[0], 'the trouble');
  assert.match(told, /ESME_RINVPASWD/);
  assert.match(await server.readyz(), /^ready/);
  smsc.refuse = 0;
});

test('the password is nowhere to be read', async () => {
  const log = await readFile(join(server.folder, 'serve.log'), 'utf8');
  assert.ok(log.length > 100);
  assert.ok(!log.includes(smsc.password));
  assert.ok(!(await server.readyz()).includes(smsc.password));
  assert.ok(!(await server.metrics()).includes(smsc.password));
});
