// Vonage's answering side, as its documentation describes it, and phones that write by it. Signatures are
// made as the documentation says and checked by Vonage's own library before they are posted.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Answering } from './answering.mjs';
import { public_url } from './server.mjs';
import { body_of, read_fields } from './wire.mjs';

const parts_max = 3; // of one text of ours: each costs the community money

export class VonageApi extends Answering {
  key = 'abcd1234';
  secret = 'vonage_api_secret_demo';
  signature_secret = 'vonage_sig_secret_demo';
  number = '447700900999';
  #serial = 0;

  next_id() { return `0A${(++this.#serial).toString(16).toUpperCase().padStart(14, '0')}`; }

  // The next `times` texts to this number are answered so instead: {status, 'error-text'}.
  order(number, answer, times) { super.order((t) => t.to === number, answer, times); }

  async serve(request, response) {
    const { fields } = read_fields(request, await body_of(request));
    const give = (part) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ 'message-count': '1', messages: [part] }));
    };
    if (request.method !== 'POST' || request.url !== '/sms/json') return response.writeHead(404).end();
    if (fields.api_key !== this.key || fields.api_secret !== this.secret) return give({ status: '4', 'error-text': 'Bad Credentials' });
    const text = { to: fields.to, from: fields.from, body: fields.text, type: fields.type, callback: fields.callback,
      ref: fields['client-ref'], id: this.next_id(), status: '0', toString() { return `${this.status} to ${this.to}: ${JSON.stringify(this.body)}`; } };
    const order = this.ordered(text);
    text.status = order?.status ?? '0';
    this.add(text);
    give(order ?? { to: text.to, 'message-id': text.id, status: '0', 'remaining-balance': '3.1', 'message-price': '0.03', network: '23410' });
  }

  sign(params) {
    const text = Object.keys(params).sort().map((k) => `&${k}=${params[k].replace(/[&=]/g, '_')}`).join('');
    return createHmac('sha256', this.signature_secret).update(text).digest('hex');
  }
}

export class VonagePhone {
  at = 0;

  constructor(api, server, number) { Object.assign(this, { api, server, number }); }

  fields(text, more = {}) {
    return { msisdn: this.number, to: this.api.number, messageId: this.api.next_id(), text, type: 'text', keyword: 'X',
      'api-key': this.api.key, 'message-timestamp': new Date().toISOString().slice(0, 19).replace('T', ' '),
      timestamp: String(Math.floor(Date.now() / 1000)), nonce: 'n0nce', ...more };
  }

  post(params, path = '', sig = this.api.sign(params)) {
    const body = new URLSearchParams(sig ? { ...params, sig } : params);
    return fetch(`${this.server.url}/webhooks/vng${path}`, { method: 'POST', body });
  }

  async says(text, more) {
    const answer = await this.post(this.fields(text, more));
    assert.equal(answer.status, 200);
  }

  async hears(pattern) {
    const text = await this.api.first((t) => t.to === this.number && t.status === '0' && pattern.test(t.body),
      `a text to ${this.number} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(text) + 1;
    const counted = new SegmentedMessage(text.body, 'auto', false);
    assert.ok(counted.segmentsCount <= parts_max, `${counted.segmentsCount} parts: ${text.body}`);
    assert.equal(text.type === 'unicode', counted.encodingName === 'UCS-2', text.body);
    assert.equal(text.from, this.api.number);
    return text;
  }

  report(text, status, code = '0') {
    const path = text.callback.slice(`${public_url}/webhooks/vng`.length);
    return this.post({ msisdn: text.to, to: text.from, 'network-code': '23410', messageId: text.id, price: '0.03', status,
      scts: '2511241600', 'err-code': code, 'api-key': this.api.key, 'client-ref': text.ref, nonce: 'n0nce',
      'message-timestamp': new Date().toISOString().slice(0, 19).replace('T', ' '), timestamp: String(Math.floor(Date.now() / 1000)) }, path);
  }

  heard(pattern) { return this.api.entries.filter((t) => t.to === this.number && pattern.test(t.body)); }
}
