import assert from 'node:assert/strict';
import test from 'node:test';
import { drive, row } from './drive.mjs';
import { load } from './load.mjs';

const { taken_in } = await load('shared/outbox.ts');

test('what is said offline goes out once the room is welcomed, oldest first', () => {
  const room = drive().say('a', 'first').say('b', 'second');
  assert.deepEqual(room.sent(), []);
  room.online();
  assert.deepEqual(room.sent('say').map((frame) => [frame.id, frame.text]), [['a', 'first'], ['b', 'second']]);
});

test('half of a character goes out as a sign of its own, and whole ones as they are', () => {
  const room = drive().online().say('a', 'leak \ud83d end \udd25').say('b', 'fire \ud83d\udd25');
  assert.deepEqual(room.sent('say').map((frame) => frame.text), ['leak \ufffd end \ufffd', 'fire \ud83d\udd25']);
});

test('nothing is said before the welcome, though the socket is open', () => {
  const room = drive().tell({ kind: 'opened' }).say('a');
  assert.deepEqual(room.sent().map((frame) => frame.t), ['hello']);
});

test('after a reconnect it is sent again under the same id, until the row acknowledges it', () => {
  const room = drive().online().say('a').close().online();
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['a', 'a']);
  room.rows(row(1, { from: 'me', id: 'a', text: 'words' }));
  assert.equal(room.state.outbox.length, 0);
  assert.equal(room.effects('forget')[0].item.id, 'a');
  room.close().online(1);
  assert.deepEqual(room.sent('say'), []);
});

test('it is not sent twice over one socket', () => {
  const room = drive().online().say('a').say('b').tell({ kind: 'tick', now: 1005 });
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['a', 'b']);
});

test('a bare ack settles a repeated say', () => {
  const room = drive().online().say('a').frames({ t: 'ack', id: 'a' });
  assert.equal(room.state.outbox.length, 0);
});

test('everything said is kept for a reload before it is sent', () => {
  const room = drive().online().say('a', 'keep me', { reply_to: 7 });
  const effects = room.effects();
  const kept = effects.findIndex((effect) => effect.do === 'keep');
  const sent = effects.findIndex((effect) => effect.do === 'send' && effect.frame.t === 'say');
  assert.ok(kept >= 0 && kept < sent);
  assert.equal(effects[kept].item.reply_to, 7);
  assert.equal(effects[sent].frame.reply_to, 7);
});

test('what was kept goes out after a reload', () => {
  const item = { kind: 'say', id: 'old', at: 1, text: 'from before', photos: [], sent_at: 0 };
  const room = drive().tell({ kind: 'restore', outbox: [item], draft_photos: [] }).online();
  assert.deepEqual(room.sent('say').map((frame) => frame.text), ['from before']);
});

test('a refusal stops it and shows why; trying again sends the same id', () => {
  const room = drive().online().say('a').frames({ t: 'nack', id: 'a', why: 'too_fast', text: 'slower' });
  assert.deepEqual(room.state.outbox[0].failed, { why: 'too_fast', text: 'slower' });
  room.close().online();
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['a']);
  room.tell({ kind: 'retry', id: 'a', now: 5000 });
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['a']);
  assert.equal(room.state.outbox[0].failed, undefined);
});

test('"busy" is tried again without a word to the reader', () => {
  const room = drive().online().say('a');
  room.effects();
  room.frames({ t: 'nack', id: 'a', why: 'busy', text: '' });
  const [wake] = room.effects('wake');
  assert.ok(wake.after >= 1000 && wake.after <= 10_000);
  assert.equal(room.state.outbox[0].failed, undefined);
  room.tell({ kind: 'tick', now: room.now + wake.after });
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['a']);
});

test('a socket that does not answer is dropped', () => {
  const room = drive().online().say('a');
  const [wake] = room.effects('wake');
  room.tell({ kind: 'tick', now: room.now + wake.after - 1 });
  assert.deepEqual(room.effects('drop'), []);
  room.tell({ kind: 'tick', now: room.now + wake.after });
  assert.equal(room.effects('drop').length, 1);
});

test('a quick second tap on a choice is one press', () => {
  const asked = row(3, { choices: [{ digit: 1, label: '是', data: 'y' }, { digit: 2, label: '否', data: 'n' }] });
  const press = (id, data) => ({ kind: 'press', id, row: asked, data, label: data, now: 1 });
  const room = drive().online(3).rows(asked).tell(press('p', 'y')).tell(press('q', 'n'));
  assert.deepEqual(room.sent('press'), [{ t: 'press', id: 'p', data: 'y', of: 3 }]);
  room.frames({ t: 'ack', id: 'p' });
  assert.equal(taken_in(room.state, asked), 'y');
  assert.deepEqual(room.effects('keep_pressed'), [{ do: 'keep_pressed', pressed: { 3: { at: 3000, data: 'y' } } }]);
});

test('a kept choice counts for the very row that it was made in', () => {
  const pressed = { 3: { at: 3000, data: 'y' } };
  const room = drive().tell({ kind: 'restore', outbox: [], draft_photos: [], pressed });
  assert.equal(taken_in(room.state, row(3)), 'y');
  assert.equal(taken_in(room.state, row(3, { at: 4000 })), undefined);
});

test('words do not wait behind a photo that is on its way', () => {
  const room = drive().online().photo({ kind: 'photo_added', id: 'p' }).say('a', 'look').say('b', 'gas!');
  assert.deepEqual(room.sent('say').map((frame) => frame.id), ['b']);
  room.photo({ kind: 'photo_stored', id: 'p', hash: 'h' });
  assert.deepEqual(room.sent('say'), [{ t: 'say', id: 'a', text: 'look', photos: ['h'] }]);
});

test('a message goes without the photo that was taken out of it', () => {
  const room = drive().online().photo({ kind: 'photo_added', id: 'p' }).photo({ kind: 'photo_added', id: 'q' });
  room.photo({ kind: 'photo_stored', id: 'q', hash: 'h' }).say('a', '');
  assert.deepEqual(room.sent('say'), []);
  room.photo({ kind: 'photo_dropped', id: 'p' });
  assert.deepEqual(room.sent('say'), [{ t: 'say', id: 'a', text: '', photos: ['h'] }]);
});

test('a message without words is gone with its last photo', () => {
  const room = drive().online().photo({ kind: 'photo_added', id: 'p' }).say('a', '');
  room.photo({ kind: 'photo_dropped', id: 'p' });
  assert.equal(room.state.outbox.length, 0);
  assert.deepEqual(room.sent('say'), []);
});
