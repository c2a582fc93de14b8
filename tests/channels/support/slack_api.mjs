// Slack's answering side, as strict as its documentation, and its signed requests to us. Every call is
// journalled; a test may order another answer for the next call that it names.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { Answering } from './answering.mjs';
import { body_of } from './wire.mjs';

const scopes = 'chat:write,im:history,im:write,channels:history,groups:history,files:read,files:write,users:read';
const unescaped = (text) => text.replace(/<(https?:[^>|]+)>/g, '$1')
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

class Call {
  constructor(method, fields) { Object.assign(this, { at: Date.now(), method, fields, chat: fields.channel ?? fields.channel_id }); }

  get text() { return unescaped(this.fields.text ?? ''); }
  get thread() { return this.fields.thread_ts; }
  get blocks() { return JSON.parse(this.fields.blocks ?? '[]'); }
  get buttons() { return this.blocks.filter((b) => b.type === 'actions').flatMap((b) => b.elements.map((e) => ({ ...e, block_id: b.block_id }))); }
  get failed() { return !this.answer?.ok; }

  toString() {
    const buttons = this.buttons.map((b) => ` [${b.text.text}]`).join('');
    return `${this.method} ${this.chat ?? ''} ${this.failed ? `(${this.answer?.error ?? this.answer?.status}) ` : ''}${JSON.stringify(this.text)}${buttons}`;
  }
}

// Orders: {status, headers, body}, or {taken: true}: done, and the line goes dead before anybody says so.
export class SlackApi extends Answering {
  token = 'xoxb-1-SECRET-bot-token';
  signing_secret = '8f742231b10e8888abcd99yyyzzz85a5';
  bot = 'U0BOT';
  group = 'C0STAFF';
  messages = new Map(); // "<channel> <ts>" -> message
  files = new Map(); // path -> {bytes, type}
  uploaded = new Map(); // file id -> bytes
  #serial = 0;

  next_ts() { return `${Math.floor(Date.now() / 1000)}.${String(++this.#serial).padStart(6, '0')}`; }
  next_id(kind) { return `${kind}${String(++this.#serial).padStart(6, '0')}`; }

  // A person's direct messages have a channel of their own.
  direct(user) { return `D${user.slice(1)}`; }

  async serve(request, response) {
    const body = await body_of(request);
    const path = new URL(request.url, this.url).pathname;
    const give = (status, bytes, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(bytes);
    };
    const bearer = request.headers.authorization === `Bearer ${this.token}`;
    if (path.startsWith('/files-pri/')) {
      const file = this.files.get(path);
      if (!bearer || !file) return give(200, '<html>Sign in to Slack</html>', { 'Content-Type': 'text/html' });
      return give(200, file.bytes, { 'Content-Type': file.type });
    }
    if (path.startsWith('/upload/v1/')) {
      assert.equal(request.headers.authorization, undefined, 'an upload address is a permission by itself');
      this.uploaded.set(path.split('/').at(-1), body);
      return give(200, `OK - ${body.length}`, { 'Content-Type': 'text/plain' });
    }
    assert.match(request.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    const call = new Call(path.replace('/api/', ''), Object.fromEntries(new URLSearchParams(body.toString())));
    const order = this.ordered(call);
    if (order && !order.taken) {
      const { status = 200, body: content = {}, raw = JSON.stringify(content), headers } = order;
      call.answer = { ok: false, status, ...content };
      this.add(call);
      return give(status, raw, headers);
    }
    call.answer = bearer ? this.#answer(call) : { ok: false, error: 'invalid_auth' };
    this.add(call);
    if (order) return request.socket.destroy();
    give(200, JSON.stringify(call.answer), { 'x-oauth-scopes': scopes });
  }

  #answer(call) {
    const f = call.fields;
    const key = `${f.channel} ${f.ts}`;
    switch (call.method) {
      case 'auth.test': return { ok: true, url: 'https://city.slack.com/', team: 'City', user: 'linli', team_id: 'T0', user_id: this.bot, bot_id: 'B0' };
      case 'chat.postMessage': return this.#post(call);
      case 'chat.update':
        if (!this.messages.has(key)) return { ok: false, error: 'message_not_found' };
        return { ok: true, channel: f.channel, ts: call.ts = f.ts, ...this.#wrong(call) };
      case 'chat.delete': return this.messages.delete(key) ? { ok: true } : { ok: false, error: 'message_not_found' };
      case 'chat.postEphemeral': return { ok: true, message_ts: this.next_ts() };
      case 'conversations.open': return { ok: true, channel: { id: this.direct(f.users) } };
      case 'conversations.history': return { ok: true, messages: this.#in(f.channel, (m) => !m.thread_ts).reverse() };
      case 'conversations.replies': return { ok: true, messages: this.#in(f.channel, (m) => m.ts === f.ts || m.thread_ts === f.ts) };
      case 'files.getUploadURLExternal': {
        const file_id = this.next_id('F');
        return { ok: true, file_id, upload_url: `${this.url}/upload/v1/${file_id}` };
      }
      case 'files.completeUploadExternal':
        if (f.channel_id.startsWith('U')) return { ok: false, error: 'channel_not_found' };
        call.photos = JSON.parse(f.files).map(({ id }) => this.uploaded.get(id));
        return call.photos.every(Boolean) ? { ok: true, files: JSON.parse(f.files) } : { ok: false, error: 'file_not_found' };
      default: return { ok: false, error: 'unknown_method' };
    }
  }

  #in(channel, pleases) { return [...this.messages.values()].filter((m) => m.channel === channel && pleases(m)); }

  #wrong(call) {
    const sections = call.blocks.filter((b) => b.type === 'section');
    const bad = call.blocks.length > 50 || sections.some((b) => b.text.text.length > 3000 || !b.text.text)
      || call.buttons.some((b) => b.text.text.length > 75 || b.value.length > 2000);
    return bad ? { ok: false, error: 'invalid_blocks' } : {};
  }

  #post(call) {
    const f = call.fields;
    const channel = f.channel.startsWith('U') ? this.direct(f.channel) : f.channel;
    if (f.thread_ts && this.messages.get(`${channel} ${f.thread_ts}`)?.thread_ts !== undefined) return { ok: false, error: 'cannot_reply_to_message' };
    if (f.thread_ts && !this.messages.has(`${channel} ${f.thread_ts}`)) return { ok: false, error: 'thread_not_found' };
    const wrong = this.#wrong(call);
    if (wrong.error) return wrong;
    call.ts = this.next_ts();
    this.messages.set(`${channel} ${call.ts}`, { channel, ts: call.ts, thread_ts: f.thread_ts, bot_id: 'B0', user: this.bot, text: f.text, blocks: call.blocks });
    return { ok: true, channel, ts: call.ts, message: {} };
  }
}

// Slack's requests to one server.
export class SlackPlatform {
  constructor(api, server) { Object.assign(this, { api, server }); }

