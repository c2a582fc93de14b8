import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { link_pieces, own_link, length_of } = await load('shared/words.ts');
const here = 'https://chat.example.org';
const links = (text) => link_pieces(text, here).filter((piece) => piece.href).map((piece) => [piece.text, piece.href]);
const whole = (text) => link_pieces(text, here).map((piece) => piece.text).join('');

test('nothing of the text is lost', () => {
  for (const text of ['', '拨 119。', 'see https://chat.example.org/r/x, or call 120!', 'tel:110tel:110', 'a https://evil.example b']) {
    assert.equal(whole(text), text);
  }
});

test('only addresses of this server are links', () => {
  assert.deepEqual(links('看 https://chat.example.org/r/abc。'), [['https://chat.example.org/r/abc', 'https://chat.example.org/r/abc']]);
  for (const text of [
    'http://chat.example.org/x', 'https://evil.example/', 'https://chat.example.org.evil.example/',
    'https://chat.example.org@evil.example/', 'javascript:alert(1)', 'data:text/html,x',
  ]) {
    assert.deepEqual(links(text), [], text);
  }
});

test('numbers that one is told to dial are links', () => {
  assert.deepEqual(links('味道很重请在室外拨 119。'), [['119', 'tel:119']]);
  assert.deepEqual(links('Please call 0571-8888-1234 now'), [['0571-8888-1234', 'tel:0571-8888-1234']]);
  assert.deepEqual(links('tel:+8657188881234'), [['tel:+8657188881234', 'tel:+8657188881234']]);
  assert.deepEqual(links('换了楼上1201的软管 22:10 前 CP-0412'), []);
});

test('a file may only lie on this server', () => {
  assert.equal(own_link('/media/x', here), 'https://chat.example.org/media/x');
  for (const link of ['//evil.example/x', 'javascript:alert(1)', 'https://evil.example/']) assert.equal(own_link(link, here), undefined);
});

test('an emoji is one character', () => assert.equal(length_of('a🚨是'), 3));
