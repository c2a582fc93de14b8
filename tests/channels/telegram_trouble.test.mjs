// What Telegram answers when things go wrong, and the rarer things that people send.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, Platform, files, now, staff_chat } from './support/people.mjs';
import { Server, group as group_id, public_url, staff, telegram_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let api, server, platform, group, li;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('telegram_trouble', telegram_section(api));
  platform = new Platform(api, server);
  group = staff_chat(platform);
  li = new Person(platform, staff.li, '李工', { chat: group });
});
after(async () => {
  await server?.stop();
  api?.close();
});

let residents = 8000;
const somebody = (options) => new Person(platform, ++residents, `住户${residents}`, options);
const to = (who, ...methods) => (call) => call.chat === who.id && (methods.length ? methods : kinds.text).includes(call.method);
const calls = (pleases) => api.entries.filter(pleases);

async function filed(words) {
  const resident = somebody();
  const code = await files(resident, words);
  return { resident, code, card: await group.sees(new RegExp(`${code} · P`), kinds.text) };
}

test('429: the next attempt is not before retry_after', async () => {
  const resident = somebody();
  api.order(to(resident), { status: 429, description: 'Too Many Requests: retry after 2', parameters: { retry_after: 2 } });
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  const [refused, again, ...more] = calls(to(resident));
  assert.equal(refused.status, 429);
  assert.ok(again.at - refused.at >= 2000, `after ${again.at - refused.at} ms`);
  assert.equal(more.length, 0);
});

test('another chat does not wait for it', async () => {
  const [held, free] = [somebody(), somebody()];
  api.order(to(held), { status: 429, description: 'Too Many Requests: retry after 4', parameters: { retry_after: 4 } });
  await held.says('8栋楼下垃圾满了');
  await api.first(to(held), 'the refused call');
  await free.says('8栋楼下垃圾满了');
  await free.hears(/什么时候开始的/);
  assert.equal(held.chat.heard(/什么时候开始的/).filter((c) => !c.failed).length, 0);
  await held.hears(/什么时候开始的/);
});

test('5xx, and an answer that is none: tried again until it goes', async () => {
  const resident = somebody();
  api.order(to(resident), { status: 500, description: 'Internal Server Error: restart' });
  api.order(to(resident), { status: 502, description: 'Bad Gateway' });
  await resident.says('8栋楼下垃圾满了');
  await resident.hears(/什么时候开始的/);
  assert.deepEqual(calls(to(resident)).map((c) => c.status), [500, 502, 200]);
});

test('403 blocked: staff are told why, and nobody tries again', async () => {
  const { resident, code, card } = await filed();
  const start = api.entries.length;
  api.order(to(resident), { status: 403, description: 'Forbidden: bot was blocked by the user' }, 100);
  await li.replies(card, '今天下午来清');
  const edit = await group.sees(/✗/, kinds.edit, start);
  assert.match(edit.text, /block/);
  assert.equal(calls(to(resident)).filter((c) => c.failed).length, 1);
  await li.replies(card, '/done 清运了');
  await group.sees(new RegExp(`📞 ${code}`), kinds.text, start);
});

test('who blocks the bot, and comes back', async () => {
  const { resident, code } = await filed();
  const member = (status) => resident.platform.deliver({ update_id: api.next_update_id(), my_chat_member: {
    chat: resident.chat.card, from: resident.user, date: now(),
    old_chat_member: { user: api.me, status: 'member' }, new_chat_member: { user: api.me, status } } });
  await member('kicked');
  await group.sees(new RegExp(`${code} 住户屏蔽了`), kinds.text);
  assert.equal(await member('member'), 200);
});

