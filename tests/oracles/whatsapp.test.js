// Our WhatsApp adapter against whatsapp-api-js: its handshake, its check of signatures, what it reads of
// a post, and the requests of its client.
import assert from 'node:assert/strict';
import { createHmac, webcrypto } from 'node:crypto';
import { after, before, test } from 'node:test';
import { WhatsAppAPI } from 'whatsapp-api-js';
import {
  ActionButtons, ActionList, Body, BodyComponent, BodyParameter, Button, Image, Interactive, Language, ListSection, Row,
  Template, Text,
} from 'whatsapp-api-js/messages';
import { startProbe } from './probe.js';

const token = 'EAAB-system-user-token-01';
const app_secret = 'meta_app_secret_0123456789abcdef';
const verify_token = 'hub verify+token/1';
const phone_number_id = '106540352242922';
const number = '5511999990001';
const channel = {
  channel: 'whatsapp', name: 'wa', webhook_url: 'https://gw.example.org/webhooks/wa',
  config: { token, app_secret, verify_token, phone_number_id, api_version: 'v25.0' },
};

let probe;
before(() => { probe = startProbe(); });
after(() => probe.stop());

// Their client, whose requests are caught before they leave.
function theirs(answer = { messages: [{ id: 'wamid.OUT1' }], contacts: [{ input: number, wa_id: number }] }) {
  const caught = [];
  const api = new WhatsAppAPI({
    token, appSecret: app_secret, webhookVerifyToken: verify_token, v: 'v25.0', secure: true,
    ponyfill: {
      subtle: webcrypto.subtle,
      fetch: async (url, options = {}) => {
        caught.push({ url: `${url}`, method: options.method ?? 'GET', headers: new Headers(options.headers), body: options.body });
        return new Response(JSON.stringify(answer));
      },
    },
  });
  return { api, caught };
}

const value = (messages) => ({
  messaging_product: 'whatsapp', metadata: { display_phone_number: '15550783881', phone_number_id },
  contacts: [{ profile: { name: 'Ana' }, wa_id: number, user_id: 'BR.1234' }], messages,
});
const message = (body) => ({ from: number, from_user_id: 'BR.1234', id: 'wamid.A1', timestamp: '1764000000', type: 'text', text: { body } });
const post = (...messages) => ({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ value: value(messages), field: 'messages' }] }] });
const escaped = (body) => JSON.stringify(body).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const sign = (raw, key = app_secret) => `sha256=${createHmac('sha256', key).update(raw).digest('hex')}`;
const receive = (raw, signature) => probe.ask({
  op: 'receive', ...channel,
  request: { target: '/webhooks/wa', headers: signature ? { 'X-Hub-Signature-256': signature } : {}, body_text: raw },
});

const bodies = ['lift not working in tower B', '3栋电梯坏了,一楼', 'Água na rua 🚗', ' ', 'a\r\nb', '"\'<>`\\/', '\u202Eevil', 'x'.repeat(4096)];

test('the handshake: what they answer, we answer; whom they turn away, we do', async () => {
  const { api } = theirs();
  const ask = (query) => probe.ask({
    op: 'receive', ...channel,
    request: { method: 'GET', target: `/webhooks/wa?${new URLSearchParams(query)}`, headers: {} },
  });
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': verify_token, 'hub.challenge': '1158201444' };
  assert.equal((await ask(good)).answer.body, api.get(good));
  for (const changed of [{ 'hub.verify_token': 'x' }, { 'hub.mode': 'unsubscribe' }]) {
    assert.throws(() => api.get({ ...good, ...changed }));
    assert.equal((await ask({ ...good, ...changed })).refusal.status, 403);
  }
});

test('a signature that they take, we take, and read the same', async () => {
  for (const body of bodies) {
    const raw = escaped(post(message(body)));
    const { api } = theirs();
    let read;
    api.on.message = (event) => { read = event; };
    await api.post(JSON.parse(raw), raw, sign(raw));
    const got = await receive(raw, sign(raw));
    assert.equal(got.events?.length, 1, JSON.stringify(got));
    const [event] = got.events;
    assert.equal(event.said.text, read.message.text.body);
    assert.equal(event.key, read.message.id);
    assert.equal(event.chat, read.recipient.phone);
    assert.equal(event.sender_name, read.name);
  }
});

test('what they refuse, we refuse', async () => {
  const raw = escaped(post(message('Água')));
  for (const [sent, signature] of [
    [raw, sign(raw, 'another')], [raw.replace('gua', 'guas'), sign(raw)], [`${raw} `, sign(raw)], [raw, ''],
  ]) {
    const { api } = theirs();
    await assert.rejects(api.post(JSON.parse(sent), sent, signature));
    assert.equal((await receive(sent, signature)).refusal?.status, 401);
  }
  // They escape what they are given before they look; we look at the bytes that came.
  assert.equal((await receive(JSON.stringify(JSON.parse(raw)), sign(raw))).refusal?.status, 401);
});