  post(body, path = '', { at = Math.floor(Date.now() / 1000), key = this.api.signing_secret, signature, headers = {} } = {}) {
    signature ??= `v0=${createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')}`;
    return fetch(`${this.server.url}/webhooks/sl${path}`, { method: 'POST', body, headers: {
      'Content-Type': path ? 'application/x-www-form-urlencoded' : 'application/json',
      'X-Slack-Request-Timestamp': String(at), 'X-Slack-Signature': signature, ...headers } });
  }

  envelope(event) {
    return JSON.stringify({ token: 'x', team_id: 'T0', api_app_id: 'A0', type: 'event_callback', event_id: this.api.next_id('Ev'),
      event_time: Math.floor(Date.now() / 1000), authorizations: [{ user_id: this.api.bot, is_bot: true }], event });
  }

  async event(event, more) {
    const answer = await this.post(this.envelope(event), '', more);
    assert.equal(answer.status, 200);
    return answer;
  }
}

// Somebody in Slack: in their direct messages with the app, or in a channel.
export class SlackPerson {
  at = 0;

  constructor(platform, id, { channel } = {}) {
    Object.assign(this, { platform, api: platform.api, id });
    this.channel = channel ?? this.api.direct(id);
    this.hears_in = channel ?? id; // we are written to by our user's id
  }

  message(text, more = {}) {
    const ts = this.api.next_ts();
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    this.api.messages.set(`${this.channel} ${ts}`, { channel: this.channel, ts, thread_ts: more.thread_ts, user: this.id, text: escaped });
    return { type: 'message', channel: this.channel, channel_type: this.channel.startsWith('D') ? 'im' : 'channel',
      user: this.id, text: escaped, ts, event_ts: ts, client_msg_id: ts, ...more };
  }

  says(text, more) { return this.platform.event(this.message(text, more)); }

  // In the thread of a message of ours.
  replies(call, text, more = {}) {
    return this.says(text, { thread_ts: call.thread ?? call.ts, parent_user_id: this.api.bot, ...more });
  }

  photo(bytes, name = 'p.jpg') {
    const id = this.api.next_id('F');
    const path = `/files-pri/T0-${id}/download/${name}`;
    this.api.files.set(path, { bytes, type: 'image/jpeg' });
    return { subtype: 'file_share', files: [{ id, name, mimetype: 'image/jpeg', size: bytes.length,
      url_private: `https://files.slack.com/files-pri/T0-${id}/${name}`, url_private_download: `https://files.slack.com${path}` }] };
  }

  async taps(call, words) {
    const button = call.buttons.find((b) => words.test(b.text.text));
    if (!button) throw new Error(`no button ${words} under ${call}`);
    const payload = { type: 'block_actions', user: { id: this.id, name: 'somebody' }, channel: { id: this.channel },
      container: { type: 'message', message_ts: call.ts, thread_ts: call.thread }, message: { ts: call.ts },
      actions: [{ type: 'button', action_id: button.action_id, block_id: button.block_id, value: button.value, action_ts: this.api.next_ts() }] };
    const answer = await this.platform.post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), '/interactivity');
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '');
  }

  async hears(pattern) {
    const call = await this.api.first((c) => c.method === 'chat.postMessage' && c.chat === this.hears_in && !c.failed && pattern.test(c.text),
      `a message to ${this.hears_in} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(call) + 1;
    return call;
  }

  // Without reading on.
  sees(pattern, method = 'chat.postMessage', start = 0) {
    return this.api.first((c) => c.method === method && [this.hears_in, this.channel].includes(c.chat) && !c.failed && pattern.test(c.text),
      `${method} in ${this.hears_in} with ${pattern}`, start);
  }

  heard(pattern) {
    return this.api.entries.filter((c) => c.method === 'chat.postMessage' && c.chat === this.hears_in && pattern.test(c.text));
  }
}