test('`message is not modified` is as good as done', async () => {
  const { code, card } = await filed();
  const start = api.entries.length;
  const edits = (c) => to(group, ...kinds.edit)(c) && c.text.includes(code);
  api.order(edits, { status: 400, description: 'Bad Request: message is not modified: specified new message content and '
    + 'reply markup are exactly the same as a current content and reply markup of the message' });
  await li.toast(await li.taps(card, /接单/));
  const refused = await api.first((c) => edits(c) && c.failed, 'the edit', start);
  await li.replies(card, '/onsite');
  await group.sees(/李工已到场/, kinds.edit, start);
  assert.equal(calls((c) => edits(c) && c.text === refused.text).length, 1, 'not tried again');
  assert.equal(group.heard(new RegExp(`${code} · P`)).length, 1, 'nor sent anew');
});

test('a card that is gone is sent anew', async () => {
  const { code, card } = await filed();
  const start = api.entries.length;
  api.order((c) => to(group, ...kinds.edit)(c) && c.text.includes(code),
    { status: 400, description: 'Bad Request: message to edit not found' });
  await li.taps(card, /接单/);
  const anew = await group.sees(new RegExp(`${code}[^]*李工处理中`), kinds.text, start);
  const later = api.entries.length;
  await li.taps(anew, /到场/);
  assert.equal((await group.sees(/李工已到场/, kinds.edit, later)).fields.message_id, anew.sent.message_id);
});

test('an edited message of a resident reaches staff', async () => {
  const { resident, code } = await filed();
  await resident.sends({ text: '9栋楼下也满了', edit_date: now() + 60 }, 'edited_message');
  await group.sees(new RegExp(`${code} 住户改了上一条：9栋楼下也满了`), kinds.text);
});

test('a forwarded or edited command of staff is refused', async () => {
  const { resident, code } = await filed();
  await li.says(`/done ${code} 好了`, { forward_origin: { type: 'user', sender_user: { id: 5 }, date: now() } });
  await group.hears(/转发的消息不算数/);
  await li.sends({ text: `/done ${code} 好了`, edit_date: now() + 60 }, 'edited_message');
  await group.hears(/改过的消息不算数/);
  assert.equal((await server.case(code)).state, 'dispatched');
  assert.equal(resident.chat.heard(/处理好了/).length, 0);
});

test('a stranger in the group moves nothing: a toast for the button, a word for the command', async () => {
  const { code, card } = await filed();
  const stranger = new Person(platform, 666_001, '路人', { chat: group });
  const start = api.entries.length;
  const toast = await stranger.toast(await stranger.taps(card, /接单/));
  assert.match(toast.fields.text, /不在工作人员名单/);
  await stranger.replies(card, '我来看看');
  await group.hears(/路人 还不在工作人员名单里/);
  assert.equal((await server.case(code)).state, 'dispatched');
  assert.equal(calls((c) => api.entries.indexOf(c) >= start && to(group)(c) && !/像是/.test(c.text)).length, 1, 'nothing for the button');
});

test('a button of somebody else\'s card, made up by a resident', async () => {
  const { card, code } = await filed();
  const other = somebody();
  await other.says('您好');
  const said = await other.hears(/./);
  const toast = await other.toast(await other.taps({ sent: said.sent, buttons: card.buttons }, /接单/));
  assert.ok(toast.fields.text.length > 0);
  assert.equal((await server.case(code)).state, 'dispatched');
});

test('a location instead of words', async () => {
  const resident = somebody({ language: 'en' });
  await resident.says('street lamp is dark');
  await resident.hears(/Where exactly/);
  await resident.sends({ venue: { location: { latitude: 30.1234, longitude: 120.5678 }, title: 'North gate', address: '' } });
  for (let code; !code;) {
    code = /CP-\d+/.exec((await resident.hears(/./)).text)?.[0];
    if (!code) await resident.says('1');
  }
  await group.hears(/30\.1234\d*,120\.5678\d* North gate/);
});

