// Our Telegram adapter against grammy: its webhook door, its reading of updates, its client's calls.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { Bot, InputFile, webhookCallback } from 'grammy';
import { startProbe } from './probe.js';

const token = '123456:SECRET-token_of-bot';
const secret = 's3cr3t';
const botInfo = { id: 123456, is_bot: true, first_name: 'Linli', username: 'linli_bot',
  can_join_groups: true, can_read_all_group_messages: true, supports_inline_queries: false };

let probe, fake, captured = [];

// A platform that says yes to everything and remembers what it was asked.
before(async () => {
  probe = startProbe();
  fake = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c));
    request.on('end', () => {
      captured.push({ url: request.url, method: request.method,
        type: request.headers['content-type'], body: Buffer.concat(chunks) });
      response.setHeader('Content-Type', 'application/json');
      response.end('{"ok":true,"result":{"message_id":1}}');
    });
  });
  await new Promise((ready) => fake.listen(0, '127.0.0.1', ready));
});
after(() => { probe.stop(); fake.closeAllConnections?.(); fake.close(); });

const base = () => `http://127.0.0.1:${fake.address().port}`;
const channel = () => ({ channel: 'telegram', name: 'tg', webhook_url: 'https://gw.example.org/webhooks/tg',
  config: { token, secret, api_url: base() } });
const receive = (request) => probe.ask({ op: 'receive', ...channel(), request });

function multipart(body, type) {
  const mark = `--${/boundary="?([^";]+)/.exec(type)[1]}`;
  const out = {};
  for (const raw of body.toString('latin1').split(mark).slice(1, -1)) {
    const gap = raw.indexOf('\r\n\r\n');
    const head = raw.slice(0, gap);
    const name = /name="([^"]+)"/.exec(head)[1];
    const bytes = Buffer.from(raw.slice(gap + 4, -2), 'latin1');
    out[name] = /filename=/.test(head) ? { file: bytes.toString('latin1') } : bytes.toString('utf8');
  }
  return out;
}

// Both ways of naming an uploaded file, and objects as JSON text or as JSON, become the same.
function meaning(fields) {
  const used = new Set();
  const resolve = (value) => {
    if (typeof value === 'string' && value.startsWith('attach://')) {
      used.add(value.slice(9));
      return fields[value.slice(9)];
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
    if (typeof value === 'string' && /^[[{\d-]|^true$/.test(value)) {
      try { return resolve(JSON.parse(value)); } catch { return value; }
    }
    return value;
  };
  const out = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, resolve(v)]));
  for (const name of used) delete out[name];
  return out;
}

const parsed = ({ type, body }) =>
  meaning(type.startsWith('multipart/') ? multipart(body, type) : JSON.parse(body.toString('utf8')));

async function theirs(call) {
  captured = [];
  await call(new Bot(token, { botInfo, client: { apiRoot: base() } }).api);
  return captured[0];
}

async function ours(job) {
  const { call, raw } = await probe.ask({ op: 'next', ...channel(), job });
  return { url: call.url.slice(base().length), method: call.method, type: call.headers['Content-Type'],
    body: Buffer.from(raw, 'base64') };
}

async function same(job, call) {
  const [a, b] = [await ours(job), await theirs(call)];
  assert.equal(a.url, b.url);
  assert.equal(a.method, b.method);
  assert.deepEqual(parsed(a), parsed(b));
}

const off = { link_preview_options: { is_disabled: true } };
const keys = (...rows) => ({ inline_keyboard: rows.map((row) => row.map(([text, callback_data]) => ({ text, callback_data }))) });

