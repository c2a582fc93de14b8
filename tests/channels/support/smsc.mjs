// An SMSC made of npm's smpp: it answers what the program submits, and brings what people write.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import smpp from 'smpp';
import { SegmentedMessage } from 'sms-segments-calculator';
import { Journal, until } from './waiting.mjs';

const parts_max = 3; // of one text of ours: each costs the community money
const joined = 0x40; // esm_class: a header stands before the text
const coder = smpp.encodings.ASCII; // node-smpp's GSM 03.38

const text_of = (coding, bytes) => (coding === 8 ? bytes.swap16().toString('utf16le') : coder.decode(bytes));

// node-smpp gives a text where it knows the coding, and bytes (of UCS-2, for our words) where it does not.
const has = (message, word) => (typeof message === 'string' ? message.includes(word)
  : Buffer.from(message).includes(Buffer.from(word, 'utf16le').swap16()));

export class Smsc extends Journal {
  system_id = 'linli-gw';
  password = 'smpp-password_0123';
  number = '447700900999';
  binds = 0;
  refuse = 0;      // status of every bind
  mute = false;    // answers nothing at all
  answers = true;  // false: a deliver_sm_resp of theirs counts as lost
  refused = 0;     // binds
  faults = [];     // numbers whose submit_sm met a function
  greeting;        // called with a session that is not bound yet
  #orders = [];
  #parts = new Map();
  #serial = 0x4f29;
  #session;

