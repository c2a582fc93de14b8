// The table that the suite fills and prints: channel by case.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const request_cases = ['no secret', 'unsigned', 'wrongly signed', 'tampered', 'stale', 'good', 'replayed', 'damaged'];
export const fault_cases = ['limited', 'server error', 'reset', 'closed', 'half-open', 'stall', 'slow body', 'wrong JSON',
  'error in a 200', 'refused', 'revoked'];
export const cases = [...request_cases, ...fault_cases, 'no leak'];

export class Outcomes {
  #cells = new Map();

  // `absent`: {case: reason}
  constructor(channels) {
    for (const { name, absent } of channels)
      for (const one of cases) this.#cells.set(`${name} ${one}`, absent[one] ? 'n/a' : '');
    this.channels = channels;
  }

  applies(name, one) { return this.#cells.get(`${name} ${one}`) !== 'n/a'; }

  // Runs the check of one cell, writes down how it ended, and gives what it gave.
  async check(name, one, body) {
    const cell = `${name} ${one}`;
    this.#cells.set(cell, 'FAILED');
    const done = await body();
    this.#cells.set(cell, 'ok');
    return done;
  }

  // Cells that nobody ran.
  get empty() { return [...this.#cells].filter(([, how]) => how === '').map(([cell]) => cell); }

  text() {
    const title = (c) => `${c.type} (${c.name})`;
    const wide = Math.max(...cases.map((c) => c.length));
    const columns = this.channels.map((c) => Math.max(title(c).length, 6));
    const row = (first, all) => `${first.padEnd(wide)}  ${all.map((t, i) => t.padEnd(columns[i])).join('  ')}`.trimEnd();
    const rows = [row('', this.channels.map(title)), ...cases.map((one) => row(one, this.channels.map((c) => this.#cells.get(`${c.name} ${one}`) || '?')))];
    const reasons = this.channels.flatMap((c) => Object.entries(c.absent).map(([one, why]) => `${title(c)}, ${one}: ${why}`));
    return `${rows.join('\n')}\n\nNot applicable:\n${reasons.join('\n')}\n`;
  }

  async write() {
    const file = join(process.env.LINLI_FOLDER ?? '../../build/tests/channels', 'conformance.txt');
    await writeFile(file, this.text());
    return file;
  }
}
