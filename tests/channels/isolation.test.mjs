// Platforms that are dead, and the channel beside them in the same process: its residents wait no longer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { channels } from './conformance/channels.mjs';
import { Deployment } from './conformance/deployment.mjs';
import { faults } from './conformance/fault_proxy.mjs';
import { words } from './conformance/forging.mjs';

const bound_ms = 100; // by which dead platforms may delay the others
const samples = 100;
const rounds = 3;     // the best of them counts: whatever else the machine does only adds
const most_under_way = 512; // sends of one channel
const stuck = 600;    // messages for each dead one
const at_once = 20;   // of a crowd's requests: the program takes only so many connections from one address

const by_name = Object.fromEntries(channels.map((c) => [c.name, c]));
const alive = by_name.vng;
const dead = { kannel: 'half-open', desc: 'stall', phone: 'reset' }; // each in its own way
const one = new Deployment();
let residents = 1000;

before(() => one.open('isolation', [by_name.tg, alive, ...Object.keys(dead).map((name) => by_name[name])]));
after(async () => {
  for (const name of Object.keys(dead)) one.parts.get(name).proxy.close(); // what is stuck would be waited for
  await one.close();
});

// From a resident's message to its answer, sorted, in ms: the best of some rounds.
async function delays() {
  let best = await round();
  for (let i = 1; i < rounds; ++i) {
    const next = await round();
    if (p99(next) < p99(best)) best = next;
  }
  return best;
}

async function round() {
  const { api } = one.parts.get(alive.name);
  const took = [];
  for (let i = 0; i < samples; ++i) {
    const person = alive.person(api, one.server, ++residents);
    const began = performance.now();
    const answered = api.first((t) => t.to === person.to, 'an answer', api.entries.length).then(() => performance.now());
    await person.says(words);
    took.push(await answered - began);
  }
  return took.sort((a, b) => a - b);
}

const p99 = (sorted) => sorted[Math.floor(sorted.length * 0.99) - 1];
const told = (sorted) => `median ${sorted[samples / 2].toFixed(1)} ms, p99 ${p99(sorted).toFixed(1)} ms, longest ${sorted.at(-1).toFixed(1)} ms`;

test('dead platforms delay the answers of another by less than 100 ms', async (t) => {
  await round(); // warm
  const without = await delays();
  t.diagnostic(`nothing wrong: ${told(without)}`);
  for (const [name, how] of Object.entries(dead)) {
    const { api, proxy } = one.parts.get(name);
    proxy.play('*', how, faults[how], Infinity);
    for (let i = 0; i < stuck; i += at_once)
      await Promise.all(Array.from({ length: at_once }, () => by_name[name].person(api, one.server, ++residents).says(words)));
    await proxy.first(() => proxy.entries.length >= most_under_way, `sends that end ${how}`);
  }
  const beside = await delays();
  t.diagnostic(`beside ${Object.keys(dead).length} that are dead: ${told(beside)}`);
  assert.ok(p99(beside) - p99(without) < bound_ms, `p99 ${p99(beside)} ms instead of ${p99(without)} ms`);
});
