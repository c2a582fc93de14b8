// Our Vonage adapter against Vonage's own library: the signatures of its webhooks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AlgorithmTypes } from '@vonage/auth';
import { SMS } from '@vonage/sms';
import { createHash, createHmac } from 'node:crypto';
import { startProbe } from './probe.js';

const secret = 'vonage_sig_secret_demo';
const now_ms = 1764000000000;
const channel = {
  channel: 'vonage', name: 'vng', webhook_url: 'https://gw.example.org/webhooks/vng', now_ms,
  config: { api_key: 'abcd1234', api_secret: 'vonage_api_secret_demo', signature_secret: secret, number: '447700900999' },
};
// Their checker refuses what is older than a while by its own clock, so it is told the time of the texts.
const theirs = new SMS({ apiKey: 'abcd1234', apiSecret: 'vonage_api_secret_demo' });

let probe, clock;
before(() => { probe = startProbe(); clock = Date.now; Date.now = () => now_ms; });
after(() => { Date.now = clock; probe.stop(); });

const kinds = {
  md5hash: (text) => createHash('md5').update(text + secret).digest('hex'),
  md5: (text) => createHmac('md5', secret).update(text).digest('hex'),
  sha1: (text) => createHmac('sha1', secret).update(text).digest('hex'),
  sha256: (text) => createHmac('sha256', secret).update(text).digest('hex'),
  sha512: (text) => createHmac('sha512', secret).update(text).digest('hex'),
};
const their_kinds = { md5hash: AlgorithmTypes.md5hash, md5: AlgorithmTypes.md5hmac, sha1: AlgorithmTypes.sha1hmac,
  sha256: AlgorithmTypes.sha256hmac, sha512: AlgorithmTypes.sha512hmac };

const signed_text = (params) => Object.keys(params).sort().map((k) => `&${k}=${params[k].replace(/[&=]/g, '_')}`).join('');
const params_of = (text) => ({ msisdn: '447700900123', to: '447700900999', messageId: '0A01', text, type: 'text',
  keyword: 'X', 'api-key': 'abcd1234', 'message-timestamp': '2025-11-24 16:00:00', timestamp: '1764000000', nonce: 'n0nce' });
const receive = (params) => probe.ask({ op: 'receive', ...channel, request: {
  target: '/webhooks/vng', headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body_text: new URLSearchParams(params).toString() } });

test('what their checker takes, we take, by every method', async () => {
  for (const [kind, sign] of Object.entries(kinds)) {
    for (const text of ['Hello & bye=1', '3栋电梯坏了', 'a+b %41', "'\"<>`\\", 'x'.repeat(1000), '🚗 é']) {
      const params = params_of(text);
      const sig = sign(signed_text(params));
      assert.equal(theirs.verifySignature(sig, { ...params, sig }, secret, their_kinds[kind]), true, `${kind} ${text}`);
      const got = await receive({ ...params, sig });
      assert.equal(got.events?.[0]?.said?.text, text, JSON.stringify(got));
    }
  }
});

test('what their checker refuses, we refuse', async () => {
  for (const [kind, sign] of Object.entries(kinds)) {
    const params = params_of('lift not working');
    const sig = sign(signed_text(params));
    for (const changed of [{ ...params, text: 'lift works' }, { ...params, msisdn: '447700900124' }, { ...params, more: '1' }]) {
      assert.equal(theirs.verifySignature(sig, { ...changed, sig }, secret, their_kinds[kind]), false);
      assert.equal((await receive({ ...changed, sig })).refusal?.status, 401);
    }
  }
});
