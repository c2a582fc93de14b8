// Our description of Kannel (docs/channels/described.md) against Debian's Kannel itself: a fake operator
// brings and takes texts, bearerbox and smsbox stand between it and us.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createListener } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startProbe } from './probe.js';

const secret = 'kX9mQ2vT7bL4wZ8n';
const bin = { bearerbox: '/usr/sbin/bearerbox', smsbox: '/usr/sbin/smsbox', fakesmsc: '/usr/lib/kannel/test/fakesmsc' };
const patience_ms = 20_000;

let probe, folder, hooks, hook_port, send_port, fake_port, channel;
const children = [], requests = [], waiting = new Set();

async function free_port() {
  const listener = createListener().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

function first(pleases, what) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = requests.find(pleases);
      if (!found) return;
      clearTimeout(late);
      waiting.delete(look);
      resolve(found);
    };
    const late = setTimeout(() => reject(new Error(`waited for ${what}; came: ${requests.map((r) => r.url).join('\n')}`)), patience_ms);
    waiting.add(look);
    look();
  });
}

// Started, and up: `says` is in what it writes to its log.
async function start(program, args, log, says) {
  const child = spawn(program, args, { cwd: folder, stdio: 'ignore' });
  children.push(child);
  const [failed] = await Promise.race([once(child, 'error'), once(child, 'spawn').then(() => [])]);
  if (failed) throw failed;
  const end = Date.now() + patience_ms;
  while (!(await readFile(log, 'utf8').catch(() => '')).includes(says)) {
    if (Date.now() > end || child.exitCode !== null || child.signalCode !== null) throw new Error(`${program} did not start: ${await readFile(log, 'utf8').catch(() => '')}`);
    await new Promise((go) => setTimeout(go, 50));
  }
  return child;
}

before(async () => {
  probe = startProbe();
  folder = await mkdtemp(join(tmpdir(), 'linli-kannel-'));
  hooks = createServer((request, response) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    response.end();
    for (const look of [...waiting]) look();
  }).listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  hook_port = hooks.address().port;
  const admin_port = await free_port(), box_port = await free_port();
  send_port = await free_port();
  fake_port = await free_port();
  await writeFile(join(folder, 'kannel.conf'), `group = core
admin-port = ${admin_port}
admin-interface = 127.0.0.1
admin-password = admin
smsbox-port = ${box_port}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-file = "${folder}/bearerbox.log"
log-level = 0

group = smsc
smsc = fake
smsc-id = FAKE
host = 127.0.0.1
port = ${fake_port}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send_port}
sendsms-interface = 127.0.0.1
log-file = "${folder}/smsbox.log"
log-level = 0

group = sendsms-user
username = linli
password = kannel_password_demo
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
max-messages = 0
concatenation = true
get-url = "http://127.0.0.1:${hook_port}/webhooks/kannel?secret=${secret}&from=%p&to=%P&text=%b&ts=%T&id=%I&charset=%C&coding=%c"
`);
  await start(bin.bearerbox, ['-v', '4', join(folder, 'kannel.conf')], join(folder, 'bearerbox.log'), 'Kannel bearerbox II');
  await start(bin.smsbox, ['-v', '4', join(folder, 'kannel.conf')], join(folder, 'smsbox.log'), 'Connected to bearerbox');
  // The very description of the documentation and of the tables.
  const table = JSON.parse(await readFile(new URL('../adapters/described/kannel_outbound.json', import.meta.url), 'utf8'));
  channel = { channel: 'described', name: 'kannel', webhook_url: `http://127.0.0.1:${hook_port}/webhooks/kannel`,
    config: { ...table.config, secret, api_url: `http://127.0.0.1:${send_port}` } };
});
after(async () => {
  probe.stop();
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  hooks.closeAllConnections();
  hooks.close();
  await rm(folder, { recursive: true, force: true });
});

const operator = (...args) => spawn(bin.fakesmsc, ['-H', '127.0.0.1', '-r', String(fake_port), ...args], { stdio: 'ignore' });

test('a text from the operator is a message of ours', async () => {
  const child = operator('-m', '1', '447700900123 447700900999 text pothole on Elm');
  children.push(child);
  const request = await first((r) => r.url.includes('pothole'), 'the text');
  const got = await probe.ask({ op: 'receive', ...channel, request: { method: request.method, target: request.url } });
  assert.equal(got.events?.[0]?.said?.text, 'pothole on Elm', JSON.stringify(got));
  assert.equal(got.events[0].chat, '+447700900123');
  assert.ok(got.events[0].key.length > 10 && got.events[0].minute > 29_000_000);
  assert.equal(got.answer.body, undefined, 'what stands there would be sent as an SMS');
  child.kill();
});

test('texts of ours arrive, in both encodings, and are reported', async () => {
  // It stays as long as it has a second text to bring, ten minutes from now.
  const child = operator('-m', '2', '-i', '600', '447700900124 447700900999 text still here');
  children.push(child);
  await first((r) => r.url.includes('still+here'), 'the operator, connected');
  for (const [id, text] of [[91, 'Ref A17 & more = 5 \u20ac'], [92, '路灯坏了']]) {
    const job = { id, chat: '+447700900123', text };
    const { call } = await probe.ask({ op: 'next', ...channel, job });
    const answer = await fetch(call.url, { method: call.method });
    const reply = { status: answer.status, body: await answer.text() };
    const { verdict } = await probe.ask({ op: 'next', ...channel, job, replies: [reply] });
    assert.deepEqual(verdict, { how: 'accepted', maybe_done: false, ids: [`${id}-1`] }, JSON.stringify(reply));
    const report = await first((r) => r.url.includes(`id=${id}-1`) && /status=1(&|$)/.test(r.url), `the report on ${id}`);
    const got = await probe.ask({ op: 'receive', ...channel, request: { method: report.method, target: report.url } });
    assert.deepEqual(got.events?.[0]?.delivery, { ref: `${id}-1` }, JSON.stringify(got));
    assert.equal(got.events[0].chat, '+447700900123');
  }
  const early = requests.find((r) => r.url.includes('id=91-1') && /status=8(&|$)/.test(r.url));
  if (early) assert.deepEqual((await probe.ask({ op: 'receive', ...channel, request: { method: 'GET', target: early.url } })).events, []);
  child.kill();
});

test('Kannel refuses what it must, and we understand it', async () => {
  const job = { id: 93, chat: '+447700900123', text: 'x' };
  const wrong = { ...channel, config: { ...channel.config, password: 'another' } };
  const { call } = await probe.ask({ op: 'next', ...wrong, job });
  const answer = await fetch(call.url);
  const { verdict } = await probe.ask({ op: 'next', ...wrong, job, replies: [{ status: answer.status, body: await answer.text() }] });
  assert.equal(verdict.how, 'misconfigured');
});
