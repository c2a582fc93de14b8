// One person by Telegram and by SMS: joined by a code, written to where a message can arrive, and parted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, staffed } from './support/people.mjs';
import { public_url, twilio_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { Phone, TwilioApi } from './support/twilio_api.mjs';

let telegram, sms, server, platform, group, li, zhou, phone;
const number = '+8613900005555';

before(async () => {
  telegram = await TelegramApi.open();
  sms = await TwilioApi.open();
  ({ server, platform, group, li } = await staffed('joining', telegram, twilio_section(sms) +
    '\n[channels.web]\ntype = "web"\n'));
  zhou = new Person(platform, 8301, '周女士');
  phone = new Phone(sms, server, number);
});
after(async () => {
  await server?.stop();
  telegram?.close();
  sms?.close();
});

// By digits until there is a code; the last answer names nobody.
async function files(who, hears, words) {
  await who.says(words);
  for (;;) {
    const text = await hears();
    const code = /CP-\d+/.exec(text)?.[0];
    if (code) {
      await who.says('1');
      await hears();
      return { code, text, card: await group.sees(new RegExp(`${code} · P`), kinds.text) };
    }
    await who.says('1');
  }
}
const by_phone = async () => (await phone.hears(/./)).body;

let of_phone;

test('a complaint by SMS is given a page for its photos, in three parts at most', async () => {
  of_phone = await files(phone, by_phone, '3栋2单元1101厨房水管漏水');
  const link = (await sms.first((t) => t.to === number && t.body.includes(`${public_url}/r/`), 'the link')).body;
  assert.match(link, new RegExp(`${of_phone.code} 的照片.*/r/[A-Za-z0-9_-]{43}$`));
  const key = /\/r\/([A-Za-z0-9_-]{43})/.exec(link)[1];
  const shown = await fetch(`${server.url}/r/${key}`, { redirect: 'manual' });
  assert.equal(shown.status, 200, 'a preview uses nothing up');
  assert.equal(shown.headers.get('set-cookie'), null);
  const own_page = { method: 'POST', redirect: 'manual', headers: { Origin: server.url } };
  const opened = await fetch(`${server.url}/r/${key}`, own_page);
  assert.equal(opened.status, 303);
  assert.ok(opened.headers.get('set-cookie'));
  assert.equal((await fetch(`${server.url}/r/${key}`, { redirect: 'manual' })).status, 410, 'it opens once');
});

test('a number that nobody ever wrote from is answered for as one that is known', async () => {
  await zhou.says('绑定 13900006666');
  const unknown = await zhou.hears(/绑定码/);
  await zhou.says(`绑定 ${number}`);
  const known = await zhou.hears(/绑定码/);
  assert.equal(known.text, unknown.text);
  assert.match((await new Phone(sms, server, '+8613900006666').hears(/邻里绑定码/)).body, /\d{6}/);
});

test('the code that came by SMS, written in Telegram, makes them one; a restart in between does no harm', async () => {
  const code = /绑定码 (\d{6})/.exec((await phone.hears(/邻里绑定码/)).body)[1];
  await server.kill();
  await server.start();
  await zhou.says(code === '000000' ? '000001' : '000000');
  await zhou.hears(/不对/);
  await zhou.says(code);
  await zhou.hears(/绑定好了/);
  await phone.hears(/已经和您的另一个聊天绑定/);
  await group.sees(new RegExp(`${of_phone.code}[^]*可经 tg, sms 联系`), kinds.edit);
  await zhou.says(of_phone.code);
  await zhou.hears(/漏水/);
});

test('a push goes where they wrote last, and by the other when that one cannot', async () => {
  await phone.says('进度');
  await phone.hears(/漏水/);
  await li.taps(of_phone.card, /接单/);
  await phone.hears(/接手了/);
  sms.order(number, { status: 400, code: 21610, message: 'unsubscribed' });
  await li.replies(of_phone.card, '半小时到');
  await zhou.hears(/半小时到/);
});

test('parted: each has what was filed from there, and hears no more of the other', async () => {
  await zhou.says('解绑');
  await zhou.hears(/要解绑哪一个/);
  await zhou.says('1');
  await zhou.hears(/已解绑 sms/);
  await zhou.says(of_phone.code);
  await zhou.hears(/您名下没有/);
  await phone.says('进度');
  await phone.hears(new RegExp(`${of_phone.code}.*处理中`));
  const start = telegram.entries.length;
  await li.replies(of_phone.card, '/done 换了软管');
  await phone.hears(/处理好了/);
  assert.equal(telegram.entries.slice(start).filter((e) => `${e.fields?.chat_id}` === '8301').length, 0);
});
