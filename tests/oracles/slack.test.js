// Our Slack adapter against Slack's own packages: Bolt's check of signatures, its receiver's answer to
// the challenge, and the requests of the Web API's client.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import bolt from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { startProbe } from './probe.js';

const { App, HTTPReceiver, isValidSlackRequest } = bolt;
const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const token = 'xoxb-1-SECRET-bot-token';
const now_s = 1_764_000_000;

let probe, fake, captured = [], answers = [];

// Says yes to everything, as it is told to, and remembers what it was asked.
before(async () => {
  probe = startProbe();
  fake = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c));
    request.on('end', () => {
      captured.push({ url: request.url, method: request.method, headers: request.headers, body: Buffer.concat(chunks) });
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(answers.shift() ?? { ok: true, channel: 'C0REPORTS', ts: '1764000005.000300' }));
    });
  });
  fake.listen(0, '127.0.0.1');
  await once(fake, 'listening');
});
after(() => { probe.stop(); fake.closeAllConnections(); fake.close(); });

const base = () => `http://127.0.0.1:${fake.address().port}`;
const channel = () => ({ channel: 'slack', name: 'sl', webhook_url: 'https://gw.example.org/webhooks/sl',
  config: { token, signing_secret: signingSecret, api_url: base() } });
const receive = (request, at = now_s) => probe.ask({ op: 'receive', ...channel(), request, now_ms: 1000 * at });
const next = (job, replies = []) => probe.ask({ op: 'next', ...channel(), job, replies });