// Our call for the job, and theirs for the message, with what only one of them writes taken out.
async function same(job, built, { context, config = {} } = {}) {
  const { api, caught } = theirs();
  await api.sendMessage(phone_number_id, { phone: job.chat }, built, context, '1');
  const { call, verdict } = await probe.ask({ op: 'next', ...channel, config: { ...channel.config, ...config }, job: { silent_s: 60, ...job } });
  assert.ok(call, JSON.stringify(verdict));
  assert.equal(call.method, caught[0].method);
  assert.equal(call.url, caught[0].url);
  assert.equal(call.headers.Authorization, caught[0].headers.get('authorization'));
  assert.equal(call.headers['Content-Type'], caught[0].headers.get('content-type'));
  const expected = JSON.parse(caught[0].body);
  if (expected.text) expected.text.preview_url = false; // theirs leaves the default unsaid
  if (expected.template) delete expected.template.language.policy; // the only value that there is
  assert.deepEqual(call.body, expected);
}

test('texts, and answers to a message', async () => {
  for (const body of bodies.filter((b) => b.trim() === b && b !== '')) {
    if (body.includes('\r')) continue;
    await same({ chat: number, text: body }, new Text(body, false));
  }
  await same({ chat: number, text: 'yes', reply_to: 'wamid.A1' }, new Text('yes', false), { context: 'wamid.A1' });
});

test('buttons, and a list', async () => {
  const three = [[1, 'Correct', 'cf:A17:yes'], [2, '改一下', 'cf:A17:no'], [3, 'Later', 'l']];
  await same({ chat: number, text: 'Is this right?', choices: three },
    new Interactive(new ActionButtons(...three.map(([, label, data]) => new Button(data, label))), new Body('Is this right?')));
  const ten = Array.from({ length: 10 }, (_, i) => [i + 1, `choice ${i + 1}`, `d${i + 1}`]);
  const section = new ListSection(undefined, ...ten.map(([, label, data]) => new Row(data, label)));
  await same({ chat: number, text: 'Which?', choices: ten },
    new Interactive(new ActionList('☰ 1–10', section), new Body('Which?')));
});

test('an approved template when a person was silent for a day', async () => {
  await same({ chat: number, text: 'A17 is done', silent_s: 90_000 },
    new Template('case_update', new Language('pt_BR'), new BodyComponent(new BodyParameter('A17 is done'))),
    { config: { template: 'case_update', template_language: 'pt_BR' } });
});

test('a photo: uploaded, then named', async () => {
  const job = { chat: number, text: 'Done.', photos: ['bytes'], silent_s: 60 };
  const { api, caught } = theirs({ id: '77' });
  const form = new FormData();
  form.set('file', new Blob(['bytes'], { type: 'image/jpeg' }), 'photo.jpg');
  await api.uploadMedia(phone_number_id, form);
  const first = await probe.ask({ op: 'next', ...channel, job });
  // What their client says in the address, we say in the form, as Meta's reference does.
  const [address, query] = caught[0].url.split('?');
  assert.equal(first.call.url, address);
  const read = (raw, type) => new Response(raw, { headers: { 'Content-Type': type } }).formData();
  const ours = await read(Buffer.from(first.raw, 'base64'), first.call.headers['Content-Type']);
  const file = ours.get('file');
  assert.deepEqual([await file.text(), file.type, ours.get('messaging_product')],
    ['bytes', 'image/jpeg', new URLSearchParams(query).get('messaging_product')]);
  const { caught: sent, api: again } = theirs();
  await again.sendMessage(phone_number_id, { phone: number }, new Image('77', true, 'Done.'), undefined, '1');
  const second = await probe.ask({ op: 'next', ...channel, job, replies: [{ status: 200, body: { id: '77' } }] });
  assert.deepEqual(second.call.body, JSON.parse(sent[0].body));
});

test('media of theirs: the node, then its address with the same token', async () => {
  const { api, caught } = theirs();
  await api.retrieveMedia('1479', phone_number_id);
  const url = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';
  await api.fetchMedia(url);
  const ask = { op: 'next', ...channel, job: { what: 'fetch', media: { handle: '1479' } } };
  const first = await probe.ask(ask);
  const second = await probe.ask({ ...ask, replies: [{ status: 200, body: { url } }] });
  for (const [ours, them] of [[first.call, caught[0]], [second.call, caught[1]]]) {
    assert.equal(ours.url, them.url);
    assert.equal(ours.method, them.method);
    assert.equal(ours.headers.Authorization, them.headers.get('authorization'));
  }
  assert.ok(second.call.headers['User-Agent']);
});
