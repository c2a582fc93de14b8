import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { read_frame } = await load('shared/wire.ts');
const read = (value) => read_frame(JSON.stringify(value));

test('a row as the protocol page draws it', () => {
  const { row } = read({
    t: 'row', seq: 7, at: 5, from: 'staff', who: '李工', text: 'a\nb',
    choices: [{ digit: 1, label: '是', data: 'y' }], photos: [{ hash: 'ab12', width: 3, height: 2 }],
    files: [{ name: 'x.pdf', link: '/media/x', kind: 'file' }], case: 'CP-0412', tag: 'card:412', reply_to: 3,
  });
  assert.equal(row.who, '李工');
  assert.deepEqual(row.choices, [{ digit: 1, label: '是', data: 'y' }]);
  assert.deepEqual(row.photos, [{ hash: 'ab12', width: 3, height: 2 }]);
  assert.equal(row.withdrawn, false);
});

for (const [name, text] of [
  ['no JSON', '{'], ['null', 'null'], ['a list', '[]'], ['an unknown kind', '{"t":"boo"}'],
  ['a row without a number', '{"t":"row","from":"bot"}'], ['a row of number zero', '{"t":"row","seq":0,"from":"bot"}'],
  ['a row from nobody', '{"t":"row","seq":1,"from":"them"}'],
]) {
  test(`dropped: ${name}`, () => assert.equal(read_frame(text), undefined));
}

test('objects in place of strings do not get through', () => {
  const { row } = read({ t: 'row', seq: 1, from: 'bot', text: { toString: 'x' }, who: ['a'], choices: 'no', photos: [null] });
  assert.deepEqual([row.text, row.who, row.choices, row.photos], ['', undefined, [], []]);
});

test('a photo whose name could leave its folder is dropped', () => {
  const { row } = read({ t: 'row', seq: 1, from: 'bot', photos: [{ hash: '../api/staff/me' }, { hash: 'ok' }] });
  assert.deepEqual(row.photos.map((photo) => photo.hash), ['ok']);
});
