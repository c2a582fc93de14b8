// How each webhook channel of the catalogue is spoken to by the suite: one entry a channel.
//
//   type, name      of the channel; its webhook is /webhooks/<name>
//   secrets         the keys that it must not start without
//   open()          the platform's answering side
//   section(api)    its part of the configuration; api.url is where our requests are to go
//   person(api, server, n)                     the n-th resident; `to` is how our requests name them
//   requests(api, person, words)               {good, unsigned, …}: each sends one request; what the
//                                              channel has not is in `absent`, with the reason
//   recipient(request, body, api)              whom a request of ours sends a message to, if it does
//   answers         {limited, error, refused}: the platform's own words for a limit, for an error inside
//                   a 200, and for a refusal that is final; `error_ends`: whether the second is final too
//   revoke(api)     the platform no longer knows our token; gives what heals it
import { createHmac } from 'node:crypto';
import { GraphApi } from '../support/graph_api.mjs';
import { Messenger, Whatsapper } from '../support/graph_people.mjs';
import { KannelApi, KannelPhone } from '../support/kannel_api.mjs';
import { LineApi, LinePerson, LinePlatform } from '../support/line_api.mjs';
import { Person, Platform } from '../support/people.mjs';
import { kannel_section, line_section, messenger_section, secret, slack_section, telegram_section, twilio_section, vonage_section,
  whatsapp_section } from '../support/server.mjs';
import { SlackApi, SlackPerson, SlackPlatform } from '../support/slack_api.mjs';
import { TelegramApi } from '../support/telegram_api.mjs';
import { Phone, TwilioApi } from '../support/twilio_api.mjs';
import { VonageApi, VonagePhone } from '../support/vonage_api.mjs';
import { read_fields } from '../support/wire.mjs';
import { changed, replaced } from './forging.mjs';
import { sms_channels } from './sms_channels.mjs';

const no_signature = 'the platform signs nothing: its secret stands in a header or in the address';
const by_status = 'Kannel answers in plain words, and its description goes by the status';
const no_time = 'the signature carries no time; a repeat is known by its id';

const stale_s = 3600;
const epoch = () => Math.floor(Date.now() / 1000);