test('words, buttons, replies and silence are the calls of their client', async () => {
  await same({ chat: '5', text: '漏水 5 < 6 & "x" 😀\n\u2028' }, (api) => api.sendMessage(5, '漏水 5 < 6 & "x" 😀\n\u2028', off));
  await same({ chat: '-1002200330044', text: '?', choices: [[1, '是', 'q:1'], [2, '不是', 'q:2']], reply_to: '5512', quiet: true },
    (api) => api.sendMessage(-1002200330044, '?', { ...off, disable_notification: true,
      reply_parameters: { message_id: 5512, allow_sending_without_reply: true },
      reply_markup: keys([['是', 'q:1'], ['不是', 'q:2']]) }));
  await same({ chat: '5', text: 'number?', wants_contact: true, contact_label: 'Share' },
    (api) => api.sendMessage(5, 'number?', { ...off, reply_markup: {
      keyboard: [[{ text: 'Share', request_contact: true }]], resize_keyboard: true, one_time_keyboard: true } }));
});

test('photos and albums are the uploads of their client', async () => {
  const text = 'binary\r\n--bytes';
  await same({ chat: '5', text: '漏水', photos: [text], choices: [[1, 'OK', 'k']] },
    (api) => api.sendPhoto(5, new InputFile(Buffer.from(text), 'photo.jpg'), { caption: '漏水', reply_markup: keys([['OK', 'k']]) }));
  await same({ chat: '-7', text: 'CP-0412', photos: ['one', 'two'], quiet: true, reply_to: '3' },
    (api) => api.sendMediaGroup(-7, [
      { type: 'photo', media: new InputFile(Buffer.from('one'), 'f0.jpg'), caption: 'CP-0412' },
      { type: 'photo', media: new InputFile(Buffer.from('two'), 'f1.jpg') },
    ], { disable_notification: true, reply_parameters: { message_id: 3, allow_sending_without_reply: true } }));
});

test('edits, taking back, taps and files are the calls of their client', async () => {
  await same({ chat: '-7', text: 'taken', previous: '11', choices: [[1, 'Done', 'd']] },
    (api) => api.editMessageText(-7, 11, 'taken', { ...off, reply_markup: keys([['Done', 'd']]) }));
  await same({ chat: '-7', text: 'taken', previous: '11', photos: ['a'] },
    (api) => api.editMessageCaption(-7, 11, { caption: 'taken' }));
  await same({ chat: '-7', withdraw: true, previous: '11' }, (api) => api.deleteMessage(-7, 11));
  await same({ chat: '-7', withdraw: true, previous: '11 12' }, (api) => api.deleteMessages(-7, [11, 12]));
  await same({ what: 'answer_tap', tap_id: '1894', text: '好的' }, (api) => api.answerCallbackQuery('1894', { text: '好的' }));
  await same({ what: 'fetch', media: { handle: 'AgAC' } }, (api) => api.getFile('AgAC'));
});

test('topics and what goes there are the calls of their client', async () => {
  const forum = -1002200330044;
  const topic = { what: 'thread', chat: `${forum}`, thread: '77' };
  await same({ chat: `${forum}`, text: 'on his way', thread: '77', reply_to: '90' },
    (api) => api.sendMessage(forum, 'on his way', { ...off, message_thread_id: 77,
      reply_parameters: { message_id: 90, allow_sending_without_reply: true } }));
  await same({ chat: `${forum}`, text: '漏水', thread: '77', photos: ['one'] },
    (api) => api.sendPhoto(forum, new InputFile(Buffer.from('one'), 'photo.jpg'), { caption: '漏水', message_thread_id: 77 }));
  await same({ what: 'thread', chat: `${forum}`, thread_name: 'CP-0412 · 漏水' }, (api) => api.createForumTopic(forum, 'CP-0412 · 漏水'));
  await same({ ...topic, thread_name: 'CP-0412 · 电梯' }, (api) => api.editForumTopic(forum, 77, { name: 'CP-0412 · 电梯' }));
  await same({ ...topic, closed: true }, (api) => api.closeForumTopic(forum, 77));
  await same({ ...topic, closed: false }, (api) => api.reopenForumTopic(forum, 77));
  await same({ ...topic, pin: '78' }, (api) => api.pinChatMessage(forum, 78, { disable_notification: true }));
});

