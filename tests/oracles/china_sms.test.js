// Our requests to Aliyun and Tencent against those of their own clients, caught on a local port.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import aliyun from '@alicloud/dysmsapi20170525';
import tencent from 'tencentcloud-sdk-nodejs-sms';
import { startProbe } from './probe.js';

let probe, server, authority, caught;
before(async () => {
  probe = startProbe();
  server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    caught = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(pieces).toString() };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(request.headers['x-tc-action']
      ? { Response: { SendStatusSet: [{ SerialNo: '5000:1045', Code: 'Ok', Message: 'send success' }], RequestId: 'r' } }
      : { Message: 'OK', RequestId: 'r', Code: 'OK', BizId: '9006^0' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  authority = `127.0.0.1:${server.address().port}`;
});
after(() => { probe.stop(); server.closeAllConnections(); server.close(); });

const texts = ['Ref A17', '已派单,李工今天来', 'a&b=c+d %41 "q" {x} \\', '~*\'()!', '🚗 é'];
const next = (channel, now_ms, text) => probe.ask({ op: 'next', ...channel,
  job: { id: 91, chat: '+8613800000000', text, now_ms } });

test('Aliyun: the same parameters, headers and signature as its client', async () => {
  const Client = aliyun.default.default ?? aliyun.default ?? aliyun;
  const Request = aliyun.SendSmsRequest ?? aliyun.default.SendSmsRequest;
  const client = new Client({ accessKeyId: 'LTAIdemo', accessKeySecret: 'demoSecret', endpoint: authority, protocol: 'http' });
  const channel = { channel: 'aliyun_sms', name: 'ali', webhook_url: '', config: { access_key_id: 'LTAIdemo',
    access_key_secret: 'demoSecret', secret: 'kX9mQ2vT7bL4wZ8n', sign_name: '市政热线', template_code: 'SMS_1',
    template_param: 'id', api_url: `http://${authority}` } };
  for (const text of texts) {
    await client.sendSms(new Request({ phoneNumbers: '13800000000', signName: '市政热线', templateCode: 'SMS_1',
      templateParam: JSON.stringify({ id: text }), outId: '91-1' }));
    const { call } = await next(channel, Date.parse(caught.headers['x-acs-date']), text);
    const theirs = new URL(`http://${authority}${caught.url}`), ours = new URL(call.url);
    assert.deepEqual([...ours.searchParams].sort(), [...theirs.searchParams].sort());
    assert.equal(call.method, caught.method);
    for (const name of ['x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-content-sha256'])
      assert.equal(call.headers[name], caught.headers[name], name);
    // Theirs signs the same six headers, or more: sign theirs by the rule that ours follows.
    const auth = /Credential=(.*?),SignedHeaders=(.*?),Signature=(.*)$/.exec(caught.headers.authorization);
    assert.equal(/Credential=(.*?),/.exec(call.headers.Authorization)[1], auth[1]);
    assert.equal(acs3(theirs, caught.headers, auth[2].split(';')), auth[3], 'the rule is theirs');
    const own = /SignedHeaders=(.*?),Signature=(.*)$/.exec(call.headers.Authorization);
    assert.equal(acs3(ours, { ...call.headers, host: authority }, own[1].split(';')), own[2], 'and ours');
  }
});

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const coded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
function acs3(url, headers, names) {
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${coded(k)}=${coded(v)}`).join('&');
  const canonical = ['POST', '/', query, ...names.map((n) => `${n}:${headers[n]}`), '', names.join(';'), headers['x-acs-content-sha256']].join('\n');
  return createHmac('sha256', 'demoSecret').update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`).digest('hex');
}

test('Tencent: the same body, headers and signature as its client', async () => {
  const { Client } = (tencent.sms ?? tencent.default.sms).v20210111;
  const client = new Client({ credential: { secretId: 'AKIDdemo', secretKey: 'demoSecret' }, region: 'ap-guangzhou',
    profile: { httpProfile: { endpoint: authority, protocol: 'http://' } } });
  const channel = { channel: 'tencent_sms', name: 'tx', webhook_url: '', config: { secret_id: 'AKIDdemo', secret_key: 'demoSecret',
    secret: 'kX9mQ2vT7bL4wZ8n', sms_sdk_app_id: '1400006666', sign_name: '市政热线', template_id: '1110', api_url: `http://${authority}` } };
  for (const text of texts) {
    const sent = { SmsSdkAppId: '1400006666', SignName: '市政热线', TemplateId: '1110', TemplateParamSet: [text],
      PhoneNumberSet: ['+8613800000000'], SessionContext: '91-1' };
    await client.SendSms(sent);
    const { call, raw } = await next(channel, caught.headers['x-tc-timestamp'] * 1000, text);
    assert.deepEqual(JSON.parse(caught.body), sent);
    assert.deepEqual(call.body, sent);
    for (const name of ['X-TC-Action', 'X-TC-Version', 'X-TC-Region', 'X-TC-Timestamp', 'Content-Type'])
      assert.equal(call.headers[name], caught.headers[name.toLowerCase()], name);
    // The service's name is the first label of their endpoint: "127" here, "sms" in the world.
    // Their client leaves the port out of the host that it signs; ours signs the Host header as it goes.
    const sign = (service, host, payload) => tc3(caught.headers['x-tc-timestamp'], service, host, payload);
    assert.ok(caught.headers.authorization.endsWith(`Signature=${sign('127', '127.0.0.1', caught.body)}`), 'the rule is theirs');
    assert.ok(call.headers.Authorization.endsWith(`Signature=${sign('sms', authority, Buffer.from(raw, 'base64'))}`), 'and ours');
    assert.equal(call.headers.Authorization.replace(/Signature=.*/, ''),
      caught.headers.authorization.replace('/127/', '/sms/').replace(/Signature=.*/, ''));
  }
});

function tc3(time, service, host, payload) {
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const date = new Date(time * 1000).toISOString().slice(0, 10);
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${sha256(payload)}`;
  const text = `TC3-HMAC-SHA256\n${time}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  return hmac(hmac(hmac(hmac('TC3demoSecret', date), service), 'tc3_request'), text).toString('hex');
}
