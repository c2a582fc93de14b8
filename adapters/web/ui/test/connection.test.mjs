import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './load.mjs';

const { open_connection } = await load('shared/connection.ts');

// A socket that is opened, spoken to and closed by hand.
function fake_socket() {
  return {
    readyState: 0, sent: [], closed: false,
    send(text) { this.sent.push(text); },
    close() { this.closed = true; }, // says nothing more, as a dead network does
    open() { this.readyState = 1; this.onopen(); },
    hear(frame) { this.onmessage({ data: JSON.stringify(frame) }); },
  };
}

// Time by hand: Node 18 and 20 do not agree on their own mock of it.
function fake_clock(context) {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  let now = 0;
  let plans = [];
  globalThis.setTimeout = (act, after = 0) => {
    const plan = { act, at: now + after };
    plans.push(plan);
    return plan;
  };
  globalThis.clearTimeout = (plan) => {
    plans = plans.filter((one) => one !== plan);
  };
  context.after(() => Object.assign(globalThis, real));
  return (ms) => {
    now += ms;
    const due = plans.filter((plan) => plan.at <= now);
    plans = plans.filter((plan) => plan.at > now);
    due.forEach((plan) => plan.act());
  };
}

function setup(context, prepare = async () => true) {
  const tick = fake_clock(context);
  const sockets = [];
  const events = [];
  let prepared = 0;
  const connection = open_connection({
    make_socket: () => {
      sockets.push(fake_socket());
      return sockets[sockets.length - 1];
    },
    prepare: () => {
      prepared += 1;
      return prepare();
    },
    dispatch: (event) => events.push(event),
  });
  const settle = async (ms = 0) => {
    tick(ms);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { connection, sockets, events, settle, prepared: () => prepared, kinds: () => events.map((event) => event.kind) };
}

test('frames that come together are handed on together', async (context) => {
  const { connection, sockets, events, settle } = setup(context);
  connection.connect(0);
  await settle();
  sockets[0].open();
  sockets[0].hear({ t: 'ack', id: 'a' });
  sockets[0].hear({ t: 'ack', id: 'b' });
  await settle(20);
  assert.deepEqual(events.filter((event) => event.kind === 'frames').map((event) => event.frames.length), [2]);
});

test('a dropped socket is over at once, and its later words are not heard', async (context) => {
  const { connection, sockets, settle, kinds } = setup(context);
  connection.connect(0);
  await settle();
  sockets[0].open();
  connection.drop();
  assert.deepEqual(kinds(), ['connecting', 'opened', 'closed']);
  sockets[0].hear({ t: 'ack', id: 'a' });
  sockets[0].onclose({ code: 1006 });
  await settle(50);
  assert.deepEqual(kinds(), ['connecting', 'opened', 'closed']);
});

test('a handshake that never ends is given up', async (context) => {
  const { connection, sockets, settle, kinds } = setup(context);
  connection.connect(0);
  await settle();
  await settle(15_000);
  assert.ok(sockets[0].closed);
  assert.deepEqual(kinds(), ['connecting', 'closed']);
});

test('the session is prepared again only after a connection that was not welcomed', async (context) => {
  const { connection, sockets, settle, prepared } = setup(context);
  for (const welcomed of [true, false, true]) {
    connection.connect(0);
    await settle();
    const socket = sockets[sockets.length - 1];
    socket.open();
    if (welcomed) socket.hear({ t: 'welcome', last: 0, lang: 'en' });
    connection.drop();
  }
  assert.equal(prepared(), 2);
});

test('a session that the server ended is prepared again, welcomed or not', async (context) => {
  const { connection, sockets, settle, prepared, kinds } = setup(context);
  connection.connect(0);
  await settle();
  sockets[0].open();
  sockets[0].hear({ t: 'welcome', last: 0, lang: 'en' });
  sockets[0].onclose({ code: 4001 });
  assert.equal(kinds().pop(), 'closed');
  connection.connect(0);
  await settle();
  assert.equal(prepared(), 2);
});

test('without a session it stops', async (context) => {
  const none = setup(context, async () => false);
  none.connection.connect(0);
  await none.settle();
  none.connection.connect(0);
  await none.settle();
  assert.deepEqual([none.sockets.length, none.kinds()], [0, ['connecting']]);
});

test('a session that cannot be reached is tried again', async (context) => {
  const unreachable = setup(context, async () => { throw new Error('network'); });
  unreachable.connection.connect(0);
  await unreachable.settle();
  assert.deepEqual(unreachable.kinds(), ['connecting', 'closed']);
});
