// Photos by MMS, both ways; texts whose answer was lost; opt-out kept in step with Twilio's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { staffed } from './support/people.mjs';
import { decoded, photo, tells_where } from './support/pictures.mjs';
import { public_url, twilio_section } from './support/server.mjs';
import { TelegramApi, kinds } from './support/telegram_api.mjs';
import { Phone, TwilioApi } from './support/twilio_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, sms, server, group, li;

before(async () => {
  telegram = await TelegramApi.open();
  sms = await TwilioApi.open();
  // Twilio stands on this machine here, where media may not come from otherwise.
  ({ server, group, li } = await staffed('twilio_mms', telegram, twilio_section(sms, 'mms = true'), '', { gateway: 'allow_private_media = true' }));
});
after(async () => {
  await server?.stop();
  telegram?.close();
  sms?.close();
});

let numbers = 447700900300;
const phone = () => new Phone(sms, server, `+${++numbers}`);

async function filed(more) {
  const resident = phone();
  await resident.says('lift not working in tower B 1203, nobody inside', more);
  for (;;) {
    const code = /CP-\d+/.exec((await resident.hears(/./)).body)?.[0];
    if (code) return { resident, code, card: await group.sees(new RegExp(`${code} · P`), kinds.text) };
    await resident.says('1');
  }
}

test('a photo by MMS is fetched with our password, cleaned, kept and shown to staff', async () => {
  sms.media.set('/media/ME1', photo(3));
  const start = telegram.entries.length;
  const { code } = await filed({ MessageSid: 'MM1', SmsSid: 'MM1', NumMedia: '1', MediaUrl0: `${sms.url}/media/ME1`, MediaContentType0: 'image/jpeg' });
  const shown = await group.sees(/./, kinds.photo, start);
  const [bytes] = Object.values(shown.files);
  assert.equal(tells_where(bytes), false);
  assert.deepEqual(decoded(bytes), { width: 64, height: 48 });
  await until(async () => (await server.case(code)).photos.length === 1, 'the photo in the case');
});

test('a photo from staff goes out as a signed link to the cleaned copy', async () => {
  const { resident, card } = await filed();
  await li.replies(card, undefined, { ...li.photo(photo(5), 'file5'), caption: 'fixed, see here' });
  await resident.hears(/fixed, see here/);
  const text = await sms.first((t) => t.to === resident.number && t.media, 'the photo as a link');
  assert.ok(text.media.startsWith(`${public_url}/media/`), text.media);
  const fetched = await fetch(server.url + text.media.slice(public_url.length));
  assert.equal(fetched.status, 200);
  assert.equal(fetched.headers.get('content-type'), 'image/jpeg');
  const bytes = Buffer.from(await fetched.arrayBuffer());
  assert.equal(tells_where(bytes), false);
  assert.deepEqual(decoded(bytes), { width: 64, height: 48 });
  assert.equal((await fetch(server.url + text.media.slice(public_url.length).replace(/s=./, 's='))).status, 404);
});

test('a text whose answer was lost is looked for, and not sent twice', async () => {
  const { resident, card } = await filed();
  sms.order(resident.number, { hang: true });
  await li.replies(card, 'Please open the door');
  await resident.hears(/Please open the door/);
  await server.settled();
  assert.equal(resident.heard(/Please open the door/).length, 1);
});

test('21610 silences what nobody asked for; START on the platform arms it again', async () => {
  const { resident, code, card } = await filed();
  sms.order(resident.number, { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient' });
  const start = telegram.entries.length;
  await li.replies(card, 'Please open the door');
  await group.sees(/✗/, kinds.edit, start);
  const tried = resident.heard(/./).length;
  await li.taps(card, /接单/);
  await until(async () => (await server.case(code)).state === 'working', 'the case taken');
  await server.settled();
  assert.equal(resident.heard(/./).length, tried, 'nothing was tried after the refusal');
  await resident.says('START', { OptOutType: 'START' });
  await li.replies(card, '/done new relay');
  await resident.hears(/is done: new relay/);
});
