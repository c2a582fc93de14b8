// Aliyun's and Tencent's SMS and an Android phone's app, the answering sides, and phones behind them: as
// strict about signatures as their documentation is (shapes as in tests/adapters, clients in tests/oracles).
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { Answering } from '../support/answering.mjs';
import { body_of } from '../support/wire.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const hmac = (key, text, form) => createHmac('sha256', key).update(text).digest(form);

class SmsApi extends Answering {
  #serial = 0;

  async serve(request, response) {
    const { status, body } = this.answer(request, (await body_of(request)).toString());
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }

  next_serial() { return ++this.#serial; }
  sent(to, body, id) { return this.add({ to, body, id, at: Date.now(), toString() { return `to ${this.to}: ${JSON.stringify(this.body)}`; } }); }
}

export class AliyunApi extends SmsApi {
  access_key_id = 'LTAI5demo';
  access_key_secret = 'aliyun_access_key_secret_demo';
  secret = 'kX9mQ2vT7bL4wZ8a';

  answer(request, body) {
    const said = (status, Code, more) => ({ status, body: { Code, Message: Code, RequestId: 'r', ...more } });
    const [, key, names, signature] = /Credential=([^,]+),SignedHeaders=([^,]+),Signature=(\w+)/.exec(request.headers.authorization ?? '') ?? [];
    if (key !== this.access_key_id) return said(404, 'InvalidAccessKeyId.NotFound');
    const [path, query = ''] = request.url.split('?');
    const covered = names.split(';').map((n) => `${n}:${request.headers[n]}\n`).join('');
    const canonical = [request.method, path, query, covered, names, sha256(body)].join('\n');
    if (hmac(this.access_key_secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`, 'hex') !== signature) return said(400, 'SignatureDoesNotMatch');
    const fields = new URLSearchParams(query);
    const BizId = `9006${this.next_serial()}^0`;
    this.sent(fields.get('PhoneNumbers'), JSON.parse(fields.get('TemplateParam')).content, BizId);
    return said(200, 'OK', { BizId });
  }

  push(number, text) {
    const send_time = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    return [{ phone_number: number, send_time, content: text, sign_name: '幸福里物业', dest_code: '1234', sequence_id: 7_000_000 + this.next_serial() }];
  }
}

export class TencentApi extends SmsApi {
  secret_id = 'AKIDdemo';
  secret_key = 'tencent_secret_key_demo';
  secret = 'kX9mQ2vT7bL4wZ8t';

  answer(request, body) {
    const said = (Response) => ({ status: 200, body: { Response: { ...Response, RequestId: 'r' } } });
    const failed = (Code) => said({ Error: { Code, Message: Code } });
    const [, key, date, signature] = /Credential=([^/]+)\/([\d-]+)\/sms\/tc3_request, .*Signature=(\w+)/.exec(request.headers.authorization ?? '') ?? [];
    if (key !== this.secret_id) return failed('AuthFailure.SecretIdNotFound');
    const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${request.headers.host}\n\ncontent-type;host\n${sha256(body)}`;
    const text = `TC3-HMAC-SHA256\n${request.headers['x-tc-timestamp']}\n${date}/sms/tc3_request\n${sha256(canonical)}`;
    const signing = hmac(hmac(hmac(`TC3${this.secret_key}`, date), 'sms'), 'tc3_request');
    if (hmac(signing, text, 'hex') !== signature) return failed('AuthFailure.SignatureFailure');
    const { PhoneNumberSet: [to], TemplateParamSet: [words] } = JSON.parse(body);
    const SerialNo = `5000:${this.next_serial()}`;
    this.sent(to, words, SerialNo);
    return said({ SendStatusSet: [{ SerialNo, PhoneNumber: to, Fee: 1, Code: 'Ok', Message: 'send success' }] });
  }

  // A push carries no id: who says the same twice takes more than a second for it.
  #second = 0;

  push(number, text) {
    this.#second = Math.max(this.#second + 1, Math.floor(Date.now() / 1000));
    return { nationcode: '86', mobile: number, text, sign: '幸福里物业', time: this.#second, extend: '' };
  }
}

// The app keeps every id that it was given.
export class AndroidApi extends SmsApi {
  user = 'phone1';
  password = 'android_password_demo';
  signing_key = 'android_signing_key_demo';
  #ids = new Set();

  answer(request, body) {
    const basic = `Basic ${Buffer.from(`${this.user}:${this.password}`).toString('base64')}`;
    if (request.headers.authorization !== basic) return { status: 401, body: { message: 'Unauthorized' } };
    const fields = JSON.parse(body);
    if (request.url === '/webhooks') return { status: 201, body: fields };
    if (request.url !== '/messages') return { status: 404, body: { message: 'Not found' } };
    if (this.#ids.has(fields.id)) return { status: 409, body: { message: 'message already exists' } };
    this.#ids.add(fields.id);
    this.sent(fields.phoneNumbers[0], fields.textMessage.text, fields.id);
    return { status: 202, body: { id: fields.id, state: 'Pending', recipients: [{ phoneNumber: fields.phoneNumbers[0], state: 'Pending' }] } };
  }

  push(number, text) {
    const id = `Ey6ECgOkVVFj${this.next_serial()}`;
    return { deviceId: 'dev1', event: 'sms:received', id, webhookId: 'w', payload: { messageId: id, message: text, sender: number, recipient: null,
      simNumber: 1, receivedAt: new Date().toISOString() } };
  }
}

// A phone behind one of them. `place`: the address below the server that its texts are brought to.
export class SmsPhone {
  at = 0;

  constructor(api, server, number, place, headers = () => ({})) { Object.assign(this, { api, server, number, place, headers }); }

  // As the network writes it: what `hears` waits for.
  get to() { return this.number; }

  bytes(text) { return JSON.stringify(this.api.push(this.number, text)); }

  post(body, { place = this.place, headers = this.headers(body) } = {}) {
    return fetch(`${this.server.url}${place}`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
  }

  async says(text) { assert.equal((await this.post(this.bytes(text))).status, 200); }

  async hears(pattern) {
    const text = await this.api.first((t) => t.to === this.to && pattern.test(t.body), `a text to ${this.to} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(text) + 1;
    return text;
  }

  heard(pattern) { return this.api.entries.filter((t) => t.to === this.to && pattern.test(t.body)); }
}

// What the app signs: the body, then the time.
export const android_headers = (key, body, at = Math.floor(Date.now() / 1000)) => ({ 'X-Timestamp': String(at), 'X-Signature': hmac(key, body + at, 'hex') });
