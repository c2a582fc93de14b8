// Our Twilio adapter against Twilio's own library: its signatures, and the requests of its client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import twilio from 'twilio';
import { startProbe } from './probe.js';

const sid = 'AC0123456789abcdef0123456789abcdef';
const token = 'twilio_auth_token_demo_0123456789';
const url = 'https://gw.example.org/webhooks/sms';
const channel = {
  channel: 'twilio', name: 'sms', webhook_url: url,
  config: { account_sid: sid, token, number: '+447700900999' },
};

let probe;
before(() => { probe = startProbe(); });
after(() => probe.stop());

function signed(params, { at = url, key = token } = {}) {
  return {
    target: at.slice('https://gw.example.org'.length),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(key, at, params),
    },
    body_text: new URLSearchParams(params).toString(),
  };
}

const receive = (request) => probe.ask({ op: 'receive', ...channel, request });

const bodies = [
  'lift not working in tower B', '3栋电梯坏了,一楼', 'Água na rua 🚗', '1+1=2 & 100%', ' ', 'a\r\nb', "'\"<>`\\",
  '\u202Eevil', 'e\u0301', 'x'.repeat(1600),
];

test('what their functions sign, we take, and they would take as well', async () => {
  for (const Body of bodies) {
    const params = {
      MessageSid: 'SM1', SmsSid: 'SM1', AccountSid: sid, From: '+447700900123', To: '+447700900999', Body,
      NumMedia: '0', ApiVersion: '2010-04-01',
    };
    const request = signed(params);
    assert.ok(twilio.validateRequest(token, request.headers['X-Twilio-Signature'], url, params));
    const got = await receive(request);
    assert.equal(got.events?.[0]?.said?.text, Body, JSON.stringify(got));
    assert.equal(got.events[0].key, 'SM1');
  }
});

test('their signature over an address with a port, and over a report with a query', async () => {
  const params = { MessageSid: 'SM1', From: '+447700900123', Body: 'x' };
  const withPort = signed(params);
  withPort.headers['X-Twilio-Signature'] = twilio.getExpectedTwilioSignature(
    token, 'https://gw.example.org:443/webhooks/sms', params);
  assert.equal((await receive(withPort)).events.length, 1);
  const report = await receive(signed(
    { MessageSid: 'SM9', MessageStatus: 'delivered', To: '+447700900123' }, { at: `${url}/status?id=91` }));
  assert.equal(report.events[0].delivery.ref, 'SM9');
});

test('what they refuse, we refuse', async () => {
  const params = { MessageSid: 'SM1', From: '+447700900123', Body: 'x' };
  const signature = signed(params).headers['X-Twilio-Signature'];
  for (const [changed, at, key] of [
    [{ ...params, Body: 'y' }, url, token], [{ ...params, Extra: '1' }, url, token],
    [params, `${url}?x=1`, token], [params, `${url}/status`, token], [params, url, 'another'],
  ]) {
    assert.equal(twilio.validateRequest(key, signature, at, changed), false);
    const request = signed(changed, { at, key: 'another' });
    if (key === token) request.headers['X-Twilio-Signature'] = signature;
    assert.equal((await receive(request)).refusal?.status, 401);
  }
});

test('a JSON body is bound by the digest that they compute', async () => {
  const body = '{"from":"+447700900123","text":"héllo"}';
  const at = `${url}?bodySHA256=${twilio.getExpectedBodyHash(body)}`;
  const request = {
    target: at.slice('https://gw.example.org'.length),
    headers: { 'Content-Type': 'application/json',
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, at, {}) },
    body_text: body,
  };
  assert.ok(twilio.validateRequestWithBody(token, request.headers['X-Twilio-Signature'], at, body));
  assert.equal((await receive(request)).answer.status, 200);
  assert.equal((await receive({ ...request, body_text: `${body} ` })).refusal.status, 401);
});

test('our requests are those of their client', async () => {
  for (const body of bodies.filter((b) => b.trim() !== '' && !/^\s|\s$/.test(b) && b.length < 900)) {
    let theirs;
    const client = new twilio.Twilio(sid, token, {
      httpClient: {
        async request(options) { theirs = options; return { statusCode: 201, body: { sid: 'SM1' } }; },
      },
    });
    await client.messages.create({
      to: '+447700900123', from: '+447700900999', body, statusCallback: `${url}/status`,
    });
    const { call } = await probe.ask({ op: 'next', ...channel, job: { chat: '+447700900123', text: body } });
    assert.equal(call.method.toLowerCase(), theirs.method.toLowerCase());
    assert.equal(call.url, theirs.uri);
    assert.deepEqual(call.body, { ...theirs.data });
    const credentials = Buffer.from(`${sid}:${token}`).toString('base64');
    assert.equal(call.headers.Authorization, `Basic ${credentials}`);
    assert.equal(theirs.headers.Authorization ?? `Basic ${Buffer.from(
      `${theirs.username}:${theirs.password}`).toString('base64')}`, call.headers.Authorization);
    assert.equal(call.headers['Content-Type'], theirs.headers['Content-Type']);
  }
});

test('our empty answer is the TwiML that says nothing', async () => {
  const got = await receive(signed({ MessageSid: 'SM1', From: '+447700900123', Body: 'x' }));
  const nothing = new twilio.twiml.MessagingResponse().toString();
  assert.equal(got.answer.body, nothing.replace('<Response/>', '<Response></Response>'));
  assert.equal(got.answer.content_type, 'text/xml');
});
