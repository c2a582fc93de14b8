import assert from 'node:assert/strict';
import test from 'node:test';
import { drive } from './drive.mjs';

const add = (room, ...ids) => ids.reduce((self, id) => self.photo({ kind: 'photo_added', id }), room);
const started = (room) => room.effects('upload').map((effect) => effect.id);

test('at most two photos travel at once; the next starts when one arrived', () => {
  const room = add(drive().online(), 'a', 'b', 'c');
  assert.deepEqual(started(room), ['a', 'b']);
  room.photo({ kind: 'photo_stored', id: 'a', hash: 'h' });
  assert.deepEqual(started(room), ['c']);
});

test('photos wait for the connection', () => {
  const room = add(drive(), 'a');
  assert.deepEqual(started(room), []);
  room.online();
  assert.deepEqual(started(room), ['a']);
});

test('a broken upload is tried again, later each time; a refused one waits for a person', () => {
  const room = add(drive().online(), 'a');
  const delays = [];
  for (let round = 0; round < 4; round += 1) {
    delays.push(room.effects('upload')[0].after);
    room.photo({ kind: 'photo_broken', id: 'a' });
  }
  assert.deepEqual(delays, [0, 1000, 2000, 4000]);
  room.effects();
  room.photo({ kind: 'photo_refused', id: 'a', why: 'too_big' });
  assert.deepEqual(started(room), []);
  room.photo({ kind: 'photo_retry', id: 'a' });
  assert.deepEqual(started(room), ['a']);
});

test('a photo that was taken away stops travelling and does not come back', () => {
  const room = add(drive().online(), 'a');
  room.photo({ kind: 'photo_dropped', id: 'a' });
  assert.equal(room.effects('cancel_upload').length, 1);
  room.photo({ kind: 'photo_stored', id: 'a', hash: 'h' });
  assert.deepEqual(room.effects('keep_hash'), []);
  assert.deepEqual(room.state.photos, []);
  assert.deepEqual(room.state.draft_photos, []);
});

test('after a reload: stored ones are not sent again, lost ones say so', () => {
  const room = drive().online();
  room.photo({ kind: 'photo_added', id: 'a', hash: 'h' }).photo({ kind: 'photo_added', id: 'b', lost: true });
  assert.deepEqual(started(room), []);
  assert.deepEqual(room.state.photos.map((upload) => upload.state), ['stored', 'refused']);
});

test('photos of the draft go with the next message, and then belong to it', () => {
  const room = add(drive().online(), 'a').photo({ kind: 'photo_stored', id: 'a', hash: 'h' }).say('m', '');
  assert.deepEqual(room.state.draft_photos, []);
  assert.deepEqual(room.sent('say')[0].photos, ['h']);
  room.frames({ t: 'ack', id: 'm' });
  assert.deepEqual(room.state.photos, []);
});
