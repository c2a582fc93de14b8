// Meta's Graph API, the answering side of WhatsApp and of Messenger, as strict about limits as the
// platform is. Every call is journalled; a test may order an error for the next call that it names.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Answering } from './answering.mjs';
import { body_of, read_fields } from './wire.mjs';

const version = '/v25.0/';
const length = (text) => [...text].length;

class Call {
  constructor(path, fields, files) { Object.assign(this, { at: Date.now(), path, fields, files, status: 200 }); }

  get to() { return this.fields.to ?? this.fields.recipient?.id ?? this.fields.recipient; }
  get text() {
    const { fields } = this;
    const variable = fields.template?.components?.[0]?.parameters?.[0]?.text;
    return fields.interactive?.body.text ?? fields.text?.body ?? fields.image?.caption ?? fields.message?.text ?? variable ?? '';
  }
  // {text, data} of what may be tapped.
  get buttons() {
    const action = this.fields.interactive?.action;
    const rows = action?.sections?.flatMap((s) => s.rows) ?? action?.buttons?.map((b) => b.reply)
      ?? this.fields.message?.quick_replies?.map((q) => ({ title: q.title, id: q.payload })) ?? [];
    return rows.map((r) => ({ text: r.title, data: r.id }));
  }
  get failed() { return this.status !== 200; }

  toString() {
    const buttons = this.buttons.map((b) => ` [${b.text}]`).join('');
    return `${this.path} to ${this.to ?? ''} ${this.failed ? `(${this.status}) ` : ''}${JSON.stringify(this.text)}${buttons}`;
  }
}

// Orders: {status, code, message, headers}, or {reset: true} for a connection that breaks.
export class GraphApi extends Answering {
  token = 'EAAB-channels-token_0123456789';
  app_secret = 'meta_app_secret_0123456789abcdef';
  verify_token = 'hub-verify-token';
  phone_number_id = '106540352242922';
  number = '15550783881';
  page_id = '180005062406476';
  media = new Map(); // what people sent, by id
  uploads = new Map(); // what we sent, by id
  #serial = 0;

  next_id(prefix) { return `${prefix}${(++this.#serial).toString().padStart(8, '0')}`; }

  // Media of people lie here: WhatsApp's behind the token, Messenger's at signed addresses.
  give_media(bytes, mime = 'image/jpeg') {
    const id = this.next_id('14795');
    this.media.set(id, { bytes, mime });
    return id;
  }

  async serve(request, response) {
    const body = await body_of(request);
    const give = (status, content, headers = {}) => {
      const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length, ...headers });
      response.end(bytes);
    };
    const url = new URL(request.url, this.url);
    const open = request.headers.authorization === `Bearer ${this.token}`;
    if (url.pathname.startsWith('/signed/')) { // as Messenger's attachments: no token may come here
      assert.equal(request.headers.authorization, undefined);
      return give(200, this.media.get(url.pathname.slice(8)).bytes, { 'Content-Type': 'image/jpeg' });
    }
    if (url.pathname.startsWith('/lookaside/')) {
      const file = this.media.get(url.pathname.slice(11));
      return open && file ? give(200, file.bytes, { 'Content-Type': file.mime }) : give(404, {});
    }
    const { fields, files } = read_fields(request, body);
    for (const name of ['recipient', 'message'])
      if (typeof fields[name] === 'string' && fields[name].startsWith('{')) fields[name] = JSON.parse(fields[name]);
    const call = new Call(url.pathname.slice(version.length), fields, files);
    const answer = this.ordered(call)
      ?? (!open ? { status: 401, code: 190, message: 'Error validating access token' }
        : !url.pathname.startsWith(version) ? { status: 404, code: 2500, message: 'Unknown path components' }
          : this.#answer(request.method, call));
    call.status = answer.status ?? 200;
    this.add(call);
    if (answer.reset) return request.socket.destroy();
    if (answer.raw) return give(call.status, Buffer.from(answer.raw));
    give(call.status, answer.code === undefined ? answer.body : { error: { message: answer.message ?? 'm', type: 'OAuthException',
      code: answer.code, error_subcode: answer.subcode, fbtrace_id: 'A' } }, answer.headers);
  }

  #answer(method, call) {
    const [node, edge] = call.path.split('/');
    if (method === 'GET' && [this.phone_number_id, this.page_id].includes(node)) return { body: { id: node } };
    if (method === 'GET') {
      const file = this.media.get(node);
      if (!file) return { status: 400, code: 100, message: 'Unsupported get request' };
      return { body: { messaging_product: 'whatsapp', url: `${this.url}/lookaside/${node}`, mime_type: file.mime, id: node,
        sha256: createHash('sha256').update(file.bytes).digest('hex'), file_size: file.bytes.length } };
    }
    if (node === this.phone_number_id && edge === 'media') {
      const id = this.next_id('77');
      this.uploads.set(id, call.files.file);
      return { body: { id } };
    }
    if (node === this.phone_number_id && edge === 'messages') return this.#whatsapp(call);
    if (node === this.page_id && edge === 'messages') return this.#messenger(call);
    return { status: 404, code: 100, message: 'Unsupported post request' };
  }

  #whatsapp(call) {
    const { fields } = call;
    const bad = (message) => ({ status: 400, code: 131009, message });
    if (fields.messaging_product !== 'whatsapp' || !fields.type || !fields[fields.type]) return bad('type');
    if (fields.type === 'text' && !(length(fields.text.body) <= 4096)) return bad('text.body');
    if (fields.type === 'image' && !this.uploads.has(fields.image.id)) return bad('image.id');
    if (fields.type === 'interactive') {
      const { type, body, action } = fields.interactive;
      const titles = call.buttons.map((b) => length(b.text));
      const [most, longest] = type === 'button' ? [3, 20] : [10, 24];
      if (length(body.text) > 1024 || titles.length > most || titles.length === 0) return bad('interactive');
      if (titles.some((t) => t > longest || t === 0) || length(action.button ?? '') > 20) return bad('title');
      if (new Set(call.buttons.map((b) => b.data)).size !== titles.length) return bad('id');
    }
    if (fields.type === 'template' && /\n|\t| {5}/.test(call.text)) return { status: 400, code: 132012 };
    if (fields.type === 'image') call.image = this.uploads.get(fields.image.id);
    call.sent = this.next_id('wamid.OUT');
    return { body: { messaging_product: 'whatsapp', contacts: [{ input: fields.to, wa_id: fields.to }],
      messages: [{ id: call.sent, message_status: 'accepted' }] } };
  }

  #messenger(call) {
    const { message } = call.fields;
    if (!message || !call.fields.recipient?.id) return { status: 400, code: 100, message: 'recipient' };
    if (message.text && length(message.text) > 2000) return { status: 400, code: 100, message: 'text' };
    const titles = call.buttons.map((b) => length(b.text));
    if (titles.length > 13 || titles.some((t) => t > 20)) return { status: 400, code: 100, message: 'quick_replies' };
    if (message.attachment) call.image = call.files.filedata;
    if (message.attachment && !call.image) return { status: 400, code: 100, message: 'filedata' };
    call.sent = this.next_id('m_OUT');
    return { body: { recipient_id: call.fields.recipient.id, message_id: call.sent } };
  }
}
