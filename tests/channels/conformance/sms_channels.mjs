// The entries of channels.mjs for the SMS platforms of plain_apis.mjs.
import { changed, replaced } from './forging.mjs';
import { AliyunApi, AndroidApi, SmsPhone, TencentApi, android_headers } from './plain_apis.mjs';

const in_address = 'nothing is signed: the secret stands in the address';
const no_limits = 'limits = { account = "1000/s", chat = "1000/s", group = "1000/s" }';

// Aliyun and Tencent: the secret is the address, and the bytes are JSON or nothing.
function by_address(name) {
  return (api, person, words) => {
    const body = person.bytes(words);
    return {
      good: () => person.post(body), unsigned: () => person.post(body, { place: `/webhooks/${name}` }),
      'wrongly signed': () => person.post(body, { place: `/webhooks/${name}/another-secret-16` }),
      damaged: () => person.post(body, { place: `/webhooks/${name}/${api.secret.slice(0, -1)}` }),
    };
  };
}

const aliyun = {
  type: 'aliyun_sms', name: 'ali', secrets: ['access_key_secret', 'secret'],
  open: () => AliyunApi.open(),
  section: (api) => `
[channels.ali]
type = "aliyun_sms"
access_key_id = "${api.access_key_id}"
access_key_secret = "${api.access_key_secret}"
secret = "${api.secret}"
sign_name = "幸福里物业"
template_code = "SMS_123456789"
api_url = "${api.url}"
${no_limits}
`,
  person: (api, server, n) => new SmsPhone(api, server, `138100${10000 + n}`, `/webhooks/ali/${api.secret}`),
  requests: by_address('ali'),
  absent: { tampered: in_address, stale: in_address },
  recipient: (request) => new URL(request.url, 'http://x').searchParams.get('PhoneNumbers') ?? undefined,
  answers: {
    limited: { status: 400, body: { Code: 'Throttling.User', Message: 'Request was denied due to user flow control.', RequestId: 'r' } },
    error: { body: { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '号码错误 %SECRET%', RequestId: 'r' } },
    refused: { body: { Code: 'isv.BLACK_KEY_CONTROL_LIMIT', Message: '黑名单管控 %SECRET%', RequestId: 'r' } },
  },
  error_ends: true,
  revoke: replaced('access_key_id'),
};

const tencent = {
  type: 'tencent_sms', name: 'tx', secrets: ['secret_key', 'secret'],
  open: () => TencentApi.open(),
  section: (api) => `
[channels.tx]
type = "tencent_sms"
secret_id = "${api.secret_id}"
secret_key = "${api.secret_key}"
secret = "${api.secret}"
sms_sdk_app_id = "1400006666"
sign_name = "幸福里物业"
template_id = "1110"
api_url = "${api.url}"
${no_limits}
`,
  person: (api, server, n) => Object.defineProperty(new SmsPhone(api, server, `138200${10000 + n}`, `/webhooks/tx/${api.secret}`),
    'to', { value: `+86138200${10000 + n}` }),
  requests: by_address('tx'),
  absent: { tampered: in_address, stale: in_address },
  recipient: (request, body) => JSON.parse(body.toString()).PhoneNumberSet[0],
  answers: {
    limited: { body: { Response: { Error: { Code: 'RequestLimitExceeded', Message: '您当前每秒请求超过最大并发数。' }, RequestId: 'r' } } },
    error: { body: { Response: { Error: { Code: 'FailedOperation.PhoneNumberInBlacklist', Message: '手机号在黑名单库中。' }, RequestId: 'r' } } },
    refused: { body: { Response: { Error: { Code: 'FailedOperation.ContainSensitiveWord', Message: '短信内容中含有敏感词。%SECRET%' }, RequestId: 'r' } } },
  },
  error_ends: true,
  revoke: replaced('secret_id'),
};

// The same app by its adapter and by a description: one protocol, two readers of it.
function phone(type, name, secrets, section, error) {
  return {
    type, name, secrets, section,
    open: () => AndroidApi.open(),
    person(api, server, n) {
      const number = `+4477009${name === 'phone' ? 5 : 6}${4000 + n}`;
      return new SmsPhone(api, server, number, `/webhooks/${name}`, (body) => android_headers(api.signing_key, body));
    },
    requests(api, person, words) {
      const body = person.bytes(words);
      const headers = android_headers(api.signing_key, body);
      const late = android_headers(api.signing_key, body, Math.floor(Date.now() / 1000) - 3600);
      return {
        good: () => person.post(body), unsigned: () => person.post(body, { headers: { 'X-Timestamp': headers['X-Timestamp'] } }),
        'wrongly signed': () => person.post(body, { headers: android_headers('another', body) }),
        tampered: () => person.post(changed(body), { headers }), stale: () => person.post(body, { headers: late }),
        damaged: () => person.post(body.slice(0, -1), { headers }),
      };
    },
    absent: {},
    recipient: (request, body) => (request.url === '/messages' ? JSON.parse(body.toString()).phoneNumbers[0] : undefined),
    answers: {
      limited: { status: 429, headers: { 'Retry-After': '2' }, body: { message: 'Too many requests' } },
      error,
      refused: { status: 400, body: { message: 'phoneNumbers: invalid phone number %SECRET%' } },
    },
    error_ends: true,
    revoke: replaced('password'),
  };
}

const android = phone('android_sms', 'phone', ['token', 'signing_key'], (api) => `
[channels.phone]
type = "android_sms"
token = "${api.user}:${api.password}"
signing_key = "${api.signing_key}"
api_url = "${api.url}"
${no_limits}
`, { body: { id: 'x', state: 'Failed', recipients: [{ phoneNumber: '+1', state: 'Failed', error: 'RESULT_ERROR_NO_SERVICE' }] } });

// As docs/channels/described.md has it.
const described = phone('described', 'desc', ['secret'], (api) => `
[channels.desc]
type = "described"
api_url = "${api.url}"
secret = "${api.signing_key}"
user = "${api.user}"
password = "${api.password}"
${no_limits}
verify = { how = "hmac", name = "X-Signature", digest = "sha256", encoding = "hex", over = "{body}{timestamp}", timestamp = "X-Timestamp", max_age = "5m" }
message = { format = "json", when = { event = "sms:received" }, id = "id", sender = "/payload/sender", text = "/payload/message", time = "/payload/receivedAt" }
send = { path = "/messages", basic = true, format = "json", body = { id = "linli-{id}", textMessage = { text = "{text}" }, phoneNumbers = ["{to}"], withDeliveryReport = true } }
[channels.desc.answer]
format = "json"
id = "id"
code = "state"
codes = { Pending = "accepted", Processed = "accepted", Failed = "rejected" }
detail = "message"
statuses = { 409 = "accepted" }
`, { body: { id: 'x', state: 'Failed', message: 'RESULT_ERROR_NO_SERVICE' } });

export const sms_channels = [aliyun, tencent, android, described];
