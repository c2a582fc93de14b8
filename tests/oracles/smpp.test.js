// Our SMPP against node-smpp: its parser reads what we write, we read what it writes, and its GSM coder
// agrees with ours character by character.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import smpp from 'smpp';
import { SegmentedMessage } from 'sms-segments-calculator';
import { startProbe } from './probe.js';

const { gsmCoder, PDU } = smpp;
let probe;
before(() => { probe = startProbe(); });
after(() => probe.stop());

const ask = (question) => probe.ask({ op: 'smpp', ...question });
const written = async (text, more = {}) =>
  (await ask({ text, ...more })).pdus.map((hex) => PDU.fromBuffer(Buffer.from(hex, 'hex')));
const read = (name, fields) => ask({ hex: new PDU(name, fields).toBuffer().toString('hex') });

// The bytes behind the header, in the alphabet that their data_coding names.
function words(pdu) {
  const { message } = pdu.message_payload ?? pdu.short_message;
  if (typeof message === 'string') return message;
  return pdu.data_coding === 8 ? Buffer.from(message).swap16().toString('utf16le') : gsmCoder.decode(Buffer.from(message), 0);
}

test('every character of the GSM alphabet has the septets of their coder', async () => {
  let checked = 0;
  for (let code = 0; code <= 0xffff; ++code) {
    if (code === 0x1b || (code >= 0xd800 && code <= 0xdfff)) continue; // the escape is no character
    const c = String.fromCharCode(code);
    const bytes = gsmCoder.encode(c, 0);
    if (!smpp.encodings.ASCII.match(c) || gsmCoder.decode(bytes, 0) !== c) continue;
    const [pdu] = await written(c);
    assert.equal(pdu.data_coding, 0, JSON.stringify(c));
    assert.equal(words(pdu), c, JSON.stringify(c));
    const back = await read('deliver_sm', { data_coding: 0, source_addr: '447700900123', short_message: { message: bytes } });
    assert.equal(back.text, c);
    ++checked;
  }
  assert.ok(checked >= 136, `${checked} characters: 127 and 9 of the extension at least`);
});

const texts = ['hello', 'Hi {1} €', '@', 'x'.repeat(160), 'x'.repeat(161), '€'.repeat(81), `${'a'.repeat(152)}€${'a'.repeat(10)}`,
  '路灯坏了', '路'.repeat(70), '路'.repeat(71), '😀'.repeat(36), `${'路'.repeat(66)}😀${'路'.repeat(66)}`, `${'路'.repeat(66)}👍🏽`,
  'é'.repeat(400), `Don’t ${'y'.repeat(200)}`];

test('their parser reads our submit_sm, in every way of joining', async () => {
  for (const text of texts) {
    for (const concatenation of ['udh', 'sar', 'payload']) {
      const pdus = await written(text, { concatenation, number: 0x2cc });
      const where = `${concatenation} ${JSON.stringify(text)}`;
      assert.equal(pdus.map(words).join(''), text, where);
      if (concatenation !== 'payload')
        assert.equal(pdus.length, new SegmentedMessage(text, 'auto', false).segmentsCount, where);
      pdus.forEach((pdu, i) => {
        assert.deepEqual([pdu.source_addr_ton, pdu.source_addr, pdu.dest_addr_npi, pdu.destination_addr],
          [1, '447700900999', 1, '447700900123']);
        const { udh } = pdu.short_message;
        if (pdus.length > 1 && concatenation === 'udh') {
          assert.deepEqual([...udh[0]].slice(-3), [0xcc, pdus.length, i + 1], where);
          assert.equal(pdu.esm_class, 0x40);
        } else {
          assert.ok(!udh?.length, where);
        }
        if (pdus.length > 1 && concatenation === 'sar')
          assert.deepEqual([pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum], [0x2cc, pdus.length, i + 1]);
      });
    }
  }
});

test('we read what they write: UCS-2, parts, payload, SAR, receipts', async () => {
  const from = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '447700900123', destination_addr: '311' };
  const plain = await read('deliver_sm', { ...from, data_coding: 8, short_message: '路灯坏了 😀' });
  assert.deepEqual([plain.source, plain.ton, plain.text], ['447700900123', 1, '路灯坏了 😀']);
  const part = await read('deliver_sm', { ...from, data_coding: 8, esm_class: 0x40,
    short_message: { udh: Buffer.from([5, 0, 3, 0xcc, 2, 1]), message: '路灯' } });
  assert.deepEqual([part.text, part.place], ['路灯', [0xcc, 2, 1]]);
  const wide = await read('deliver_sm', { ...from, data_coding: 0, esm_class: 0x40,
    short_message: { udh: Buffer.from([6, 8, 4, 1, 2, 3, 2]), message: 'b' } });
  assert.deepEqual(wide.place, [0x102, 3, 2]);
  const payload = await read('deliver_sm', { ...from, data_coding: 8, message_payload: { message: '很长的一段话' } });
  assert.equal(payload.text, '很长的一段话');
  const sar = await read('deliver_sm', { ...from, data_coding: 0, short_message: 'part1', sar_msg_ref_num: 513,
    sar_total_segments: 2, sar_segment_seqnum: 1 });
  assert.deepEqual([sar.text, sar.place], ['part1', [513, 2, 1]]);
  const receipt = await read('deliver_sm', { ...from, esm_class: 4, receipted_message_id: '4F2A', message_state: 5,
    short_message: 'id:0000020266 sub:001 dlvrd:000 stat:DELIVRD err:000 text:' });
  assert.deepEqual(receipt.receipt, { id: '4F2A', state: 'UNDELIV' });
  const data = await read('data_sm', { ...from, data_coding: 1, message_payload: { message: Buffer.from('data') } });
  assert.equal(data.text, 'data');
});
