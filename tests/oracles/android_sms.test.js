// Our requests to the Android gateway against those of its own client, for the adapter and for the same
// gateway described by configuration.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as gateway from 'android-sms-gateway';
import { startProbe } from './probe.js';

const Client = gateway.default?.default ?? gateway.default ?? gateway.Client;
let probe;
before(() => { probe = startProbe(); });
after(() => probe.stop());

const config = { token: 'user1:phone_password_demo', signing_key: 'asg_signing_key', api_url: 'http://127.0.0.1:8080' };
const channel = { channel: 'android_sms', name: 'phone', webhook_url: 'https://gw.example.org/webhooks/phone', config };

async function theirs(act) {
  const calls = [];
  const record = (method) => async (url, ...rest) => {
    const [body, headers] = rest.length > 1 ? rest : [undefined, rest[0]];
    calls.push({ method, url, body, headers: Object.fromEntries(new Headers(headers)) });
    return { id: 'x', state: 'Pending', recipients: [] };
  };
  const client = new Client('user1', 'phone_password_demo', { get: record('GET'), post: record('POST'), put: record('PUT'),
    patch: record('PATCH'), delete: record('DELETE') }, config.api_url);
  await act(client);
  return calls[0];
}

test('a text as their client sends it', async () => {
  for (const text of ['Ref A17', '已派单', '"}\\ {x}', '🚗']) {
    const replies = [{ status: 404, body: '' }]; // their client calls the older address
    const { call } = await probe.ask({ op: 'next', ...channel, job: { id: 91, chat: '+447700900123', text }, replies });
    const expected = await theirs((client) => client.send({ id: call.body.id, textMessage: { text }, phoneNumbers: ['+447700900123'],
      withDeliveryReport: true }));
    assert.equal(call.method, expected.method);
    assert.equal(call.url, expected.url);
    assert.deepEqual(call.body, typeof expected.body === 'string' ? JSON.parse(expected.body) : expected.body);
    assert.equal(call.headers.Authorization, expected.headers.authorization);
    assert.equal(call.headers['Content-Type'], expected.headers['content-type']);
  }
});

test('a webhook as their client registers it', async () => {
  const { call } = await probe.ask({ op: 'next', ...channel, job: { what: 'set_up' } });
  const expected = await theirs((client) => client.registerWebhook({ id: call.body.id, event: call.body.event, url: call.body.url }));
  assert.equal(call.url, expected.url);
  assert.deepEqual(call.body, typeof expected.body === 'string' ? JSON.parse(expected.body) : expected.body);
});
