// The main job over Telegram's webhook: a resident in a private chat, staff in their group.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { is_content } from './support/complaint.mjs';
import { Person, Platform, staff_chat } from './support/people.mjs';
import { decoded, photo, tells_where } from './support/pictures.mjs';
import { Server, public_url, secret, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, group, li;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('telegram_webhook', telegram_section(api));
  platform = new Platform(api, server);
  group = staff_chat(platform);
  li = new Person(platform, staff.li, '李工', { chat: group });
});
after(async () => {
  await server?.stop();
  api?.close();
});

test('it asks who it is and registers its webhook with its secret', async () => {
  await api.first((c) => c.method === 'getMe', 'getMe');
  const { fields } = await api.first((c) => c.method === 'setWebhook', 'setWebhook');
  assert.equal(fields.url, `${public_url}/webhooks/tg`);
  assert.equal(fields.secret_token, secret);
  assert.deepEqual(fields.allowed_updates.filter((u) => u !== 'chat_member'),
    ['message', 'edited_message', 'callback_query', 'my_chat_member']);
});

test('a leak, from the first word to the comment, with photos', async () => {
  const resident = new Person(platform, 4410012, '陈明');
  await resident.says('3栋2单元1101卫生间天花板一直滴水');

  const question = await resident.hears(/水是从哪儿来/);
  const tap = await resident.taps(question, /楼上/);
  await resident.toast(tap);
  await resident.hears(/拍一张照片/);
  const original = photo(1);
  assert.ok(tells_where(original));
  await resident.sends(resident.photo(original, 'leak'));
  const summary = await resident.hears(/请看对不对/);
  assert.match(summary.text, /3栋2单元1101/);
  assert.match(summary.text, /1 张照片/);
  // Three more at once, as one message with words: one answer.
  const album = [2, 3, 4].map((n) => ({ ...resident.photo(photo(n), `album${n}`), media_group_id: '138700112233' }));
  await Promise.all(album.map((message) => resident.sends(message)));
  const again = await resident.hears(/4 张照片/);
  assert.equal(resident.chat.heard(/[23] 张照片/).length, 0, 'an album is one message');
  await resident.taps(again, /提交/);

  const filed = await resident.hears(/已登记 CP-\d+/);
  const code = /CP-\d+/.exec(filed.text)[0];
  assert.ok(filed.fields.reply_markup.keyboard.flat().some((key) => key.request_contact), 'the contact button');
  const card = await group.sees(new RegExp(`${code} · P2`), kinds.text);
  assert.match(card.text, /3栋2单元1101/);
  assert.deepEqual(card.buttons.map((b) => b.text).slice(0, 1), ['接单']);
  const shown = () => api.entries.filter((c) => kinds.photo.includes(c.method) && c.chat === group.id && c.text.includes(code))
    .flatMap((c) => Object.values(c.files));
  const pictures = await until(() => shown().length >= 4 && shown(), 'all four photos in the group');
  assert.equal(pictures.length, 4, 'none twice');
  await group.sees(new RegExp(`${code}[^]*📷4`), [...kinds.text, ...kinds.edit]);
  for (const bytes of pictures) {
    assert.ok(!tells_where(bytes), 'the place of the photo must not reach the group');
    assert.deepEqual(decoded(bytes), { width: 64, height: 48 });
  }
  await resident.says('我姓陈，13900001111');
  await resident.hears(/谢谢陈/);

  await li.toast(await li.taps(card, /接单/));
  await resident.hears(/李工接手了/);
  await group.sees(new RegExp(`${code}[^]*李工处理中`));
  const before_reply = api.entries.length;
  await li.replies(card, '十分钟后到，请留门');
  await resident.hears(/^李工：十分钟后到，请留门$/);
  const ticked = await group.sees(/✓/, kinds.edit, before_reply);
  assert.equal(ticked.fields.message_id, card.sent.message_id);
  await li.replies(card, '// 楼上的软管老化');
  await resident.says('主卧也有一点');
  await group.hears(/补充：主卧也有一点/);
  await li.replies(card, '/done 换了楼上的软管', li.photo(photo(5), 'done'));
  await resident.hears(/处理好了：换了楼上的软管/);
  assert.equal(resident.chat.heard(/软管老化/).length, 0, 'a note stays inside');
  const proof = await resident.chat.sees(new RegExp(code), kinds.photo);
  assert.ok(!tells_where(Object.values(proof.files)[0]), 'nor may the staff\'s own');
  await is_content(resident, server, code);
  await group.sees(/评分 5/);
  assert.ok((await server.case(code)).photos.length >= 4);
});

test('"delete my data" by words: asked back, done, and the last word still arrives', async () => {
  const resident = new Person(platform, 4410099, '王芳');
  await resident.says('你好');
  await resident.hears(/您好，这里是邻里/);
  await resident.says('删除我的数据');
  await resident.taps(await resident.hears(/要删除您的资料吗/), /^删除$/);
  await resident.hears(/已经删除/);
  const greeted = resident.chat.heard(/您好，这里是邻里/).length;
  await resident.says('你好');
  await until(() => resident.chat.heard(/您好，这里是邻里/).length > greeted, 'greeted as a stranger');
});