// Node's own HMAC; Bolt judges whether it is Slack's.
const sign = (body, { at = now_s, key = signingSecret } = {}) => `v0=${createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex')}`;
const theirs = (body, signature, at = now_s, nowMilliseconds = now_s * 1000) => isValidSlackRequest({ signingSecret, body,
  headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': at }, nowMilliseconds });

const words = ['lift not working in tower B', '3栋电梯坏了,一楼', 'Água na rua 🚗', 'a\r\nb', '\'"<>`\\', '\u202Eevil', 'x'.repeat(3000)];
const event = (text) => JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event_time: now_s, team_id: 'T0',
  event: { type: 'message', channel: 'D0ALICE', channel_type: 'im', user: 'U0ALICE', ts: '1764000000.000100',
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') } });
const request = (body, signature, at = now_s) => ({ target: '/webhooks/sl', body_text: body,
  headers: { 'Content-Type': 'application/json', 'X-Slack-Signature': signature, 'X-Slack-Request-Timestamp': String(at) } });

test('what Bolt takes, we take', async () => {
  for (const text of words) {
    const body = event(text);
    assert.ok(theirs(body, sign(body)));
    const got = await receive(request(body, sign(body)));
    assert.equal(got.events?.[0]?.said?.text, text, JSON.stringify(got));
  }
});

test('what Bolt refuses, we refuse', async () => {
  const body = event('x');
  const good = sign(body);
  for (const [text, signature, at, clock] of [
    [`${body} `, good, now_s, now_s], [body, sign(body, { key: 'another' }), now_s, now_s], [body, good, now_s + 1, now_s],
    [body, 'v0=', now_s, now_s], [body, good.replace('v0=', 'v1='), now_s, now_s], [body, good.slice(0, -1), now_s, now_s],
    [body, good, now_s, now_s + 301]]) {
    assert.equal(theirs(text, signature, at, clock * 1000), false, `${signature} at ${at}`);
    assert.equal((await receive(request(text, signature, at), clock)).refusal?.status, 401);
  }
  assert.ok(theirs(body, good, now_s, (now_s + 299) * 1000));
  assert.equal((await receive(request(body, good), now_s + 299)).events.length, 1);
});

test('the challenge is answered as Bolt answers it', async () => {
  const at = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({ token: 'x', challenge: '3eZbrw1a"é', type: 'url_verification' });
  const receiver = new HTTPReceiver({ signingSecret, port: 0 });
  const app = new App({ receiver, authorize: async () => ({ botToken: token, botId: 'B0', botUserId: 'U0' }), logLevel: 'error' });
  const server = await app.start(0);
  try {
    const answer = await fetch(`http://127.0.0.1:${server.address().port}/slack/events`, { method: 'POST', body,
      headers: request(body, sign(body, { at }), at).headers });
    const ours = (await receive(request(body, sign(body, { at }), at), at)).answer;
    assert.equal(answer.status, ours.status);
    assert.deepEqual(JSON.parse(ours.body), await answer.json());
    assert.equal(ours.content_type, answer.headers.get('content-type').split(';')[0]);
  } finally { await app.stop(); }
});

// The one request that their client makes for these arguments, and ours for the same.
async function compared(method, args, job, replies = []) {
  const client = new WebClient(token, { slackApiUrl: `${base()}/api/`, retryConfig: { retries: 0 } });
  captured = [];
  await client.apiCall(method, args);
  const [their] = captured;
  const { call } = await next(job, replies);
  assert.equal(call.url, base() + their.url);
  assert.equal(call.method, their.method);
  assert.equal(call.headers.Authorization, their.headers.authorization);
  assert.equal(call.headers['Content-Type'], their.headers['content-type'].split(';')[0]);
  const fields = Object.fromEntries(new URLSearchParams(their.body.toString()));
  const meaning = (all) => ({ ...all, ...(all.blocks ? { blocks: JSON.parse(all.blocks) } : {}), ...(all.files ? { files: JSON.parse(all.files) } : {}) });
  assert.deepEqual(meaning(call.body), meaning(fields));
  return call;
}

const section = (text, block_id) => ({ type: 'section', block_id, text: { type: 'mrkdwn', text, verbatim: true } });
const mark_of = async (job) => JSON.parse((await next(job)).call.body.blocks)[0].block_id;

test('our messages are those of their client', async () => {
  for (const text of words.filter((w) => !/^\s|\s$/.test(w))) {
    const job = { chat: 'C0REPORTS', text, reply_to: '1763999000.000200', choices: [[1, '接单', 'c:take:1:t'], [2, 'No', 'n']] };
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const mark = await mark_of(job);
    await compared('chat.postMessage', { channel: 'C0REPORTS', thread_ts: '1763999000.000200', text: escaped,
      blocks: [section(escaped, mark), { type: 'actions', block_id: `${mark}-0`, elements: [
        { type: 'button', action_id: 'c1', text: { type: 'plain_text', text: '接单' }, value: 'c:take:1:t' },
        { type: 'button', action_id: 'c2', text: { type: 'plain_text', text: 'No' }, value: 'n' }] }],
      unfurl_links: false, unfurl_media: false }, job);
  }
});

test('edits, withdrawals and answers to taps are those of their client', async () => {
  const edit = { chat: 'C0REPORTS', text: 'closed', previous: '1763999000.000200' };
  await compared('chat.update', { channel: 'C0REPORTS', ts: '1763999000.000200', text: 'closed',
    blocks: [section('closed', await mark_of(edit))] }, edit);
  await compared('chat.delete', { channel: 'D0ALICE', ts: '1763999000.000200' },
    { chat: 'U0ALICE', withdraw: true, previous: 'D0ALICE:1763999000.000200' });
  await compared('chat.postEphemeral', { channel: 'C0REPORTS', user: 'U0', text: 'over', thread_ts: '1763999000.000200' },
    { what: 'answer_tap', tap_id: 'C0REPORTS U0 1763999000.000200', text: 'over' });
});

test('an upload goes the way of their client', async () => {
  const bytes = 'not really a photo';
  const upload = { ok: true, upload_url: `${base()}/upload/v1/ABC`, file_id: 'F1' };
  const done = { ok: true, files: [{ id: 'F1', title: 'photo-1.jpg' }] };
  const client = new WebClient(token, { slackApiUrl: `${base()}/api/`, retryConfig: { retries: 0 } });
  captured = [];
  answers = [upload, { ok: true }, done];
  await client.files.uploadV2({ channel_id: 'C0REPORTS', thread_ts: '1763999000.000200',
    file_uploads: [{ file: Buffer.from(bytes), filename: 'photo-1.jpg', title: 'photo-1.jpg' }] });
  const their = captured;
  assert.equal(their.length, 3);
  const job = { chat: 'C0REPORTS', reply_to: '1763999000.000200', photos: [bytes], text: '' };
  const replies = [];
  for (const [i, answer] of [upload, { ok: true }, done].entries()) {
    const { call } = await next(job, replies);
    assert.equal(call.url, base() + their[i].url);
    assert.equal(call.method, their[i].method);
    if (i === 1) {
      assert.equal(call.body, bytes);
      assert.ok(their[i].body.toString('latin1').includes(bytes));
      assert.equal(call.headers.Authorization, undefined, 'the address is the permission');
    } else {
      const fields = Object.fromEntries(new URLSearchParams(their[i].body.toString()));
      if (fields.files) assert.deepEqual(JSON.parse(call.body.files), JSON.parse(fields.files));
      assert.deepEqual({ ...call.body, files: 0 }, { ...fields, files: 0 });
    }
    replies.push({ status: 200, body: answer });
  }
  assert.equal((await next(job, replies)).verdict.how, 'delivered');
});

test('what their client calls an error, we do: 429 and ok:false', async () => {
  const job = { chat: 'C0REPORTS', text: 'x' };
  const limited = await next(job, [{ status: 429, headers: { 'Retry-After': '12' }, body: '' }]);
  assert.deepEqual([limited.verdict.how, limited.verdict.after_ms], ['retry', 12_000]);
  answers = [{ ok: false, error: 'token_revoked' }];
  const client = new WebClient(token, { slackApiUrl: `${base()}/api/`, retryConfig: { retries: 0 } });
  await assert.rejects(client.chat.postMessage({ channel: 'C', text: 'x' }), (e) => e.data.error === 'token_revoked');
  assert.equal((await next(job, [{ status: 200, body: { ok: false, error: 'token_revoked' } }])).verdict.how, 'misconfigured');
});