  static async open() {
    const smsc = new Smsc();
    // Its connections come through sockets of ours, which can be reset or fall silent.
    smsc.inner = smpp.createServer((session) => smsc.#meet(session));
    smsc.inner.listen(0, '127.0.0.1');
    await once(smsc.inner, 'listening');
    smsc.outer = createServer((socket) => smsc.#pass(socket));
    smsc.sockets = new Set();
    await smsc.listen(0);
    return smsc;
  }

  async listen(port = this.port) {
    this.outer.listen(port, '127.0.0.1');
    await once(this.outer, 'listening');
    this.port = this.outer.address().port;
  }

  // Every connection is reset, and none can be made until `listen`.
  async vanish() {
    const closed = once(this.outer, 'close');
    this.outer.close();
    this.hang_up();
    await closed;
  }

  hang_up() { for (const socket of this.sockets) socket.resetAndDestroy(); }

  close() {
    this.outer.close();
    this.hang_up();
    this.inner.close();
  }

  // Bytes as they are; resolves with the status of the next deliver_sm_resp.
  raw(bytes) {
    const answer = once(this.#session, 'deliver_sm_resp');
    this.#session.socket.write(bytes);
    return answer.then(([pdu]) => pdu.command_status);
  }

  get bound() { return this.#session !== undefined; }

  // The next `times` submit_sm to this number are answered with this status; or by this function of
  // (smsc, session, pdu, take), where `take(send)` takes the text and hands its response to `send`.
  // `word`: only a text that has it.
  order(number, status, times = 1, word = '') { this.#orders.push({ number, status, times, word }); }

  #pass(socket) {
    const { port } = this.inner.address();
    const inside = connect(port, '127.0.0.1');
    this.sockets.add(socket);
    const end = () => {
      socket.destroy();
      inside.destroy();
      this.sockets.delete(socket);
    };
    for (const one of [socket, inside]) one.on('error', end).on('close', end);
    if (this.mute) return;
    socket.pipe(inside);
    inside.pipe(socket);
  }

  #meet(session) {
    session.on('error', () => session.close());
    session.on('bind_transceiver', (pdu) => {
      const right = pdu.system_id === this.system_id && pdu.password === this.password;
      const command_status = this.refuse || (right ? 0 : smpp.ESME_RINVPASWD);
      this.refused += command_status !== 0;
      this.greeting?.(session);
      session.send(pdu.response({ command_status, system_id: 'smsc' }));
      if (command_status) return;
      ++this.binds;
      this.#session = session;
    });
    session.on('close', () => { if (this.#session === session) this.#session = undefined; });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
      this.unbound = true;
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu) => this.#submitted(session, pdu));
  }

  #submitted(session, pdu) {
    const order = this.#orders.find((o) => o.times > 0 && `+${pdu.destination_addr}` === o.number
      && has(pdu.short_message.message, o.word));
    if (order) --order.times;
    if (typeof order?.status !== 'function') return this.#take(session, pdu, order?.status ?? 0);
    this.faults.push(pdu.destination_addr);
    order.status(this, session, pdu, (send) => this.#take(session, pdu, 0, send));
  }

  #take(session, pdu, command_status, send = (response) => session.send(response)) {
    const id = (++this.#serial).toString(16).toUpperCase();
    send(pdu.response(command_status ? { command_status } : { message_id: id }));
    const { udh, message } = pdu.short_message;
    const part = { at: Date.now(), to: `+${pdu.destination_addr}`, status: command_status, id, pdu };
    if (command_status) return this.add({ ...part, body: '', toString() { return `${this.status} to ${this.to}`; } });
    const raw = typeof message === 'string' ? message : text_of(pdu.data_coding, Buffer.from(message));
    const body = this.#join(part, raw, udh?.[0]);
    if (body !== undefined) this.add({ ...part, body, toString() { return `to ${this.to}: ${JSON.stringify(this.body)}`; } });
  }

  // The whole text once its last part is here, as a phone shows it.
  #join(part, text, header) {
    if (!header) return text;
    assert.ok(part.pdu.esm_class & joined);
    const [, , reference, total, number] = header.length === 5 ? header : [0, ...header];
    const key = `${part.to} ${reference}`;
    const parts = this.#parts.get(key) ?? new Map();
    this.#parts.set(key, parts.set(number, text));
    if (parts.size < total) return undefined;
    this.#parts.delete(key);
    return [...parts].sort(([a], [b]) => a - b).map(([, t]) => t).join('');
  }

  // One deliver_sm; resolves with the status of its response, and rejects when the connection ends first.
  deliver(fields) {
    return new Promise((resolve, reject) => {
      const session = this.#session;
      const broken = () => reject(new Error('the connection ended before the answer'));
      if (!session) return reject(new Error('nobody is bound'));
      session.once('close', broken);
      session.deliver_sm({ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: this.number, ...fields }, (pdu) => {
        session.off('close', broken);
        resolve(pdu.command_status);
      });
    });
  }

  // The same, and again on the next connection for as long as it is not answered.
  async bring(fields) {
    const { binds } = this;
    return this.deliver(fields).catch(async () => {
      await this.until_bound(binds + 1);
      return this.bring(fields);
    });
  }

  async until_bound(times = 1) { await until(() => this.binds >= times && this.bound, 'a bind'); }
}

// A plain phone: it types words and digits.
export class SmppPhone {
  at = 0;

  constructor(smsc, number) { Object.assign(this, { smsc, number }); }

  get from() { return { source_addr_ton: 1, source_addr_npi: 1, source_addr: this.number.slice(1) }; }

  fields(text) {
    const plain = coder.match(text);
    const bytes = plain ? coder.encode(text) : Buffer.from(text, 'utf16le').swap16();
    return { ...this.from, data_coding: plain ? 0 : 8, short_message: { message: bytes } };
  }

  async says(text) { assert.equal(await this.smsc.bring(this.fields(text)), 0); }

  async hears(pattern) {
    const text = await this.smsc.first((t) => t.to === this.number && t.status === 0 && pattern.test(t.body),
      `a text to ${this.number} with ${pattern}`, this.at);
    this.at = this.smsc.entries.indexOf(text) + 1;
    const counted = new SegmentedMessage(text.body, 'auto', false).segmentsCount;
    assert.ok(counted <= parts_max, `${counted} parts: ${text.body}`);
    assert.equal(text.pdu.source_addr, this.smsc.number);
    return text;
  }

  // The receipt for a text, with its id spelled as `id`.
  receipt(text, stat, id = text.id) {
    const short_message = { message: Buffer.from(`id:${id} sub:001 dlvrd:001 submit date:2511241600 done date:2511241601 ` +
      `stat:${stat} err:000 text:${text.body.slice(0, 5).replace(/[^ -~]/g, '?')}`) };
    return this.smsc.deliver({ ...this.from, esm_class: 4, short_message });
  }

  heard(pattern) { return this.smsc.entries.filter((t) => t.to === this.number && t.status === 0 && pattern.test(t.body)); }
}
