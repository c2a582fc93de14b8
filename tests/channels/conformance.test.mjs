// Every channel of the catalogue through the same cases: a request that proves nothing changes nothing, and
// whatever the platform does, a message arrives once or staff are told (docs/channels/README.md).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { required_secrets, run, types } from './conformance/catalogue.mjs';
import { channels } from './conformance/channels.mjs';
import { Deployment, hidden_in, told } from './conformance/deployment.mjs';
import { given_up, got_over, revoked } from './conformance/faulting.mjs';
import { words } from './conformance/forging.mjs';
import { Outcomes, fault_cases } from './conformance/outcomes.mjs';
import { smsc, web } from './conformance/sessions.mjs';
import { Person, Platform, staff_chat } from './support/people.mjs';
import { public_url, staff } from './support/server.mjs';
import { until } from './support/waiting.mjs';

const all = [web, ...channels, smsc];
const sending = all.filter((c) => c !== web);
const title = (c) => `${c.type} (${c.name})`;
const outcomes = new Outcomes(all);

const main = new Deployment(), other = new Deployment();
let over;

before(async () => {
  await main.open('conformance', all, { smpp_faults: Object.keys(smsc.order) });
  await other.open('conformance_revoked', sending);
});
after(async () => {
  console.log(`${outcomes.text()}\nwritten to ${await outcomes.write()}`);
  for (const one of [main, other]) await one.close();
});

test('every type of the catalogue has an entry, with all secrets that it requires', async () => {
  const known = await types();
  assert.deepEqual(known.filter((t) => !all.some((c) => c.type === t)), [], 'no entry in tests/channels/conformance');
  assert.deepEqual(all.filter((c) => !known.includes(c.type)).map(title), [], 'no such type');
  for (const { type, secrets } of all)
    assert.deepEqual((await required_secrets(type)).filter((key) => !secrets.includes(key)), [], type);
});

// An account whose token is refused is left alone for a minute: this is waited for at the end.
test('tokens are revoked, in a deployment of their own', () => {
  over = Promise.allSettled(sending.map((c) => outcomes.check(c.name, 'revoked', () => revoked(other, c))));
});

for (const channel of all.filter((c) => outcomes.applies(c.name, 'no secret')))
  test(`${title(channel)}: without a secret it does not start, and says which`, () => outcomes.check(channel.name, 'no secret', async () => {
    const { shown, secrets } = main.parts.get(channel.name);
    for (const key of channel.secrets) {
      const section = channel.section(shown).split('\n').filter((line) => !line.startsWith(`${key} =`)).join('\n');
      const config = `[gateway]\nlisten = "127.0.0.1:0"\ninternal_listen = "127.0.0.1:0"\npublic_url = "${public_url}"\n${web.section()}${section}`;
      for (const command of ['check', 'serve']) {
        const { code, said } = await run(command, config);
        assert.equal(code, 3, `${command} without ${key}: ${said}`);
        assert.match(said, new RegExp(`\\b${key}\\b`), `${command} names ${key}`);
        assert.equal(hidden_in(said, secrets), undefined);
      }
    }
  }));

for (const channel of all)
  test(`${title(channel)}: what proves nothing changes nothing, what is good is kept once`, async () => {
    const part = main.parts.get(channel.name);
    const person = channel.person(part.api, main.server, 1);
    const sent = channel.requests(part.api, person, words);
    let known = await main.record();
    const refused = (one) => outcomes.check(channel.name, one, async () => {
      const { status } = await sent[one]();
      assert.ok((channel.refusals ?? [401, 403]).includes(status), `${one}: ${status}`);
      assert.deepEqual(await main.record(), known, `${one} changed something`);
    });
    for (const one of ['unsigned', 'wrongly signed', 'tampered', 'stale'])
      if (outcomes.applies(channel.name, one)) await refused(one);
    await outcomes.check(channel.name, 'good', async () => {
      assert.equal((await sent.good()).status, 200);
      await until(() => person.heard(/./).length, 'an answer');
      await main.server.settled();
      await person.caught_up?.();
      const now = await main.record();
      assert.deepEqual(now.messages.slice(known.messages.length).map((m) => [m.channel, m.text]), [[channel.name, words]]);
      known = now;
    });
    part.answers = person.heard(/./).map(told);
    await outcomes.check(channel.name, 'replayed', async () => {
      assert.equal((await (sent.repeated ?? sent.good)()).status, 200);
      assert.deepEqual(await main.record(), known, 'the repeated one changed something');
    });
    await refused('damaged');
    await main.server.settled();
    await person.caught_up?.();
    assert.deepEqual(person.heard(/./).map(told), part.answers, 'nothing more is said');
  });

test('faults: each is got over, or staff are told', { concurrency: true }, async (t) => {
  const { api } = main.parts.get('tg');
  const group = staff_chat(new Platform(api, main.server));
  const li = new Person(group.platform, staff.li, '李工', { chat: group });
  const once = [];
  await Promise.all(sending.flatMap((channel) => fault_cases.filter((f) => f !== 'revoked' && outcomes.applies(channel.name, f))
    .map((fault) => t.test(`${title(channel)}: ${fault}`, () => outcomes.check(channel.name, fault, async () => {
      const final = fault === 'refused' || (fault === 'error in a 200' && channel.error_ends);
      once.push([channel, fault, await (final ? given_up : got_over)(main, channel, fault, { group, li })]);
    })))));
  await main.server.settled();
  for (const [channel, fault, check] of once)
    await t.test(`${title(channel)}: ${fault}, once`, () => outcomes.check(channel.name, fault, async () => check()));
});

test('a revoked token is said aloud, and nothing is lost by it', async (t) => {
  const ends = await over;
  const all_sent = other.server.settled();
  for (const [i, { status, value, reason }] of ends.entries())
    await t.test(title(sending[i]), () => outcomes.check(sending[i].name, 'revoked', async () => {
      if (status === 'rejected') throw reason;
      await all_sent;
      value();
    }));
});

test('no secret has come into the log, the metrics or the state of a channel', async (t) => {
  for (const one of [main, other]) assert.ok(one.server.alive, 'it still runs');
  const shown = await main.shown_to_admins() + await other.shown_to_admins();
  for (const channel of all)
    await t.test(title(channel), () => outcomes.check(channel.name, 'no leak', async () => {
      assert.equal(hidden_in(shown, main.parts.get(channel.name).secrets), undefined);
    }));
});

test('no cell is left empty', () => assert.deepEqual(outcomes.empty, []));
