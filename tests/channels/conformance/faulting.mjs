// One fault on one channel: what is done, and what must come of it.
import assert from 'node:assert/strict';
import { kinds } from '../support/telegram_api.mjs';
import { until } from '../support/waiting.mjs';
import { channel_of, told } from './deployment.mjs';
import { canned, faults } from './fault_proxy.mjs';
import { words } from './forging.mjs';

export const answer_ms = 30_000; // how long the program waits for an answer
const account_ms = 60_000; // and how long it leaves an account alone that refuses our token
const patience_ms = 20_000; // beyond them, on a busy machine
const soonest_ms = 950; // after a limit: platforms that name no time wait for a second

// What staff write to somebody who will not get it: other messages to them must not meet the fault.
const word = 'tonight1730';

let residents = 100;

// One after the other: the program takes only so many connections from one address.
let before_me = Promise.resolve();
function one_by_one(act) {
  const mine = before_me.then(act);
  before_me = mine.catch(() => {});
  return mine;
}
const says = (person, text) => one_by_one(() => person.says(text));

// Somebody whom the fault will meet: {person, play(), met()}; `met`: how often it did.
function victim(deployment, channel, fault) {
  const { api, proxy, secrets } = deployment.parts.get(channel.name);
  const n = ++residents;
  if (!proxy) {
    const other = deployment.smscs.get(fault);
    const person = channel.person(other, deployment.server, n);
    return { person, api: other, play: (only) => other.order(person.number, channel.order[fault], 1, only),
      met: () => other.faults.length + other.entries.filter((e) => e.status).length };
  }
  const person = channel.person(api, deployment.server, n);
  const own = { limited: 'limited', 'error in a 200': 'error', refused: 'refused' }[fault];
  // Platforms repeat what they were sent: their words may hold the secret that must not be shown.
  const what = own ? canned(JSON.parse(JSON.stringify(channel.answers[own]).replace('%SECRET%', secrets[0]))) : faults[fault];
  return { person, proxy, play: (only) => proxy.play(person.to, fault, what, 1, only), met: () => proxy.attempts(person.to).filter((a) => a.fault).length };
}

// The message arrives when the fault is over. Gives what is to be asked once nothing is on its way any
// more: that it arrived once.
export async function got_over(deployment, channel, fault) {
  const { person, api, proxy, play, met } = victim(deployment, channel, fault);
  play();
  await says(person, words);
  await channel.mend?.(fault, api, async () => await deployment.counted(channel_of(fault), 'retried') > 0);
  await until(() => person.heard(/./).length, `an answer in spite of "${fault}"`, answer_ms + patience_ms);
  assert.equal(met(), 1, 'the fault was met, and once');
  if (fault === 'limited' && proxy) {
    const [first, second] = proxy.attempts(person.to);
    assert.ok(second.at - first.at >= soonest_ms, `again after ${second.at - first.at} ms`);
  }
  return () => assert.deepEqual(person.heard(/./).map(told), deployment.parts.get(channel.name).answers, 'each answer once');
}

// Nobody tries again, and staff are told under the words that they wrote.
export async function given_up(deployment, channel, fault, { group, li }) {
  const { person, play, met } = victim(deployment, channel, fault);
  let code;
  for (await says(person, words); !code;) {
    code = /CP-\d+/.exec(told(await person.hears(/./)))?.[0];
    if (!code) await says(person, '1');
  }
  const card = await group.sees(new RegExp(`${code} · P`), kinds.text);
  play(word);
  await one_by_one(() => li.replies(card, `保洁 ${word} 来清`));
  const mark = await group.sees(new RegExp(`${code}[^]*✗`), [...kinds.edit, ...kinds.text]);
  assert.doesNotMatch(mark.text, new RegExp(deployment.parts.get(channel.name).secrets[0]));
  return () => {
    assert.equal(met(), 1, 'not tried again');
    assert.equal(person.heard(new RegExp(word)).length, 0);
  };
}

// The platform no longer knows our token: the channel is in trouble, says so, and all is sent when the
// token is good again.
export async function revoked(deployment, channel) {
  const { api, proxy, secrets } = deployment.parts.get(channel.name);
  const person = channel.person(api, deployment.server, ++residents);
  const heal = await channel.revoke(api, person);
  if (proxy) await says(person, words);
  const trouble = await deployment.trouble_of(channel.name, patience_ms);
  assert.ok(!secrets.some((s) => trouble.includes(s)));
  assert.equal(person.heard(/./).length, 0);
  heal();
  await until(() => person.heard(/./).length, 'an answer once the token is good', account_ms + patience_ms);
  await until(async () => !(await deployment.server.readyz()).includes(`channel ${channel.name}:`), 'no trouble any more', patience_ms);
  return () => assert.equal(person.heard(/./).length, new Set(person.heard(/./).map(told)).size, 'each answer once');
}
