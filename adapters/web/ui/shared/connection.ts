// The WebSocket of one room: makes it, hears it, tells the machine. When to try again is the machine's
// business. Frames are handed on in batches, since a replay may be thousands of rows.
import type { Event } from './model';
import { read_frame } from './wire';
import type { ClientFrame, ServerFrame } from './wire';

const batch_ms = 16; // one picture of the screen
const signed_out = 4001; // how the server closes when the session is over
const handshake_ms = 15_000; // a network that swallows the handshake would otherwise hold us for minutes

export interface Connection {
  send(frame: ClientFrame): void;
  connect(after: number): void; // replaces an earlier plan to connect
  drop(): void;
  end(): void; // for good
}

interface Parts {
  make_socket(): WebSocket;
  prepare(): Promise<boolean>; // makes sure of the session; false: there is none, do not try again
  dispatch(event: Event): void;
}

export function open_connection({ make_socket, prepare, dispatch }: Parts): Connection {
  let socket: WebSocket | undefined;
  let plan: ReturnType<typeof setTimeout> | undefined;
  let busy = false; // between `connecting` and the socket's existence
  let ended = false;
  let known_good = false; // the last session was welcomed, so that it need not be prepared again
  let batch: ServerFrame[] = [];

  function flush(): void {
    if (batch.length === 0) return;
    const frames = batch;
    batch = [];
    dispatch({ kind: 'frames', frames, now: Date.now() });
  }

  function closed(mine: WebSocket | undefined): void {
    if (mine !== socket) return; // the word of a socket that was already given up
    socket = undefined;
    flush();
    if (!ended) dispatch({ kind: 'closed', random: Math.random() });
  }

  function listen(mine: WebSocket): void {
    const patience = setTimeout(() => drop(), handshake_ms);
    mine.onopen = () => {
      clearTimeout(patience);
      if (mine === socket) dispatch({ kind: 'opened' });
    };
    mine.onmessage = (message) => {
      if (mine !== socket || typeof message.data !== 'string') return;
      const frame = read_frame(message.data);
      if (!frame) return;
      if (frame.t === 'welcome') known_good = true;
      if (batch.push(frame) === 1) setTimeout(flush, batch_ms);
    };
    mine.onclose = (event) => {
      clearTimeout(patience);
      if (event.code === signed_out) known_good = false;
      closed(mine);
    };
  }

  async function start(): Promise<void> {
    if (socket || busy || ended) return;
    busy = true;
    dispatch({ kind: 'connecting' });
    try {
      if (!known_good && !(await prepare())) ended = true;
      known_good = false;
      if (!ended) {
        socket = make_socket();
        listen(socket);
      }
    } catch {
      dispatch({ kind: 'closed', random: Math.random() });
    } finally {
      busy = false;
    }
  }

  function drop(): void {
    const mine = socket;
    if (!mine) return;
    mine.close();
    closed(mine); // not when the network agrees: a dead one takes minutes to say so
  }

  return {
    send: (frame) => {
      if (socket && socket.readyState === 1) socket.send(JSON.stringify(frame));
    },
    connect: (after) => {
      clearTimeout(plan);
      plan = setTimeout(() => void start(), after);
    },
    drop,
    end: () => {
      ended = true;
      clearTimeout(plan);
      drop();
    },
  };
}
