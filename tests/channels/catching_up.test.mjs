// Timers of seconds in the real binary: it is stopped before deadlines, they pass while it is down, and
// when it runs again everybody hears of each exactly once.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Person, Platform, staff_chat } from './support/people.mjs';
import { Server, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

const texts = new URL('../../dialogs/texts/', import.meta.url);
let api, server, platform, group;

// P3: claimed within four seconds, a word to the resident every six.
async function quick_texts(folder) {
  await rm(folder, { recursive: true, force: true }); // an older build's lie there
  await mkdir(folder, { recursive: true });
  for (const name of ['zh-CN', 'en']) await cp(new URL(name, texts), join(folder, name), { recursive: true });
  const whole = await readFile(new URL('taxonomy.toml', texts), 'utf8');
  const p3 = /id = "P3"\nhuman_ack = 60\nonsite = 1440\nmake_safe = 0\nresolve = 4320\nupdate_every = 1440\naround_the_clock = false/;
  assert.match(whole, p3);
  await writeFile(join(folder, 'taxonomy.toml'), whole.replace(p3,
    'id = "P3"\nhuman_ack = "4s"\nonsite = "40m"\nmake_safe = 0\nresolve = "4h"\nupdate_every = "6s"\naround_the_clock = true'));
}

before(async () => {
  api = await TelegramApi.open();
  const folder = new URL('../../build/tests/channels-texts', import.meta.url).pathname;
  await quick_texts(folder);
  server = await Server.start('catching_up', telegram_section(api),
    'ask_solved_after = "3s"\ngroup_alarms = "0s"', { gateway: `texts_dir = "${folder}"` });
  platform = new Platform(api, server);
  group = staff_chat(platform);
});
after(async () => {
  await server?.stop();
  api?.close();
});

const down_ms = 9000; // past every deadline above

async function files_a_light(resident) {
  await resident.says('9栋2单元楼道灯不亮了，昨晚开始的');
  await resident.hears(/编号或二维码/);
  await resident.says('1');
  await resident.taps(await resident.hears(/请看对不对/), /提交/);
  return /CP-\d+/.exec((await resident.hears(/已登记/)).text)[0];
}

async function sleeps() {
  await until(async () => /^linli_outbound_pending 0$/m.test(await server.metrics()), 'every send settled');
  await server.kill();
  await new Promise((resolve) => setTimeout(resolve, down_ms)); // the deadlines are wall-clock time
  await server.start();
}

test('stopped across the deadlines of a case that nobody took', async () => {
  const resident = new Person(platform, 6101, '住户');
  const code = await files_a_light(resident);
  await sleeps();
  await group.sees(new RegExp(`${code}.*还没人接，已过`), kinds.text);
  await resident.hears(new RegExp(`${code} 还没有人接手，是我们慢了`));
  const li = new Person(platform, staff.li, '李工', { chat: group });
  await li.says(`/take ${code}`);
  await resident.hears(new RegExp(`李工接手了 ${code}`));
  assert.equal(group.heard(new RegExp(`${code}.*还没人接，已过 200%`)).length, 1, 'the highest rung, once');
  assert.equal(group.heard(new RegExp(`${code}.*还没人接，已过 (50|80|100|150)%`)).length, 0, 'what was missed is noise');
  assert.equal(resident.chat.heard(/还没有人接手/).length, 1);
});

test('stopped across "is it solved?"', async () => {
  const resident = new Person(platform, 6102, '住户');
  const code = await files_a_light(resident);
  const li = new Person(platform, staff.li, '李工', { chat: group });
  await li.says(`/take ${code}`);
  await li.says(`/done ${code} 换了灯泡`);
  await resident.hears(/处理好了：换了灯泡/);
  await sleeps();
  const question = await resident.hears(/解决了吗/);
  await resident.taps(question, /解决了/);
  await resident.hears(/打个分/);
  assert.equal(resident.chat.heard(/解决了吗/).length, 1, 'asked once');
  assert.equal((await server.command('check', '--replay')).code, 0);
});
