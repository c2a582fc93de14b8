// The answering side of a platform, on this machine: every call is journalled, and a test may order another
// answer for the next call that it names. Each platform says in `serve` how it answers.
import { Listening } from './listening.mjs';

export class Answering extends Listening {
  #orders = [];

  static open() { return new this().listen(); }

  order(pleases, answer, times = 1) { this.#orders.push({ pleases, answer, times }); }

  // What was ordered for this call, and is so used up; undefined for nothing.
  ordered(call) {
    const order = this.#orders.find((o) => o.times > 0 && o.pleases(call));
    if (order) --order.times;
    return order?.answer;
  }
}
