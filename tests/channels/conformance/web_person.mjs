// Somebody in the web chat, by docs/web-protocol.md: the cookie, the handshake, and text frames.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { Journal } from '../support/waiting.mjs';
import { public_url } from '../support/server.mjs';

function frame(text) {
  const bytes = Buffer.from(text);
  assert.ok(bytes.length < 65_536);
  const head = bytes.length < 126 ? Buffer.from([0x81, 0x80 | bytes.length])
    : Buffer.from([0x81, 0xfe, bytes.length >> 8, bytes.length & 255]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, bytes.map((b, i) => b ^ mask[i % 4])]);
}

// The text frames that are whole, with {t: 'close'} for a close frame, and what is left.
function frames(bytes) {
  const texts = [];
  while (bytes.length >= 2) {
    const short = bytes[1] & 127;
    const start = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (bytes.length < start) break;
    const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < start + length) break;
    if ((bytes[0] & 15) === 1) texts.push(JSON.parse(bytes.subarray(start, start + length)));
    if ((bytes[0] & 15) === 8) texts.push({ t: 'close' });
    bytes = bytes.subarray(start + length);
  }
  return [texts, bytes];
}

export class WebPerson extends Journal {
  constructor(server, n) { super(); Object.assign(this, { server, n }); }

  async #cookie() {
    if (this.cookie) return this.cookie;
    const answer = await fetch(`${this.server.url}/api/chat/session`, { method: 'POST', body: '{"language":"zh-CN"}',
      headers: { 'Content-Type': 'application/json', Origin: public_url } });
    assert.equal(answer.status, 200);
    return this.cookie = answer.headers.get('set-cookie').split(';')[0];
  }

  // {status, socket}
  #handshake(cookie) {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.server.port, path: '/ws/chat', headers: { Connection: 'Upgrade', Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': randomBytes(16).toString('base64'), Origin: public_url, ...(cookie && { Cookie: cookie }) } });
      asked.on('upgrade', (answer, socket) => resolve({ status: answer.statusCode, socket }));
      asked.on('response', (answer) => resolve({ status: answer.resume().statusCode }));
      asked.on('error', reject);
      asked.end();
    });
  }

  async #name() { return (await this.#cookie()).split('=')[0]; }

  async knock(token) {
    const { status, socket } = await this.#handshake(token && `${await this.#name()}=${token}`);
    socket?.destroy();
    return { status };
  }

  async knock_changed() {
    const [, token] = (await this.#cookie()).split('=');
    return this.knock(token.slice(0, -2) + (token.at(-2) === 'A' ? 'B' : 'A') + token.at(-1));
  }

  async #open() {
    const { status, socket } = await this.#handshake(await this.#cookie());
    assert.equal(status, 101);
    let held = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const [texts, rest] = frames(Buffer.concat([held, bytes]));
      held = rest;
      for (const text of texts) {
        this.add(text);
        if (text.t === 'row' && text.from === 'bot') socket.write(frame(JSON.stringify({ t: 'seen', seq: text.seq })));
      }
    });
    return socket;
  }

  async say(id, text) {
    const socket = await this.#open();
    const start = this.entries.length;
    socket.write(frame('{"t":"hello","last":0}'));
    socket.write(frame(JSON.stringify({ t: 'say', id, text })));
    await this.first((f) => f.id === id && (f.t === 'ack' || f.from === 'me'), 'the acknowledgement', start);
    await this.first((f) => f.from === 'bot', 'an answer', start);
    socket.destroy();
    return { status: 200 };
  }

  // Every row that is on record by now has been read: the welcome says which is the last.
  async caught_up() {
    const socket = await this.#open();
    const start = this.entries.length;
    socket.write(frame('{"t":"hello","last":0}'));
    const welcome = await this.first((f) => f.t === 'welcome', 'the welcome', start);
    await this.first((f) => f.t === 'row' && f.seq === welcome.last, 'the last row', start);
    socket.destroy();
  }

  // A frame that is no JSON: the socket is closed.
  async babble() {
    const socket = await this.#open();
    socket.write(frame('{"t":"say","id":'));
    await this.first((f) => f.t === 'close', 'the end of the socket');
    socket.destroy();
    return { status: 400 };
  }

  heard(pattern) {
    const rows = new Map(this.entries.filter((f) => f.t === 'row' && f.from === 'bot').map((f) => [f.seq, f]));
    return [...rows.values()].filter((f) => pattern.test(f.text));
  }
}
