// Our LINE adapter against LINE's own SDK: its check of signatures, its middleware's reading of a
// webhook, and the requests of its client.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { HTTPFetchError, messagingApi, middleware, validateSignature } from '@line/bot-sdk';
import { startProbe } from './probe.js';

const secret = 'line_channel_secret_demo_00000000';
const token = 'LINE-SECRET/access+token=';
const now_s = 1_764_000_000;

let probe, fake, captured = [], answers = [];

before(async () => {
  probe = startProbe();
  fake = createServer((request, response) => {
    const chunks = [];
    request.on('data', (c) => chunks.push(c));
    request.on('end', () => {
      captured.push({ url: request.url, method: request.method, headers: request.headers, body: Buffer.concat(chunks) });
      const { status = 200, body = { sentMessages: [{ id: '461230966842064897', quoteToken: 'q' }] } } = answers.shift() ?? {};
      response.writeHead(status, { 'Content-Type': 'application/json', 'x-line-request-id': 'r' });
      response.end(JSON.stringify(body));
    });
  });
  fake.listen(0, '127.0.0.1');
  await once(fake, 'listening');
});
after(() => { probe.stop(); fake.closeAllConnections(); fake.close(); });

const base = () => `http://127.0.0.1:${fake.address().port}`;
const channel = () => ({ channel: 'line', name: 'ln', webhook_url: 'https://gw.example.org/webhooks/ln',
  config: { token, channel_secret: secret, api_url: base() } });
const receive = (body, signature) => probe.ask({ op: 'receive', ...channel(), now_ms: now_s * 1000,
  request: { target: '/webhooks/ln', headers: { 'x-line-signature': signature }, body_text: body } });
const next = (job, replies = []) => probe.ask({ op: 'next', ...channel(), job, replies });
const client = () => new messagingApi.MessagingApiClient({ channelAccessToken: token, baseURL: base() });

const sign = (body, key = secret) => createHmac('sha256', key).update(body).digest('base64');
const event = (text) => JSON.stringify({ destination: 'Uf00d', events: [{ type: 'message', mode: 'active', timestamp: now_s * 1000,
  webhookEventId: '01HZX3', deliveryContext: { isRedelivery: false }, replyToken: 'nHuy', source: { type: 'user', userId: 'U4af4' },
  message: { id: '468789577898262530', type: 'text', quoteToken: 'q', text } }] });
const words = ['lift not working in tower B', '3栋电梯坏了,一楼', 'Água na rua 🚗', 'a\r\nb', '\'"<>`\\', '\u202Eevil', 'x'.repeat(5000)];

test('what their function takes, we take', async () => {
  for (const text of words) {
    const body = event(text);
    assert.ok(validateSignature(body, secret, sign(body)));
    const got = await receive(body, sign(body));
    assert.equal(got.events?.[0]?.said?.text, text, JSON.stringify(got));
  }
});

test('what their function refuses, we refuse', async () => {
  const body = event('x');
  for (const [text, signature] of [[`${body} `, sign(body)], [body, sign(body, 'another')], [body, sign(body).slice(0, -2)], [body, 'AAAA']]) {
    assert.equal(validateSignature(text, secret, signature), false);
    assert.equal((await receive(text, signature)).refusal?.status, 401);
  }
});

test('their middleware reads the ids that we read', async () => {
  const read = middleware({ channelSecret: secret });
  const body = event('hi');
  const request = Object.assign((await import('node:stream')).Readable.from([Buffer.from(body)]),
    { headers: { 'x-line-signature': sign(body) } });
  await new Promise((good, bad) => read(request, {}, (error) => (error ? bad(error) : good())));
  const [their] = request.body.events;
  const [ours] = (await receive(body, sign(body))).events;
  assert.deepEqual([ours.key, ours.chat, ours.answer_token, ours.said.message_id],
    [their.webhookEventId, their.source.userId, their.replyToken, their.message.id]);
});