const telegram = {
  type: 'telegram', name: 'tg', secrets: ['token', 'secret'],
  open: () => TelegramApi.open(),
  section: (api) => telegram_section(api),
  person: (api, server, n) => Object.assign(new Person(new Platform(api, server), 9_100_000 + n, `住户${n}`), {
    to: String(9_100_000 + n), heard(pattern) { return this.chat.heard(pattern).filter((c) => !c.failed); } }),
  requests(api, person, words) {
    const body = JSON.stringify(person.update({ text: words }));
    const post = (given, bytes = body) => person.platform.post(bytes, given);
    return {
      good: () => post(), unsigned: () => post({ 'X-Telegram-Bot-Api-Secret-Token': '' }),
      'wrongly signed': () => post({ 'X-Telegram-Bot-Api-Secret-Token': `${secret.slice(0, -1)}X` }),
      damaged: () => post({ 'X-Telegram-Bot-Api-Secret-Token': 'x' }, body.slice(0, -1)),
    };
  },
  absent: { tampered: no_signature, stale: no_signature },
  recipient(request, body) {
    return /\/send(Message|Photo|MediaGroup)$/.test(request.url) ? String(read_fields(request, body).fields.chat_id) : undefined;
  },
  answers: {
    limited: { status: 429, body: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 2', parameters: { retry_after: 2 } } },
    error: { body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' } },
    refused: { status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: chat not found %SECRET%' } },
  },
  error_ends: true,
  revoke: replaced('token'),
};

const twilio = {
  type: 'twilio', name: 'sms', secrets: ['token'],
  open: () => TwilioApi.open(),
  section: (api) => twilio_section(api),
  person: (api, server, n) => Object.assign(new Phone(api, server, `+44770091${4000 + n}`), { to: `+44770091${4000 + n}` }),
  requests(api, person, words) {
    const fields = person.fields(words);
    const altered = { ...fields, Body: changed(words) };
    return {
      good: () => person.post(fields), unsigned: () => person.post(fields, '', { signature: '' }),
      'wrongly signed': () => person.post(fields, '', { token: 'not-the-token-of-this-account' }),
      tampered: () => signed_for(person, fields, altered), damaged: () => signed_for(person, fields, { ...fields, Extra: '1' }),
    };
  },
  absent: { stale: no_time },
  recipient(request, body) {
    return request.method === 'POST' && request.url.endsWith('/Messages.json') ? read_fields(request, body).fields.To : undefined;
  },
  answers: {
    limited: { status: 429, headers: { 'Retry-After': '2' }, body: { code: 20429, message: 'Too Many Requests', status: 429 } },
    error: { body: { code: 20500, message: 'Internal Server Error', status: 500 } },
    refused: { status: 400, body: { code: 21610, message: 'Attempt to send to unsubscribed recipient %SECRET%', status: 400 } },
  },
  error_ends: false,
  revoke(api) {
    api.revoked = true;
    return () => { api.revoked = false; };
  },
};

// A form that bears the signature of another one.
async function signed_for(person, fields, altered) {
  const { default: vendor } = await import('twilio');
  const { public_url } = await import('../support/server.mjs');
  return person.post(altered, '', { signature: vendor.getExpectedTwilioSignature(person.api.token, `${public_url}/webhooks/sms`, fields) });
}

const vonage = {
  type: 'vonage', name: 'vng', secrets: ['api_secret', 'signature_secret'],
  open: () => VonageApi.open(),
  section: (api) => vonage_section(api),
  person: (api, server, n) => Object.assign(new VonagePhone(api, server, `44770092${4000 + n}`), { to: `44770092${4000 + n}` }),
  requests(api, person, words) {
    const fields = person.fields(words);
    const sig = api.sign(fields);
    const old = { ...fields, timestamp: String(epoch() - stale_s) };
    return {
      good: () => person.post(fields, '', sig), unsigned: () => person.post(fields, '', ''),
      'wrongly signed': () => person.post(fields, '', createHmac('sha256', 'another').update('x').digest('hex')),
      tampered: () => person.post({ ...fields, text: changed(words) }, '', sig), stale: () => person.post(old, '', api.sign(old)),
      damaged: () => person.post({ ...fields, nonce: 'other' }, '', sig),
    };
  },
  absent: {},
  recipient: (request, body) => (request.url === '/sms/json' ? read_fields(request, body).fields.to : undefined),
  answers: {
    limited: { body: { 'message-count': '1', messages: [{ status: '1', 'error-text': 'Throughput Rate Exceeded - please wait [ 2000 ] and retry' }] } },
    error: { body: { 'message-count': '1', messages: [{ status: '7', 'error-text': 'Number barred' }] } },
    refused: { body: { 'message-count': '1', messages: [{ status: '6', 'error-text': 'Unroutable message %SECRET%' }] } },
  },
  error_ends: true,
  revoke: replaced('secret'),
};

const kannel = {
  type: 'described', name: 'kannel', secrets: ['secret'],
  open: () => KannelApi.open(),
  section: (api) => kannel_section(api),
  person: (api, server, n) => Object.assign(new KannelPhone(api, server, `44770093${4000 + n}`), { to: `44770093${4000 + n}` }),
  requests(api, person, words) {
    const fields = person.fields(words);
    return {
      good: () => person.get('', fields), unsigned: () => person.get('', { ...fields, secret: '' }),
      'wrongly signed': () => person.get('', { ...fields, secret: 'another-secret-16' }),
      damaged: () => person.get('', { ...fields, secret: fields.secret.slice(0, -1) }),
    };
  },
  absent: { tampered: no_signature, stale: no_signature, 'wrong JSON': by_status, 'error in a 200': by_status },
  recipient: (request) => (request.url.startsWith('/cgi-bin/sendsms') ? new URL(request.url, 'http://x').searchParams.get('to') : undefined),
  answers: {
    limited: { status: 429, headers: { 'Retry-After': '2' }, body: 'Too many' },
    error: { status: 200, body: 'Unknown recipient' },
    refused: { status: 400, body: 'Missing receiver number, rejected %SECRET%' },
  },
  error_ends: true,
  revoke: replaced('password'),
};

const meta = { secrets: ['token', 'app_secret', 'verify_token'], open: () => GraphApi.open(), revoke: replaced('token'), absent: { stale: no_time },
  requests(api, person, words) {
    const message = person.hook.endsWith('wa') ? person.messages(person.message('text', { body: words }))
      : person.envelope({ message: { mid: api.next_id('m_IN'), text: words } });
    const bytes = JSON.stringify(message);
    const sign = (key, text) => `sha256=${createHmac('sha256', key).update(text).digest('hex')}`;
    return {
      good: () => person.post(message, { bytes }), unsigned: () => person.post(message, { bytes, signature: '' }),
      'wrongly signed': () => person.post(message, { bytes, signature: sign('another', bytes) }),
      tampered: () => person.post(message, { bytes: changed(bytes), signature: sign(api.app_secret, bytes) }),
      damaged: () => person.post(message, { bytes: bytes.slice(0, -1), signature: sign(api.app_secret, bytes) }),
    };
  } };
const graph_error = (code, message, more) => ({ error: { message, type: 'OAuthException', code, fbtrace_id: 'A', ...more } });

const whatsapp = { ...meta,
  type: 'whatsapp', name: 'wa',
  section: (api) => whatsapp_section(api),
  person: (api, server, n) => Object.assign(new Whatsapper(api, server, `86139100${10000 + n}`, `住户${n}`), { to: `86139100${10000 + n}` }),
  recipient: (request, body, api) => (request.url.endsWith(`/${api.phone_number_id}/messages`) ? JSON.parse(body.toString()).to : undefined),
  answers: {
    limited: { status: 400, headers: { 'Retry-After': '2' }, body: graph_error(130429, 'Rate limit hit') },
    error: { body: graph_error(131026, 'Message undeliverable') },
    refused: { status: 400, body: graph_error(131026, 'Message undeliverable %SECRET%') },
  },
  error_ends: true,
};

const messenger = { ...meta,
  type: 'messenger', name: 'fb',
  section: (api) => messenger_section(api),
  person: (api, server, n) => Object.assign(new Messenger(api, server, `30200000000${10000 + n}`, `住户${n}`), { to: `30200000000${10000 + n}` }),
  recipient: (request, body, api) => (request.url.endsWith(`/${api.page_id}/messages`) ? JSON.parse(body.toString()).recipient.id : undefined),
  answers: {
    limited: { status: 400, headers: { 'Retry-After': '2' }, body: graph_error(613, 'Calls to this api have exceeded the rate limit') },
    error: { body: graph_error(551, 'This person isn\'t available right now') },
    refused: { status: 400, body: graph_error(551, 'This person is not there %SECRET%') },
  },
  error_ends: true,
};

const slack = {
  type: 'slack', name: 'sl', secrets: ['token', 'signing_secret'],
  open: () => SlackApi.open(),
  section: (api) => slack_section({ token: api.token, signing_secret: api.signing_secret, url: `${api.url}/api` }),
  person: (api, server, n) => Object.assign(new SlackPerson(new SlackPlatform(api, server), `U0R${1000 + n}`), {
    to: `U0R${1000 + n}`, heard(pattern) { return api.entries.filter((c) => c.method === 'chat.postMessage' && c.chat === this.hears_in && !c.failed && pattern.test(c.text)); } }),
  requests(api, person, words) {
    const { platform } = person;
    const body = platform.envelope(person.message(words));
    const at = epoch();
    const signature = `v0=${createHmac('sha256', api.signing_secret).update(`v0:${at}:${body}`).digest('hex')}`;
    return {
      good: () => platform.post(body), unsigned: () => platform.post(body, '', { signature: '' }),
      'wrongly signed': () => platform.post(body, '', { key: 'another' }), tampered: () => platform.post(changed(body), '', { at, signature }),
      stale: () => platform.post(body, '', { at: at - stale_s }), damaged: () => platform.post(body.slice(0, -1), '', { at, signature }),
    };
  },
  absent: {},
  recipient(request, body) {
    return request.url === '/api/chat.postMessage' ? new URLSearchParams(body.toString()).get('channel') : undefined;
  },
  answers: {
    limited: { status: 429, headers: { 'Retry-After': '2' }, body: { ok: false, error: 'ratelimited' } },
    error: { body: { ok: false, error: 'user_disabled' } },
    refused: { body: { ok: false, error: 'msg_too_long' } },
  },
  error_ends: true,
  revoke: replaced('token'),
};

const line = {
  type: 'line', name: 'ln', secrets: ['token', 'channel_secret'],
  open: () => LineApi.open(),
  section: (api) => line_section(api),
  person: (api, server, n) => Object.assign(new LinePerson(new LinePlatform(api, server), `Uc0nf${1000 + n}`), { to: `Uc0nf${1000 + n}` }),
  requests(api, person, words) {
    const { platform } = person;
    const body = platform.batch(person.words(words));
    const signature = platform.signature_of(body);
    return {
      good: () => platform.post(body), unsigned: () => platform.post(body, { signature: '' }),
      'wrongly signed': () => platform.post(body, { key: 'another' }), tampered: () => platform.post(changed(body), { signature }),
      damaged: () => platform.post(body.slice(0, -1), { signature }),
    };
  },
  absent: { stale: no_time },
  recipient(request, body, api) {
    if (!/\/message\/(push|reply)$/.test(request.url)) return undefined;
    const fields = JSON.parse(body.toString());
    return fields.to ?? api.chat_of(fields.replyToken);
  },
  answers: {
    limited: { status: 429, headers: { 'Retry-After': '2' }, body: { message: 'Too many requests' } },
    error: { body: { message: 'Failed to send messages' } },
    refused: { status: 400, body: { message: 'Failed to send messages %SECRET%' } },
  },
  error_ends: false,
  revoke: replaced('token'),
};

export const channels = [telegram, twilio, vonage, ...sms_channels, whatsapp, messenger, slack, line, kannel];
