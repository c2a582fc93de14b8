// People on WhatsApp and on Messenger: what they do becomes signed posts of Meta's, what we call becomes
// what they hear.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

// Meta escapes what is not ASCII, and signs those bytes.
const raw = (body) => JSON.stringify(body).replace(/[\u0080-\uffff]/g,
  (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const sign = (bytes, secret) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

class Somebody {
  at = 0;

  constructor(api, server, id, name = 'Ana') { Object.assign(this, { api, server, id, name }); }

  // `signature` for forgeries; '' for none.
  async post(body, { signature, bytes = raw(body) } = {}) {
    signature ??= sign(bytes, this.api.app_secret);
    const headers = { 'Content-Type': 'application/json' };
    if (signature) headers['X-Hub-Signature-256'] = signature;
    return await fetch(`${this.server.url}${this.hook}`, { method: 'POST', headers, body: bytes });
  }

  async brings(body) { assert.equal((await this.post(body)).status, 200); }

  async hears(pattern) {
    const call = await this.sees(pattern, this.at);
    this.at = this.api.entries.indexOf(call) + 1;
    return call;
  }

  // Without reading on.
  sees(pattern, start = 0) {
    return this.api.first((c) => c.to === this.id && !c.failed && pattern.test(c.text), `words to ${this.id} with ${pattern}`, start);
  }

  heard(pattern) { return this.api.entries.filter((c) => c.to === this.id && !c.failed && pattern.test(c.text)); }

  button(call, words) {
    const button = call.buttons.find((b) => words.test(b.text));
    assert.ok(button, `no button ${words} under ${call}`);
    return button;
  }
}

export class Whatsapper extends Somebody {
  hook = '/webhooks/wa';

  value(more) {
    return { messaging_product: 'whatsapp', metadata: { display_phone_number: this.api.number,
      phone_number_id: this.api.phone_number_id }, ...more };
  }

  envelope(...values) {
    return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398',
      changes: values.map((value) => ({ value, field: 'messages' })) }] };
  }

  message(type, content, more = {}) {
    return { from: this.id, id: this.api.next_id('wamid.IN'), timestamp: `${Math.floor(Date.now() / 1000)}`, type,
      [type]: content, ...more };
  }

  messages(...list) {
    return this.envelope(this.value({ contacts: [{ profile: { name: this.name }, wa_id: this.id }], messages: list }));
  }

  sends(type, content, more) { return this.brings(this.messages(this.message(type, content, more))); }
  says(body, more) { return this.sends('text', { body }, more); }

  shows(bytes, caption) { return this.sends('image', { id: this.api.give_media(bytes), mime_type: 'image/jpeg', caption }); }

  taps(call, words) {
    const { text: title, data: id } = this.button(call, words);
    const type = call.fields.interactive.type === 'list' ? 'list_reply' : 'button_reply';
    return this.sends('interactive', { type, [type]: { id, title } }, { context: { from: this.api.number, id: call.sent } });
  }

  status(call, status, code) {
    return { id: call.sent, status, timestamp: `${Math.floor(Date.now() / 1000)}`, recipient_id: this.id,
      errors: code && [{ code, title: 'Message failed', message: 'Message failed' }] };
  }

  reports(call, ...steps) {
    return this.brings(this.envelope(this.value({ statuses: steps.map(([state, code]) => this.status(call, state, code)) })));
  }
}

export class Messenger extends Somebody {
  hook = '/webhooks/fb';

  envelope(...items) {
    return { object: 'page', entry: [{ id: this.api.page_id, time: Date.now(), messaging: items.map((item) => ({
      sender: { id: this.id }, recipient: { id: this.api.page_id }, timestamp: Date.now(), ...item })) }] };
  }

  sends(message) { return this.brings(this.envelope({ message: { mid: this.api.next_id('m_IN'), ...message } })); }
  says(text) { return this.sends({ text }); }

  shows(bytes) {
    const url = `${this.api.url}/signed/${this.api.give_media(bytes)}`;
    return this.sends({ attachments: [{ type: 'image', payload: { url } }] });
  }

  taps(call, words) {
    const { text, data } = this.button(call, words);
    return this.sends({ text, quick_reply: { payload: data } });
  }

  reports(call) { return this.brings(this.envelope({ delivery: { mids: [call.sent], watermark: Date.now() } })); }
}
