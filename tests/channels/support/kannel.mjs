// Debian's Kannel as the other subscriber: its bearerbox and ours are bound to one exchange, which hands
// each what the other submits, byte by byte. So Kannel reads what we write and we read what it writes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { free_port } from './server.mjs';
import { Journal, until } from './waiting.mjs';

const command = { submit_sm: 4, deliver_sm: 5, unbind: 6, bind_transceiver: 9, enquire_link: 0x15 };
const response = 0x80000000;

function pdu(id, status, sequence, body = Buffer.alloc(0)) {
  const head = Buffer.alloc(16);
  [16 + body.length, id, status, sequence].forEach((n, i) => head.writeUInt32BE(n >>> 0, i * 4));
  return Buffer.concat([head, body]);
}

const text_end = (s) => Buffer.from(`${s}\0`);

// Submit_sm and deliver_sm have one layout, so a body goes from one to the other as it is.
export class Exchange {
  system_id = 'linli-gw';
  password = 'smpp-password_0123';
  number = '447700900999';
  bound = new Map(); // by system_id
  delivered = []; // deliver_sm bodies, by whom they are for
  #serial = 0;

  static async open() {
    const one = new Exchange();
    one.server = createServer((socket) => one.#meet(socket)).listen(0, '127.0.0.1');
    await once(one.server, 'listening');
    one.port = one.server.address().port;
    return one;
  }

  close() {
    for (const socket of this.bound.values()) socket.destroy();
    this.server.close();
  }

  #meet(socket) {
    let held = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= 16 && held.length >= held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        this.#take(socket, held.readUInt32BE(4), held.readUInt32BE(12), held.subarray(16, length));
        held = held.subarray(length);
      }
    });
  }

  #take(socket, id, sequence, body) {
    const answer = (of = Buffer.alloc(0)) => socket.write(pdu((id | response) >>> 0, 0, sequence, of));
    if (id === command.bind_transceiver) {
      this.bound.set(body.subarray(0, body.indexOf(0)).toString(), socket);
      return answer(text_end('smsc'));
    }
    if (id === command.enquire_link || id === command.unbind) return answer();
    if (id !== command.submit_sm) return undefined;
    answer(text_end((++this.#serial).toString(16)));
    const [name, other] = [...this.bound].find(([, s]) => s !== socket) ?? [];
    this.delivered.push({ to: name, body });
    return other?.write(pdu(command.deliver_sm, 0, this.#serial, body));
  }
}

// Kannel gives a text of coding 2 as the bytes of its UTF-16BE, percent-encoded, any other as UTF-8.
function read_query(url) {
  const fields = Object.fromEntries(url.slice(url.indexOf('?') + 1).split('&').map((pair) => {
    const [name, value] = pair.split('=');
    const bytes = value.replaceAll('+', ' ').replace(/%(..)/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return [name, Buffer.from(bytes, 'latin1')];
  }));
  const { from, to, text, coding } = fields;
  return { from: `${from}`, to: `${to}`, text: `${coding}` === '2' ? text.swap16().toString('utf16le') : `${text}` };
}

// What Kannel got for its subscribers: {from, to, text}.
export class Kannel extends Journal {
  #children = [];

  static async start(exchange, name) {
    const one = new Kannel();
    one.folder = join(resolve(process.env.LINLI_FOLDER ?? '../../build/tests/channels'), name);
    await rm(one.folder, { recursive: true, force: true });
    await mkdir(one.folder, { recursive: true });
    one.http = createHttpServer((request, answer) => {
      one.add({ ...read_query(request.url), toString() { return `to ${this.to}: ${this.text}`; } });
      answer.end();
    }).listen(0, '127.0.0.1');
    await once(one.http, 'listening');
    const [admin, smsbox, sendsms] = [await free_port(), await free_port(), await free_port()];
    one.sendsms = sendsms;
    const config = join(one.folder, 'kannel.conf');
    await writeFile(config, `group = core
admin-port = ${admin}
admin-password = unused
smsbox-port = ${smsbox}
log-level = 1

group = smsc
smsc = smpp
smsc-id = exchange
host = 127.0.0.1
port = ${exchange.port}
transceiver-mode = true
smsc-username = "kannel"
smsc-password = "unused"
system-type = ""
interface-version = 34

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
log-level = 1

group = sendsms-user
username = tester
password = tester
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
get-url = "http://127.0.0.1:${one.http.address().port}/?from=%p&to=%P&text=%b&coding=%c"
concatenation = true
max-messages = 0
`);
    one.#run('/usr/sbin/bearerbox', config);
    await until(() => open(smsbox), 'bearerbox');
    one.#run('/usr/sbin/smsbox', config);
    await until(() => open(sendsms), 'smsbox');
    await until(() => exchange.bound.has('kannel'), "Kannel's bind");
    return one;
  }

  #run(program, config) {
    const child = spawn(program, [config], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(this.folder, 'kannel.log'), { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    this.#children.push({ child, ended: once(child, 'exit') });
  }

  async stop() {
    for (const { child } of this.#children.reverse()) child.kill('SIGKILL'); // they take half a minute else
    await Promise.all(this.#children.map((c) => c.ended));
    this.http.close();
    this.http.closeAllConnections();
  }

  // A subscriber of Kannel's writes.
  async says(from, to, text) {
    const coding = /^[ -~\n€£]*$/.test(text) ? 0 : 2;
    const query = new URLSearchParams({ username: 'tester', password: 'tester', from, to, text, charset: 'UTF-8', coding });
    const answer = await fetch(`http://127.0.0.1:${this.sendsms}/cgi-bin/sendsms?${query}`);
    if (answer.status !== 202) throw new Error(`Kannel: ${answer.status} ${await answer.text()}`);
  }

  hears(number, pattern, start = 0) {
    return this.first((m) => m.to === number && pattern.test(m.text), `a text to ${number} with ${pattern}`, start);
  }
}

async function open(port) {
  const socket = connect(port, '127.0.0.1');
  const good = await new Promise((done) => socket.once('connect', () => done(true)).once('error', () => done(false)));
  socket.destroy();
  return good;
}