test('the webhook is set as their client sets it', async () => {
  const reply = { status: 200, body: { ok: true, result: { id: 123456, username: 'linli_bot' } } };
  const { call, raw } = await probe.ask({ op: 'next', ...channel(), job: { what: 'set_up' }, replies: [reply] });
  const b = await theirs((api) => api.setWebhook('https://gw.example.org/webhooks/tg', { secret_token: secret,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member', 'chat_member'] }));
  assert.equal(call.url.slice(base().length), b.url);
  assert.deepEqual(JSON.parse(Buffer.from(raw, 'base64').toString()), JSON.parse(b.body.toString()));
});

const person = { id: 4410012, is_bot: false, first_name: 'Ana', language_code: 'pt' };
const group = { id: -1002200330044, type: 'supergroup', title: 'Ward 7' };
const updates = [
  { update_id: 1, message: { message_id: 7, from: person, chat: { id: 4410012, type: 'private', first_name: 'Ana' }, date: 1764000000, text: '3栋电梯坏了' } },
  { update_id: 2, message: { message_id: 8, from: person, chat: group, date: 1764000000, caption: 'again',
    photo: [{ file_id: 's', file_unique_id: 'a', width: 90, height: 67 }, { file_id: 'y', file_unique_id: 'b', width: 1280, height: 960 }],
    reply_to_message: { message_id: 5500, date: 1, chat: group, from: botInfo, text: 'CP-0412' } } },
  { update_id: 3, edited_message: { message_id: 7, from: person, chat: group, date: 1764000000, edit_date: 1764000100, text: 'edited' } },
  { update_id: 4, callback_query: { id: '1', from: person, chat_instance: 'x', data: 'q:1', message: { message_id: 9, date: 1764000000, chat: group, text: '?' } } },
  { update_id: 5, my_chat_member: { chat: { id: 4410012, type: 'private' }, from: person, date: 1764000000,
    old_chat_member: { status: 'member', user: botInfo }, new_chat_member: { status: 'kicked', user: botInfo } } },
];

test('the same secrets open their door and ours, and both read the same', async () => {
  const bot = new Bot(token, { botInfo, client: { apiRoot: base() } });
  let context;
  bot.use((ctx) => { context = ctx; });
  const server = createServer(webhookCallback(bot, 'http', { secretToken: secret }));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    for (const given of [secret, 's3cr3T', 's3cr3', '', 's3cr3tt', undefined]) {
      for (const body of updates) {
        context = undefined;
        const headers = { 'Content-Type': 'application/json' };
        if (given !== undefined) headers['X-Telegram-Bot-Api-Secret-Token'] = given;
        const answer = await fetch(`http://127.0.0.1:${server.address().port}`,
          { method: 'POST', headers, body: JSON.stringify(body) });
        const mine = await receive({ headers, body });
        assert.equal(mine.refusal?.status ?? mine.answer.status, answer.status);
        assert.equal(context === undefined, mine.events === undefined);
        if (!context) continue;
        const [event] = mine.events;
        const said = event.said ?? event.pressed;
        assert.equal(event.key, String(context.update.update_id));
        assert.equal(event.chat, String(context.chat.id));
        assert.equal(event.sender, String(context.from.id));
        if (!said) continue;
        assert.equal(said.message_id, String(context.msg.message_id));
        assert.equal(said.text, context.callbackQuery ? undefined : context.msg.text ?? context.msg.caption);
        assert.equal(said.data, context.callbackQuery?.data);
        assert.equal(said.media?.[0].handle, context.msg.photo?.at(-1).file_id);
        assert.equal(said.reply_to, context.msg.reply_to_message && String(context.msg.reply_to_message.message_id));
        assert.equal(said.reply_to_us ?? false, context.msg.reply_to_message?.from.id === bot.botInfo.id);
      }
    }
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
});