test('the contact button: the number that staff are to call', async () => {
  const { resident, code, card } = await filed();
  await resident.sends({ contact: { phone_number: '+8613900001111', first_name: '陈', user_id: resident.id } });
  await resident.hears(/谢谢/);
  api.order(to(resident), { status: 403, description: 'Forbidden: user is deactivated' }, 100);
  await li.replies(card, '/done 清运了');
  assert.match((await group.sees(new RegExp(`📞 ${code}`), kinds.text)).text, /13900001111/);
});

test('voice is kept as a signed link that opens, and no other does', async () => {
  const { resident, code } = await filed();
  const sound = Buffer.concat([Buffer.from('OggS\0\x02', 'latin1'), Buffer.alloc(900, 7)]);
  api.files.set('voice1', sound);
  await resident.sends({ voice: { file_id: 'voice1', file_unique_id: 'v', duration: 3, mime_type: 'audio/ogg', file_size: sound.length } });
  const told = await group.sees(new RegExp(`${code}[^]*/media/`), kinds.text);
  const link = /https:\/\/\S+/.exec(told.text)[0];
  assert.ok(link.startsWith(`${public_url}/media/`));
  const open = (address) => fetch(address.replace(public_url, server.url));
  const got = await open(link);
  assert.equal(got.status, 200);
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), sound);
  assert.equal(got.headers.get('x-content-type-options'), 'nosniff');
  for (const forged of [link.replace(/s=./, (s) => (s === 's=0' ? 's=1' : 's=0')), link.replace(/\?.*/, '')])
    assert.ok([403, 404].includes((await open(forged)).status), forged);
});

test('a picture that is none: a clear answer, and the words stay', async () => {
  const resident = somebody();
  const message = resident.photo(Buffer.from('<html>not a picture</html>'), 'html1');
  await resident.sends({ ...message, caption: '8栋楼下垃圾满了' });
  await resident.hears(/照片|图片/);
  assert.ok((await server.messages()).some((m) => m.text?.includes('8栋楼下垃圾满了')));
});

test('a file that Telegram does not give out at first', async () => {
  const resident = somebody();
  api.order((c) => c.method === 'getFile' && c.fields.file_id === 'late1', { status: 500, description: 'Internal Server Error' });
  const { photo } = await import('./support/pictures.mjs');
  await resident.sends({ ...resident.photo(photo(77), 'late1'), caption: '8栋楼下垃圾满了' });
  await until(() => calls((c) => c.method === 'getFile' && c.fields.file_id === 'late1').length === 2, 'the second getFile');
});

test('/start with a payload, and a command of another bot', async () => {
  const resident = somebody();
  await resident.says('/start b3-u2');
  await resident.hears(/您好/);
  await resident.says('楼道灯不亮');
  await resident.hears(/是在 3栋2单元 吗/);
  const start = api.entries.length;
  await li.says('/cases@other_bot');
  await li.says('/cases@linli_bot');
  await group.sees(/未结/, kinds.text, start);
  assert.equal(calls((c) => api.entries.indexOf(c) >= start && to(group)(c)).length, 1);
});

// The last one: after it the group has another number.
test('a group that becomes a supergroup is followed', async () => {
  const moved = group_id - 4_000_000;
  api.order((c) => c.chat === group_id, { status: 400, parameters: { migrate_to_chat_id: moved },
    description: 'Bad Request: group chat was upgraded to a supergroup chat' }, 1000);
  const code = await files(somebody());
  const card = await api.first((c) => c.chat === moved && c.text.includes(code), 'the card in the supergroup');
  const there = staff_chat(platform);
  there.id = moved;
  const li_there = new Person(platform, staff.li, '李工', { chat: there });
  await li_there.toast(await li_there.taps(card, /接单/));
  await until(async () => (await server.case(code)).state === 'working', 'the case taken');
  const before_it = calls((c) => c.chat === group_id).length;
  await files(somebody());
  await until(() => calls((c) => c.chat === moved && /CP-\d+ · P/.test(c.text) && !c.text.includes(code)).length, 'the next card');
  assert.equal(calls((c) => c.chat === group_id).length, before_it, 'the old number is not tried again');
});
