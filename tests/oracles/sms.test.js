// Our counting of SMS parts against Twilio's own calculator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SegmentedMessage } from 'sms-segments-calculator';
import { startProbe } from './probe.js';

let probe;
before(() => { probe = startProbe(); });
after(() => probe.stop());

// The same numbers in every run.
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const alphabets = [
  [...'abcdefghij KLMN.,!?0123456789\n'],
  [...'ab \u00e0\u00c7\u03a9\u00d1\u00a3@$_', ...'^{}\\[]~|\u20ac'],
  [...'ab ^{}\\[]~|\u20ac', '\f', '\r\n'],
  [...'电梯坏了停水漏电,。!12 a'],
  [...'路ab', '😀', '👍🏽', 'e\u0301', '\u2019', '🚗', '🇩🇪', '❤️'],
  [...'abc ', '\u2019', '\u201c', '\u2026', '\t', '`'],
];

function texts() {
  const pick = random(20240607);
  const out = [];
  for (let i = 0; i < 600; ++i) {
    const alphabet = alphabets[i % alphabets.length];
    // Half of them are as long as a border between two counts of parts.
    const border = [70, 134, 160, 201, 306, 459][pick(6)];
    const length = pick(2) ? border - 3 + pick(6) : pick(500);
    let text = '';
    while (text.length < length) text += alphabet[pick(alphabet.length)];
    out.push(text);
  }
  return out;
}

test('parts, units and encoding agree on 600 texts', async () => {
  const seen = new Set();
  for (const text of texts()) {
    const ours = await probe.ask({ op: 'count', text });
    const theirs = new SegmentedMessage(text, 'auto', false);
    const bits = theirs.encodingName === 'GSM-7' ? 7 : 16;
    const expected = {
      encoding: theirs.encodingName,
      units: theirs.messageSize / bits,
      parts: theirs.segmentsCount,
    };
    assert.deepEqual(ours, expected, JSON.stringify(text));
    seen.add(`${expected.encoding} ${expected.parts}`);
  }
  assert.ok(seen.size > 8, `too few kinds of texts: ${[...seen]}`);
});

test('our pieces cost what we allowed, by their count', async () => {
  for (const text of texts()) {
    const { pieces } = await probe.ask({ op: 'split', text, max: 2, unit: 'sms' });
    for (const piece of pieces)
      assert.ok(new SegmentedMessage(piece, 'auto', false).segmentsCount <= 2, JSON.stringify(piece));
    const dense = (s) => s.replace(/\s/g, '');
    assert.equal(dense(pieces.join('')), dense(text));
  }
});
