// Twilio's answering side, and its requests to us signed by Twilio's own library.
import assert from 'node:assert/strict';
import { SegmentedMessage } from 'sms-segments-calculator';
import twilio from 'twilio';
import { Answering } from './answering.mjs';
import { public_url } from './server.mjs';
import { body_of, read_fields } from './wire.mjs';

const parts_max = 3; // of one text of ours: each costs the community money

export class TwilioApi extends Answering {
  sid = 'AC0123456789abcdef0123456789abcdef';
  token = 'twilio_auth_token_demo_0123456789';
  number = '+447700900999';
  revoked = false; // the token signs what comes and does not open the account any more
  media = new Map(); // by path: what residents sent
  sms_url = ''; // where the number's texts go
  #serial = 0;

  next_sid() { return `SM${(++this.#serial).toString(16).padStart(32, '0')}`; }

  // The next `times` texts to this number are answered so instead. {status, code, message}
  order(number, answer, times) { super.order((t) => t.to === number, answer, times); }

  #list(url) {
    const to = new URL(url, this.url).searchParams.get('To');
    return this.entries.filter((t) => t.to === to && t.status === 201).map((t) => ({ sid: t.sid, to: t.to, from: t.from, body: t.body,
      status: 'queued', direction: 'outbound-api', date_created: new Date(t.at).toUTCString().replace('GMT', '+0000') })).reverse();
  }

  async serve(request, response) {
    const { fields } = read_fields(request, await body_of(request));
    const give = (status, body) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const account = `/2010-04-01/Accounts/${this.sid}`;
    const basic = `Basic ${Buffer.from(`${this.sid}:${this.token}`).toString('base64')}`;
    if (this.revoked || request.headers.authorization !== basic) return give(401, { code: 20003, message: 'Authenticate', status: 401 });
    if (request.method === 'GET' && this.media.has(request.url)) {
      response.writeHead(200, { 'Content-Type': 'image/jpeg' });
      return response.end(this.media.get(request.url));
    }
    if (request.method === 'GET' && request.url.startsWith(`${account}/Messages.json?`)) return give(200, { messages: this.#list(request.url) });
    if (request.method === 'GET' && request.url === `${account}.json`) return give(200, { sid: this.sid, status: 'active' });
    if (request.method === 'GET' && request.url.startsWith(`${account}/IncomingPhoneNumbers.json?`))
      return give(200, { incoming_phone_numbers: [{ phone_number: this.number, sms_url: this.sms_url, sms_application_sid: '' }] });
    if (request.method !== 'POST' || request.url !== `${account}/Messages.json`) return give(404, { code: 20404, status: 404 });
    const text = { at: Date.now(), to: fields.To, from: fields.From, body: fields.Body, callback: fields.StatusCallback, media: fields.MediaUrl,
      sid: this.next_sid(), status: 201, toString() { return `${this.status} to ${this.to}: ${JSON.stringify(this.body)}`; } };
    const order = this.ordered(text);
    if (order && !order.hang) text.status = order.status;
    this.add(text);
    if (order?.hang) return response.destroy(); // taken, and the answer lost
    if (order) return give(text.status, order);
    give(201, { sid: text.sid, status: 'queued', num_segments: '1', error_code: null, error_message: null,
      to: text.to, from: text.from });
  }
}

// A plain phone: it types words and digits.
export class Phone {
  at = 0;

  constructor(api, server, number) { Object.assign(this, { api, server, number }); }

  // As Twilio posts it; `signature` and `url` for forgeries.
  async post(fields, path = '', { token = this.api.token, signature, url = `${public_url}/webhooks/sms${path}` } = {}) {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    signature ??= twilio.getExpectedTwilioSignature(token, url, fields);
    if (signature) headers['X-Twilio-Signature'] = signature;
    return await fetch(`${this.server.url}/webhooks/sms${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }

  fields(body, more = {}) {
    const sid = this.api.next_sid();
    return { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, AccountSid: this.api.sid, From: this.number,
      To: this.api.number, Body: body, NumMedia: '0', NumSegments: '1', SmsStatus: 'received', ApiVersion: '2010-04-01', ...more };
  }

  async says(body, more) {
    const answer = await this.post(this.fields(body, more));
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/xml/);
    assert.match(await answer.text(), /<Response><\/Response>$/, 'what stands there would be sent as an SMS');
  }

  async hears(pattern) {
    const text = await this.api.first((t) => t.to === this.number && t.status === 201 && pattern.test(t.body),
      `a text to ${this.number} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(text) + 1;
    const counted = new SegmentedMessage(text.body, 'auto', false).segmentsCount;
    assert.ok(counted <= parts_max, `${counted} parts: ${text.body}`);
    assert.equal(text.from, this.api.number);
    return text;
  }

  // The report on a text of ours, posted to the address that we gave for it.
  report(text, status, code) {
    const path = text.callback.slice(`${public_url}/webhooks/sms`.length);
    const fields = { MessageSid: text.sid, SmsSid: text.sid, AccountSid: this.api.sid, MessageStatus: status,
      SmsStatus: status, To: text.to, From: text.from, ApiVersion: '2010-04-01' };
    return this.post(code ? { ...fields, ErrorCode: code } : fields, path);
  }

  heard(pattern) { return this.api.entries.filter((t) => t.to === this.number && pattern.test(t.body)); }
}
