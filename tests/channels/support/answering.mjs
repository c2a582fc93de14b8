// The answering side of a platform, on this machine: every call is journalled, and a test may order another
// answer for the next call that it names. Each platform says in `serve` how it answers.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Journal } from './waiting.mjs';

export class Answering extends Journal {
  #orders = [];

  static async open() {
    const api = new this();
    api.server = createServer((request, response) => api.serve(request, response));
    api.server.listen(0, '127.0.0.1');
    await once(api.server, 'listening');
    api.url = `http://127.0.0.1:${api.server.address().port}`;
    return api;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  order(pleases, answer, times = 1) { this.#orders.push({ pleases, answer, times }); }

  // What was ordered for this call, and is so used up; undefined for nothing.
  ordered(call) {
    const order = this.#orders.find((o) => o.times > 0 && o.pleases(call));
    if (order) --order.times;
    return order?.answer;
  }
}