async function compared(their_call, job, replies = []) {
  captured = [];
  const answer = await their_call();
  const [their] = captured;
  const { call } = await next(job, replies);
  assert.equal(call.url, base() + their.url);
  assert.equal(call.method, their.method);
  assert.equal(call.headers.Authorization, their.headers.authorization);
  if (their.body.length) {
    assert.equal(call.headers['Content-Type'], their.headers['content-type'].split(';')[0]);
    assert.deepEqual(call.body, JSON.parse(their.body.toString()));
  }
  assert.equal(call.headers['X-Line-Retry-Key'], their.headers['x-line-retry-key']);
  return { call, answer };
}

const quick = (...choices) => ({ items: choices.map(([, label, data]) => ({ type: 'action',
  action: { type: 'postback', label, data, displayText: label } })) });
const retry_key = async (job) => (await next(job)).call.headers['X-Line-Retry-Key'];

test('our pushes are those of their client, retry key and all', async () => {
  for (const text of words.filter((w) => !/^\s|\s$/.test(w))) {
    const choices = [[1, '是', 'q:1:1'], [2, 'No', 'q:1:2']];
    const job = { id: 7, chat: 'U4af4', text, choices, quiet: true };
    const key = await retry_key(job);
    assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await compared(() => client().pushMessage({ to: 'U4af4', notificationDisabled: true,
      messages: [{ type: 'text', text, quickReply: quick(...choices) }] }, key), job);
    assert.equal(await retry_key({ ...job, again: true }), key, 'the same in every attempt');
    assert.notEqual(await retry_key({ ...job, id: 8 }), key);
  }
});

test('our answers, and those to taps, are replies of their client', async () => {
  await compared(() => client().replyMessage({ replyToken: 'tok', messages: [{ type: 'text', text: 'a' }] }),
    { chat: 'U4af4', text: 'a', answer_token: 'tok' });
  await compared(() => client().replyMessage({ replyToken: 'tok', messages: [{ type: 'text', text: 'over' }] }),
    { what: 'answer_tap', tap_id: 'tok', text: 'over' });
});

test('a card in a group is a bubble of their client', async () => {
  const job = { chat: 'Ca56f', text: 'CP-1', choices: [[1, '接单', 'c:take:1:t']] };
  const key = await retry_key(job);
  await compared(() => client().pushMessage({ to: 'Ca56f', messages: [{ type: 'text', text: 'CP-1' },
    { type: 'flex', altText: '接单', contents: { type: 'bubble', size: 'kilo', body: { type: 'box', layout: 'vertical', contents: [
      { type: 'button', height: 'sm', action: { type: 'postback', label: '接单', data: 'c:take:1:t' } }] } } }] }, key), job);
});

test('set up and contents are asked for where their client asks', async () => {
  const info = { status: 200, body: { userId: 'U0', basicId: '@linli' } };
  answers = [{ body: info.body }];
  await compared(() => client().getBotInfo(), { what: 'set_up' });
  answers = [{ body: { endpoint: 'https://old.example.org/', active: true } }];
  await compared(() => client().getWebhookEndpoint(), { what: 'set_up' }, [info]);
  answers = [{ body: {} }];
  await compared(() => client().setWebhookEndpoint({ endpoint: 'https://gw.example.org/webhooks/ln' }), { what: 'set_up' },
    [info, { status: 200, body: { endpoint: 'https://old.example.org/', active: true } }]);
  const blobs = new messagingApi.MessagingApiBlobClient({ channelAccessToken: token, baseURL: base() });
  answers = [{ body: {} }];
  const stream = () => blobs.getMessageContent('468');
  const { answer } = await compared(stream, { what: 'fetch', media: { handle: '468' } });
  answer.destroy?.();
});

test('409 is an error to their client, and success to us: it was accepted before', async () => {
  const body = { message: 'The retry key is already accepted', sentMessages: [{ id: '461', quoteToken: 'q' }] };
  answers = [{ status: 409, body }];
  await assert.rejects(client().pushMessage({ to: 'U1', messages: [{ type: 'text', text: 'a' }] }, '0f8fad5b-d9cb-469f-a165-70867728950e'),
    (e) => e instanceof HTTPFetchError && e.status === 409);
  assert.deepEqual((await next({ chat: 'U1', text: 'a' }, [{ status: 409, body }])).verdict, { how: 'delivered', maybe_done: false, ids: ['461'] });
});
