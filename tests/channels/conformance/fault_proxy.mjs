// Stands before the answering side of a platform and plays what goes wrong on the way: to one recipient,
// so many times, while everything else passes through. What a fault swallowed never reached the platform.
import { request as ask } from 'node:http';
import { Listening } from '../support/listening.mjs';
import { body_of } from '../support/wire.mjs';

const drip_ms = 250; // between the pieces of a slow body
const drips = 8;     // so it takes two seconds, well within what we wait for an answer

const answer = (response, { status = 200, headers = {}, body = '' }) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

// What is the same for every platform; `socket` is the connection of the request.
export const faults = {
  'server error': ({ response }) => answer(response, { status: 500, headers: { 'Content-Type': 'text/html' }, body: '<html>500</html>' }),
  reset: ({ socket }) => socket.resetAndDestroy(),
  closed: ({ socket }) => socket.end(),
  'half-open': () => {},
  stall: ({ response }) => response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '200' }).flushHeaders(),
  'slow body': ({ pass, response }) => pass((status, headers, body) => drip(response, status, headers, body)),
  'wrong JSON': ({ response }) => answer(response, { body: '{"ok": tru' }),
};

export const canned = (given) => ({ response }) => answer(response, given);

// Of an answer that goes on as one piece.
const plain_headers = ({ 'transfer-encoding': _, ...headers }, body) => ({ ...headers, 'content-length': body.length });

function drip(response, status, headers, body) {
  response.writeHead(status, plain_headers(headers, body));
  response.flushHeaders();
  const step = Math.max(1, Math.ceil(body.length / drips));
  const next = (at) => {
    if (at >= body.length) return response.end();
    response.write(body.subarray(at, at + step));
    setTimeout(next, drip_ms, at + step);
  };
  next(0);
}

// Every entry is one message that was to be sent: {to, at, fault}; `fault` is empty where it went through.
export class FaultProxy extends Listening {
  #target;
  #recipient;
  #orders = new Map();

  // `recipient`: (request, body) -> to whom this sends a message, or undefined when it does something else.
  static open(target, recipient) {
    const proxy = new FaultProxy();
    proxy.#target = new URL(target);
    proxy.#recipient = recipient;
    return proxy.listen();
  }

  // The next `times` messages to `to` meet this, or only those with this word of letters and digits;
  // '*' is everybody.
  play(to, name, fault = faults[name], times = 1, word = '') { this.#orders.set(to, { name, fault, times, word }); }
  heal(to) { this.#orders.delete(to); }

  attempts(to) { return this.entries.filter((e) => e.to === to); }

  async serve(request, response) {
    const body = await body_of(request);
    const to = this.#recipient(request, body);
    const order = to === undefined ? undefined : this.#orders.get(to) ?? this.#orders.get('*');
    const pass = (then) => this.#pass(request, response, body, then);
    if (to === undefined) return pass();
    const played = order && order.times > 0 && (request.url + body).includes(order.word);
    const note = () => this.add({ to, at: Date.now(), fault: played ? order.name : '', toString() { return `to ${this.to}: ${this.fault || 'passed'}`; } });
    if (!played) {
      note();
      return pass();
    }
    --order.times;
    order.fault({ request, response, socket: request.socket, pass });
    note();
  }

  #pass(request, response, body, then) {
    const { hostname, port } = this.#target;
    const inside = ask({ hostname, port, method: request.method, path: request.url, headers: request.headers }, async (got) => {
      const whole = await body_of(got);
      if (then) return then(got.statusCode, got.headers, whole);
      response.writeHead(got.statusCode, plain_headers(got.headers, whole)).end(whole);
    });
    inside.on('error', () => request.socket.destroy());
    inside.end(body);
  }
}
