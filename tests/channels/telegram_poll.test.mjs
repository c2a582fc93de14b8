// Long polling, for a machine without a public address: an update is confirmed when it is on disk and
// never before, so that kill -9 at any moment loses and doubles nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, Platform, files, staff_chat } from './support/people.mjs';
import { Server, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

const kills = 5;
let api, server, platform, group;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('telegram_poll', telegram_section(api, 'poll'));
  platform = new Platform(api, server, 'poll');
  group = staff_chat(platform);
});
after(async () => {
  await server?.stop();
  api?.close();
});

test('a webhook that stands is taken away, and nobody is in the way of the poll', async () => {
  const taken = await api.first((c) => c.method === 'deleteWebhook', 'deleteWebhook');
  assert.equal(taken.fields.drop_pending_updates ?? false, false);
  assert.equal(api.entries.filter((c) => c.method === 'setWebhook').length, 0);
});

test('the same complaint, to its score', async () => {
  const resident = new Person(platform, 4410013, '陈明');
  const code = await files(resident);
  const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
  const li = new Person(platform, staff.li, '李工', { chat: group });
  await li.toast(await li.taps(card, /接单/));
  await resident.hears(/李工接手了/);
  await li.replies(card, '/done 清运了');
  await resident.taps(await resident.hears(/解决了吗/), /^解决了/);
  await resident.taps(await resident.hears(/打个分/), /很满意/);
  await until(async () => (await server.case(code)).score === 5, 'the score');
  await until(() => api.updates.length === 0, 'every update confirmed');
});

test('what was answered to a poll is on disk before the next poll confirms it', async () => {
  const residents = Array.from({ length: 20 }, (_, i) => new Person(platform, 9100 + i, `住户${i}`));
  const words = (i) => `8栋楼下垃圾满了 第${i}次`;
  await Promise.all(residents.map((r, i) => r.says(words(i))));
  await until(() => api.updates.length === 0, 'confirmed');
  await server.kill(); // at once after the confirmation
  await server.start();
  const kept = (await server.messages()).map((m) => m.text);
  for (let i = 0; i < residents.length; ++i) assert.equal(kept.filter((t) => t === words(i)).length, 1, words(i));
});

test('kill -9 between the answer of a poll and the next one: nothing lost, nothing doubled', async (t) => {
  const seen = [];
  for (let round = 0; round < kills; ++round) {
    const delay = Math.random() * 300;
    const residents = Array.from({ length: 8 }, (_, i) => new Person(platform, 9200 + round * 10 + i, `住户${i}`));
    await Promise.all(residents.map((r) => r.says(`8栋楼下垃圾满了 第${round}轮 ${r.id}`)));
    await new Promise((resolve) => setTimeout(resolve, delay)); // the moment is what the test is about
    await server.kill();
    seen.push(`${Math.round(delay)} ms: ${api.updates.length} of 8 not confirmed`);
    await server.start();
    for (const r of residents) await r.hears(/什么时候开始的/);
    await until(() => api.updates.length === 0, 'confirmed after the restart');
    const kept = (await server.messages()).map((m) => m.text);
    for (const r of residents)
      assert.equal(kept.filter((text) => text.endsWith(`第${round}轮 ${r.id}`)).length, 1, `${r.id}, ${delay} ms`);
  }
  t.diagnostic(seen.join('; '));
  assert.equal((await server.command('check', '--replay')).code, 0);
});

test('a second poller and a 5xx: it comes back by itself', async () => {
  api.order((c) => c.method === 'getUpdates', { status: 500, description: 'Internal Server Error' });
  const start = api.entries.length;
  const first = new Person(platform, 9401, '甲');
  await first.says('8栋楼下垃圾满了'); // its arrival ends the poll that hangs
  await api.first((c) => c.method === 'getUpdates' && c.failed, 'the refused poll', start);
  const second = new Person(platform, 9402, '乙');
  await second.says('8栋楼下垃圾满了');
  await second.hears(/什么时候开始的/);
  assert.equal(first.chat.heard(/什么时候开始的/).length, 1);
});
