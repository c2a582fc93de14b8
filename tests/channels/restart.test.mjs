// The process as its administrator sees it: restarted, ended, started twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { Person, Platform, files, staff_chat } from './support/people.mjs';
import { Server, binary, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, group;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('restart', telegram_section(api));
  platform = new Platform(api, server);
  group = staff_chat(platform);
});
after(async () => {
  await server?.stop();
  api?.close();
});

for (const [how, end] of [['SIGTERM', () => server.stop()], ['kill -9', () => server.kill()]]) {
  test(`${how} between every two words of a complaint: the conversation goes on`, async () => {
    const resident = new Person(platform, how === 'SIGTERM' ? 6001 : 6002, '住户');
    const again = async () => {
      await until(async () => /^linli_outbound_pending 0$/m.test(await server.metrics()), 'every send settled');
      await end();
      await server.start();
    };
    await resident.says('3栋2单元1101卫生间天花板一直滴水');
    const question = await resident.hears(/水是从哪儿来/);
    await again();
    await resident.taps(question, /楼上/);
    await resident.hears(/拍一张照片/);
    await again();
    await resident.says('1');
    await resident.taps(await resident.hears(/请看对不对[^]*1101/), /提交/);
    const code = /CP-\d+/.exec((await resident.hears(/已登记/)).text)[0];
    const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
    await again();
    const li = new Person(platform, staff.li, '李工', { chat: group });
    await li.replies(card, '十分钟后到');
    await resident.hears(/李工：十分钟后到/);
    assert.equal(resident.chat.heard(/水是从哪儿来/).length, 1);
    assert.equal(group.heard(new RegExp(`${code} · P`)).length, 1, 'one card');
    assert.equal((await server.command('check', '--replay')).code, 0);
  });
}

test('a message that could not be sent waits for the next start', async () => {
  const resident = new Person(platform, 6010, '住户');
  api.order((c) => c.chat === resident.id, { status: 500, description: 'Internal Server Error' }, 3);
  await resident.says('8栋楼下垃圾满了');
  await api.first((c) => c.chat === resident.id, 'the first attempt');
  await server.kill();
  await server.start();
  await resident.hears(/什么时候开始的/);
});

test('a second start on the same data is refused with 5 and disturbs nobody', async () => {
  const child = spawn(binary, ['serve', '--config', server.config],
    { cwd: server.folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes) => { said += bytes; });
  const [code] = await once(child, 'exit');
  assert.equal(code, 5, said);
  assert.ok(said.length > 10, 'and says why');
  assert.match(await files(new Person(platform, 6020, '住户')), /^CP-/);
});

test('SIGTERM ends with 0 within ten seconds, a connection that idles notwithstanding', async () => {
  const idle = fetch(`${server.url}/webhooks/tg`, { method: 'POST', body: new ReadableStream({ start() {} }), duplex: 'half' })
    .catch(() => null);
  const began = Date.now();
  assert.equal(await server.stop(), 0);
  assert.ok(Date.now() - began < 10_000, `${Date.now() - began} ms`);
  await idle;
});
