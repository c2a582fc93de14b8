// LINE's answering side, with its one-time reply tokens and retry keys, and its signed webhooks to us.
// Every call is journalled; a test may order another answer for the next call that it names.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { Answering } from './answering.mjs';
import { body_of } from './wire.mjs';

class Call {
  constructor(method, fields, chat) { Object.assign(this, { at: Date.now(), method, fields, chat }); }

  get messages() { return this.fields.messages ?? []; }
  get text() { return this.messages.filter((m) => m.type === 'text').map((m) => m.text).join('\n'); }
  get images() { return this.messages.filter((m) => m.type === 'image'); }
  get buttons() {
    return this.messages.flatMap((m) => [...(m.quickReply?.items ?? []).map((i) => i.action),
      ...(m.contents?.body.contents ?? []).map((b) => b.action)]);
  }
  get failed() { return this.status !== 200; }

  toString() {
    const buttons = this.buttons.map((b) => ` [${b.label}]`).join('');
    return `${this.method} ${this.chat ?? ''} ${this.failed ? `(${this.status}) ` : ''}${JSON.stringify(this.text)}${buttons}`;
  }
}

// Orders: {status, body}, or {taken: true}: done, and the line goes dead before anybody says so.
export class LineApi extends Answering {
  token = 'LINE-SECRET/access+token=';
  channel_secret = 'line_channel_secret_demo_00000000';
  group = 'Ca56f';
  contents = new Map(); // message id -> bytes
  #tokens = new Map(); // reply token -> chat
  #keys = new Map(); // retry key -> what was answered
  #serial = 468_789_577_898_262_000n;
  endpoint = 'https://old.example.org/';

  next_id() { return String(++this.#serial); }
  chat_of(token) { return this.#tokens.get(token); }
  next_token(chat) {
    const token = `token-${this.next_id()}`;
    this.#tokens.set(token, chat);
    return token;
  }

  async serve(request, response) {
    const body = await body_of(request);
    const give = (status, content, headers = {}) => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'x-line-request-id': 'r', ...headers });
      response.end(Buffer.isBuffer(content) ? content : JSON.stringify(content));
    };
    if (request.headers.authorization !== `Bearer ${this.token}`) return give(401, { message: 'Authentication failed' });
    const content = /^\/v2\/bot\/message\/(\d+)\/content$/.exec(request.url);
    if (content) {
      const bytes = this.contents.get(content[1]);
      return bytes ? give(200, bytes, { 'Content-Type': 'image/jpeg' }) : give(404, { message: 'Not found' });
    }
    const fields = body.length ? JSON.parse(body.toString()) : {};
    const method = `${request.method} ${request.url.replace('/v2/bot', '')}`;
    const call = new Call(method, fields, fields.to ?? this.#tokens.get(fields.replyToken));
    call.key = request.headers['x-line-retry-key'];
    const order = this.ordered(call);
    const answer = order && !order.taken ? order : this.#answer(call);
    call.status = answer.status ?? 200;
    this.add(call);
    if (order?.taken) return request.socket.destroy();
    give(call.status, answer.body ?? {});
  }

  #answer(call) {
    switch (call.method) {
      case 'GET /info': return { body: { userId: 'Uf00d', basicId: '@linli', displayName: 'Linli', chatMode: 'bot' } };
      case 'GET /channel/webhook/endpoint': return { body: { endpoint: this.endpoint, active: true } };
      case 'PUT /channel/webhook/endpoint':
        this.endpoint = call.fields.endpoint;
        return {};
      case 'POST /message/reply':
        if (!this.#tokens.delete(call.fields.replyToken)) return { status: 400, body: { message: 'Invalid reply token' } };
        return this.#sent(call);
      case 'POST /message/push': {
        assert.match(call.key ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        const known = this.#keys.get(call.key);
        if (known) return { status: 409, body: { message: 'The retry key is already accepted', ...known } };
        const answer = this.#sent(call);
        if (!answer.status) this.#keys.set(call.key, answer.body);
        return answer;
      }
      default: return { status: 404, body: { message: 'Not found' } };
    }
  }

  #sent(call) {
    const wrong = !call.messages.length || call.messages.length > 5 || call.buttons.some((b) => b.label.length > 20 || b.data.length > 300)
      || call.messages.some((m) => (m.type === 'text' && (!m.text || m.text.length > 5000)) || (m.quickReply?.items.length ?? 0) > 13
        || (m.type === 'image' && !m.originalContentUrl.startsWith('https://')));
    if (wrong) return { status: 400, body: { message: 'The request body has 1 error(s)' } };
    call.ids = call.messages.map(() => this.next_id());
    return { body: { sentMessages: call.ids.map((id) => ({ id, quoteToken: 'q' })) } };
  }
}

// LINE's webhooks to one server.
export class LinePlatform {
  constructor(api, server) { Object.assign(this, { api, server }); }

  signature_of(body, key = this.api.channel_secret) { return createHmac('sha256', key).update(body).digest('base64'); }

  post(body, { key, signature = this.signature_of(body, key) } = {}) {
    return fetch(`${this.server.url}/webhooks/ln`, { method: 'POST', body,
      headers: { 'Content-Type': 'application/json', 'x-line-signature': signature } });
  }

  batch(...events) { return JSON.stringify({ destination: 'Uf00d', events }); }

  async deliver(...events) {
    const answer = await this.post(this.batch(...events));
    assert.equal(answer.status, 200);
  }
}

export class LinePerson {
  at = 0;

  constructor(platform, id, { group } = {}) {
    Object.assign(this, { platform, api: platform.api, id, chat: group ?? id });
    this.source = group ? { type: 'group', groupId: group, userId: id } : { type: 'user', userId: id };
  }

  event(type, more = {}) {
    return { type, mode: 'active', timestamp: Date.now(), webhookEventId: this.api.next_id(), deliveryContext: { isRedelivery: false },
      replyToken: this.api.next_token(this.chat), source: this.source, ...more };
  }

  message(message) { return this.event('message', { message: { id: this.api.next_id(), ...message } }); }
  words(text, more = {}) { return this.message({ type: 'text', quoteToken: 'q', text, ...more }); }
  says(text, more) { return this.platform.deliver(this.words(text, more)); }
  replies(call, text) { return this.says(text, { quotedMessageId: call.ids[0] }); }

  photo(bytes, more = {}) {
    const event = this.message({ type: 'image', contentProvider: { type: 'line' }, ...more });
    this.api.contents.set(event.message.id, bytes);
    return event;
  }

  taps(call, words) {
    const button = call.buttons.find((b) => words.test(b.label));
    if (!button) throw new Error(`no button ${words} under ${call}`);
    return this.platform.deliver(this.event('postback', { postback: { data: button.data } }));
  }

  async hears(pattern) {
    const call = await this.sees(pattern, this.at);
    this.at = this.api.entries.indexOf(call) + 1;
    return call;
  }

  sees(pattern, start = 0) {
    return this.api.first((c) => c.chat === this.chat && !c.failed && pattern.test(c.text), `a message to ${this.chat} with ${pattern}`, start);
  }

  heard(pattern) { return this.api.entries.filter((c) => c.chat === this.chat && !c.failed && pattern.test(c.text)); }
}
