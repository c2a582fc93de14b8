// Waiting on conditions: a list that grows, and those who wait for what comes into it.
const patience_ms = 15_000; // a busy machine with two cores; what comes at all comes within a second

export class Journal {
  entries = [];
  #waiting = new Set();

  add(entry) {
    this.entries.push(entry);
    for (const look of [...this.#waiting]) look();
    return entry;
  }

  // The first entry from `start` on that pleases; where none comes in time, an error that shows the rest.
  async first(pleases, what, start = 0, patience = patience_ms) {
    let at = start;
    return await new Promise((resolve, reject) => {
      const look = () => {
        for (; at < this.entries.length; ++at) {
          if (!pleases(this.entries[at])) continue;
          done();
          return resolve(this.entries[at]);
        }
      };
      const late = setTimeout(() => {
        done();
        const rest = this.entries.slice(start).slice(-30).map((e) => `    ${e}`).join('\n');
        reject(new Error(`waited ${patience / 1000} s for ${what}; what came instead:\n${rest || '    nothing'}`));
      }, patience);
      const done = () => {
        clearTimeout(late);
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

// For what tells nobody when it changes: a command's output, a metric.
export async function until(true_now, what, patience = patience_ms) {
  const end = Date.now() + patience;
  let last;
  while (!(last = await true_now())) {
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return last;
}
