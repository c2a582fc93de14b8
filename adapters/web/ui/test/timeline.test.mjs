import assert from 'node:assert/strict';
import test from 'node:test';
import { drive, row } from './drive.mjs';

const choices = [{ digit: 1, label: '是', data: 'y' }];

test('a reconnect asks for the rows after the last one seen', () => {
  const room = drive().online(2).rows(row(1), row(2)).close();
  room.effects();
  room.tell({ kind: 'opened' });
  assert.deepEqual(room.sent(), [{ t: 'hello', last: 2 }]);
});

test('a row that comes twice is shown once', () => {
  const room = drive().online(2).rows(row(1), row(2)).rows(row(2), row(3));
  assert.deepEqual(room.shown(), ['row 1', 'row 2', 'row 3']);
});

test('a row with a known tag takes the place of the earlier one and keeps its key', () => {
  const room = drive().online().rows(row(1, { tag: 'card:1', text: 'old' }), row(2));
  const { key } = room.state.timeline.items[0];
  room.rows(row(3, { tag: 'card:1', text: 'new' }));
  assert.deepEqual(room.shown(), ['new', 'row 2']);
  assert.equal(room.state.timeline.items[0].key, key);
  assert.equal(room.state.timeline.last, 3);
});

test('an older version of a tagged row does not come back', () => {
  const room = drive().online().rows(row(5, { tag: 't', text: 'new' }), row(4, { tag: 't', text: 'old' }));
  assert.deepEqual(room.shown(), ['new']);
});

test('a row that is taken back keeps its place and loses its words', () => {
  const room = drive().online().rows(row(1, { tag: 't', text: 'secret', choices }), row(2));
  room.rows(row(3, { tag: 't', text: 'secret', withdrawn: true }));
  const [{ row: gone }] = room.state.timeline.items;
  assert.deepEqual([gone.withdrawn, gone.text, gone.choices, gone.at], [true, '', [], 1000]);
});

test('only the newest question is open, also after it was replaced without choices', () => {
  const room = drive().online().rows(row(1, { choices }), row(2, { tag: 'q', choices }));
  assert.equal(room.state.timeline.asked, 2);
  room.rows(row(3, { tag: 'q' }));
  assert.equal(room.state.timeline.asked, 2);
  assert.ok(!room.state.timeline.items.some((item) => item.row.seq === 2));
});

test('history rings no bell; what comes after it does, once, and not for a replacement or for oneself', () => {
  const room = drive().online(2).rows(row(1), row(2));
  assert.deepEqual(room.effects('arrived'), []);
  room.rows(row(3, { tag: 't' }), row(4, { from: 'me' }), row(5, { tag: 't' }), row(3, { tag: 't' }));
  assert.deepEqual(room.effects('arrived').flatMap((effect) => effect.rows.map((one) => one.seq)), [3]);
});

test('what was missed while offline rings when it comes', () => {
  const room = drive().online(1).rows(row(1)).close().online(2).rows(row(2));
  assert.deepEqual(room.effects('arrived').flatMap((effect) => effect.rows.map((one) => one.seq)), [2]);
});

test('a history shorter than ours starts over', () => {
  const room = drive().online(3).rows(row(1), row(2), row(3)).close();
  room.effects();
  room.online(1);
  assert.equal(room.effects('drop').length, 1);
  room.close().tell({ kind: 'opened' });
  assert.deepEqual(room.sent('hello').pop(), { t: 'hello', last: 0 });
});

test('delivered never goes back', () => {
  const room = drive().online().frames({ t: 'delivered', seq: 5 }, { t: 'delivered', seq: 3 });
  assert.equal(room.state.delivered, 5);
});

test('seen is told once for each row, and only over a socket that stands', () => {
  const room = drive().tell({ kind: 'seen', seq: 4 });
  assert.deepEqual(room.sent(), []);
  room.online(4).tell({ kind: 'seen', seq: 4 }).tell({ kind: 'seen', seq: 4 }).tell({ kind: 'seen', seq: 2 });
  assert.deepEqual(room.sent('seen'), [{ t: 'seen', seq: 4 }]);
});

test('five thousand rows of history are placed within a second', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => row(index + 1, index % 3 ? {} : { tag: `t${index % 300}` }));
  const start = process.hrtime.bigint();
  drive().online(5000).rows(...rows);
  assert.ok(Number(process.hrtime.bigint() - start) < 1e9);
});
