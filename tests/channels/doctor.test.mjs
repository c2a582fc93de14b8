// What an administrator is told: `linli doctor` about a channel in trouble, `linli trace` about a message.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, Platform, files, staff_chat } from './support/people.mjs';
import { Server, group as group_id, secret, telegram_section, twilio_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { TwilioApi } from './support/twilio_api.mjs';

const public_url = 'https://127.0.0.1:9'; // where nobody answers, at once
const hour_ms = 3_600_000;
let api, sms, server, platform;

before(async () => {
  api = await TelegramApi.open();
  sms = await TwilioApi.open();
  server = await Server.start('doctor', telegram_section(api) + twilio_section(sms), '', { address: public_url });
  platform = new Platform(api, server);
  await api.first((c) => c.method === 'setWebhook', 'setWebhook');
});
after(async () => {
  await server?.stop();
  api?.close();
  sms?.close();
});

// One line of its report; and nothing in it that nobody may see.
async function doctor() {
  const [json, lines] = await Promise.all([server.command('doctor', '--json'), server.command('doctor')]);
  for (const text of [json.out, json.err, lines.out, lines.err])
    for (const hidden of [api.token, api.token.split(':')[1], secret, sms.token]) assert.ok(!text.includes(hidden), text);
  const told = JSON.parse(json.out);
  assert.equal(json.code, told.good ? 0 : 1);
  assert.equal(lines.code, json.code);
  const line = (subject, aspect) => {
    const found = told.checks.find((c) => c.subject === subject && c.aspect === aspect);
    assert.ok(found, `${subject} ${aspect} in ${json.out}`);
    assert.ok(lines.out.includes(found.what), lines.out);
    if (found.state === 'wrong') assert.ok(found.do.length > 0, `what to do about ${found.what}`);
    return found;
  };
  return { line, told };
}

test('a channel that is well', async () => {
  const resident = new Person(platform, 7001, '周宁');
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  await server.settled();
  const { line } = await doctor();
  assert.equal(line('channel tg', 'account').what, '@linli_bot');
  for (const aspect of ['account', 'webhook', 'group', 'clock', 'last inbound', 'last sent'])
    assert.equal(line('channel tg', aspect).state, 'good', aspect);
  assert.equal(line('serve', 'process').what, 'ready');
  assert.equal(line('database', 'health').state, 'good');
  assert.equal(line('public address', 'shape').state, 'wrong');
  assert.equal(line('public address', 'reach').state, 'wrong');
  assert.equal(line('channel sms', 'last inbound').state, 'unsaid');
});

test('a webhook that points elsewhere: said, but not its path', async () => {
  api.webhook = 'https://old.example.org/bot/a-secret-path';
  const hook = (await doctor()).line('channel tg', 'webhook');
  assert.equal(hook.state, 'wrong');
  assert.match(hook.what, /points to https:\/\/old\.example\.org, not to/);
  assert.doesNotMatch(hook.what, /a-secret-path/);
  api.webhook = `${public_url}/webhooks/tg`;
});

test('a webhook that nobody entered in the console', async () => {
  const before = (await doctor()).line('channel sms', 'webhook');
  assert.equal(before.state, 'wrong');
  assert.match(before.do, /A message comes in/);
  sms.sms_url = `${public_url}/webhooks/sms`;
  assert.equal((await doctor()).line('channel sms', 'webhook').state, 'good');
});

test('the bot lacks its rights in the staff group', async () => {
  api.standing = 'member';
  api.me.can_read_all_group_messages = false;
  const rights = (await doctor()).line('channel tg', 'group');
  assert.equal(rights.state, 'wrong');
  assert.match(rights.what, /privacy mode/);
  assert.match(rights.do, /administrator/);
  api.standing = 'left';
  assert.match((await doctor()).line('channel tg', 'group').what, /not in the staff group/);
  api.standing = 'administrator';
});

test('clocks that are an hour apart', async () => {
  api.clock_ms = hour_ms;
  const clock = (await doctor()).line('channel tg', 'clock');
  assert.equal(clock.state, 'wrong');
  assert.match(clock.what, /60 minutes behind/);
  assert.match(clock.do, /timedatectl/);
  api.clock_ms = -hour_ms;
  assert.match((await doctor()).line('channel tg', 'clock').what, /60 minutes ahead/);
  api.clock_ms = 0;
});

test('a revoked token: nothing else is asked, and the others are still told of', async () => {
  api.order((c) => c.method === 'getMe', { status: 401, description: 'Unauthorized' }, 2);
  const { line, told } = await doctor();
  const account = line('channel tg', 'account');
  assert.equal(account.state, 'wrong');
  assert.match(account.what, /refuses our credentials: 401 Unauthorized/);
  assert.match(account.do, /BotFather/);
  assert.ok(!told.checks.some((c) => c.subject === 'channel tg' && c.aspect === 'webhook'));
  assert.equal(line('channel sms', 'account').state, 'good');
});

test('a message is traced from its arrival to what the platform called our answer', async () => {
  const resident = new Person(platform, 7002, '吴敏');
  const refused = (c) => c.chat === resident.id && kinds.text.includes(c.method);
  api.order(refused, { status: 429, description: 'Too Many Requests: retry after 1', parameters: { retry_after: 1 } });
  const words = '8栋楼下垃圾满了 电话13800000000';
  await resident.says(words);
  const answer = await resident.hears(/什么时候开始的/);
  await server.settled();
  const { id } = (await server.messages()).find((m) => m.text === words);
  const shown = await server.command('trace', String(id), '--json');
  assert.equal(shown.code, 0, shown.err);
  const life = JSON.parse(shown.out);
  assert.equal(life.message.channel, 'tg');
  assert.match(life.verified, /webhook/);
  const [sent] = [...life.sent, ...life.then].filter((s) => s.tries.some((t) => t.platform_ids.includes(String(answer.sent.message_id))));
  assert.ok(sent, shown.out);
  assert.deepEqual(sent.tries.map((t) => t.how), ['retry', 'delivered']);
  assert.match(sent.tries[0].detail, /429/);
  for (const text of [shown.out, (await server.command('trace', String(id))).out])
    for (const hidden of ['13800000000', '垃圾', api.token, secret]) assert.ok(!text.includes(hidden), text);
  const with_words = await server.command('trace', String(id), '--words');
  assert.match(with_words.out, /垃圾满了 电话138\*{4}0000/);
  // By what the platform calls it, and by what it calls our answer.
  const by_platform = JSON.parse((await server.command('trace', `tg:${life.message.platform_id}`, '--json')).out);
  assert.ok(by_platform.message?.id === id || by_platform.matches?.some((m) => m.trace === id), JSON.stringify(by_platform));
  const ours = JSON.parse((await server.command('trace', `tg:${answer.sent.message_id}`, '--json')).out);
  assert.ok(ours.sent?.[0].outbox === sent.outbox || ours.matches?.some((m) => m.trace === sent.outbox), JSON.stringify(ours));
});

test('what a message changed in a case is told, and what staff got because of it', async () => {
  const group = staff_chat(platform);
  const resident = new Person(platform, 7003, '郑华');
  const code = await files(resident);
  const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
  await server.settled();
  const listed = await server.command('trace', `${code}#1`, '--json');
  const all = JSON.parse((await server.command('trace', code, '--json')).out);
  assert.ok(listed.code === 0 || all.matches, listed.err);
  const ids = all.matches ? all.matches.map((m) => m.trace) : [all.message.id];
  const lives = await Promise.all(ids.map(async (id) => JSON.parse((await server.command('trace', String(id), '--json')).out)));
  const filing = lives.find((l) => l.changed.some((c) => c.case === code && c.what === 'open'));
  assert.ok(filing, JSON.stringify(lives));
  const told = filing.sent.find((s) => s.tries.some((t) => t.platform_ids.includes(String(card.sent.message_id))));
  assert.ok(told, JSON.stringify(filing.sent));
  assert.equal(told.case, code);
  assert.equal(card.chat, group_id);
});

test('it works when nothing serves, and says so', async () => {
  await server.stop();
  const { line } = await doctor();
  assert.equal(line('serve', 'process').state, 'unsaid');
  assert.equal(line('channel tg', 'account').state, 'good');
  assert.equal(line('channel tg', 'last sent').state, 'good');
});
