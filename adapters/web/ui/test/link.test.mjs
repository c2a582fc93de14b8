import assert from 'node:assert/strict';
import test from 'node:test';
import { drive, row } from './drive.mjs';

const delay = (room) => room.effects('connect').pop().after;

test('reconnects after 1, 2, 4 … seconds, never more than 30', () => {
  const room = drive();
  const delays = Array.from({ length: 8 }, () => delay(room.close()));
  assert.deepEqual(delays, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('jitter stays around the delay', () => {
  const early = drive().tell({ kind: 'closed', random: 0 });
  const late = drive().tell({ kind: 'closed', random: 0.999 });
  const [from, until] = [delay(early), delay(late)];
  assert.ok(from >= 500 && from < 1000 && until > 1000 && until <= 1500);
});

test('a welcome forgets the failures before it', () => {
  const room = drive().close().close().close().online();
  room.effects();
  assert.equal(delay(room.close()), 1000);
});

test('a server that restarts is tried after one second, however often it failed before', () => {
  const room = drive().close().close().close().tell({ kind: 'opened' }).frames({ t: 'bye', why: 'restart' });
  assert.equal(delay(room.close()), 1000);
});

test('the browser says online: at once; offline: the socket is given up', () => {
  const room = drive().close();
  room.effects();
  room.tell({ kind: 'network', up: true });
  assert.equal(delay(room), 0);
  room.online().tell({ kind: 'network', up: false });
  assert.equal(room.effects('drop').length, 1);
});

test('a new session starts afresh: what was written goes out, what was tapped does not', () => {
  const asked = row(2, { choices: [{ digit: 1, label: 'Yes', data: 'y' }] });
  const room = drive().online(2).rows(row(1), asked).close();
  room.say('words', 'I smell gas').tell({ kind: 'press', id: 'tap', row: asked, data: 'y', label: 'Yes', now: 1 });
  room.tell({ kind: 'new_session' });
  assert.deepEqual([room.shown(), room.state.timeline.last, room.state.afresh], [[], 0, true]);
  room.effects();
  assert.deepEqual(room.online(0).sent('say').map((frame) => frame.text), ['I smell gas']);
  assert.deepEqual(room.state.outbox.map((item) => item.id), ['words']);
  assert.equal(drive().tell({ kind: 'new_session' }).state.afresh, false, 'nothing was there before');
});

test('the word that cases changed is handed on', () => {
  assert.equal(drive().online().frames({ t: 'cases' }).effects('cases').length, 1);
});
