// The entries of what is no webhook: an SMSC, and the web chat, whose platform we are. Their requests
// end with a status as a webhook's would: 200 taken, 4xx refused.
import smpp from 'smpp';
import { Smsc, SmppPhone } from '../support/smsc.mjs';
import { until } from '../support/waiting.mjs';
import { WebPerson } from './web_person.mjs';

const session_proof = 'we call the SMSC and bind with a password; TLS proves who answers (smpp_tls.test.mjs)';

export const smpp_section = (name) => (smsc) => `
[channels.${name}]
type = "smpp"
host = "127.0.0.1"
port = ${smsc.port}
system_id = "${smsc.system_id}"
password = "${smsc.password}"
number = "+${smsc.number}"
rate = 1000
limits = { account = "1000/s", chat = "1000/s", group = "1000/s" }
`;

const answered = (status) => ({ status: status === 0 ? 200 : 400 });

// A deliver_sm whose text is shorter than it says.
async function damaged(smsc, fields) {
  const whole = new smpp.PDU('deliver_sm', { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: smsc.number, ...fields });
  whole.sequence_number = 9000;
  const bytes = whole.toBuffer().subarray(0, -3);
  bytes.writeUInt32BE(bytes.length, 0);
  return answered(await smsc.raw(bytes));
}

// Anew on another connection: an SMSC repeats what it has no answer to.
async function repeated(smsc, fields) {
  const { binds } = smsc;
  smsc.hang_up();
  await smsc.until_bound(binds + 1);
  return answered(await smsc.deliver(fields));
}

// Before we are told that our bind is good, nobody has shown who they are.
async function before_bind(smsc, fields) {
  const { binds } = smsc;
  const told = new Promise((resolve) => { smsc.greeting = (session) => session.deliver_sm(fields, (pdu) => resolve(pdu.command_status)); });
  smsc.hang_up();
  const status = await told;
  smsc.greeting = undefined;
  await smsc.until_bound(binds + 1);
  return answered(status);
}

const order = {
  limited: 0x58, 'server error': 0x08, refused: 0x0b,
  reset: (smsc) => smsc.hang_up(),
  closed: (smsc) => { for (const socket of smsc.sockets) socket.end(); },
  'half-open': () => {},
  stall: (smsc, session, pdu) => session.socket.write(pdu.response({ message_id: 'A1' }).toBuffer().subarray(0, 7)),
  'slow body': (smsc, session, pdu, take) => take((response) => drip(session, response)),
  'wrong JSON': (smsc, session) => session.socket.write(Buffer.from('{"ok": tru, and more than a header')),
};

function drip(session, response) {
  const bytes = response.toBuffer();
  const next = (at) => {
    if (at >= bytes.length) return;
    session.socket.write(bytes.subarray(at, at + 3));
    setTimeout(next, 250, at + 3);
  };
  next(0);
}

export const smsc = {
  type: 'smpp', name: 'smpp', secrets: ['password'],
  open: () => Smsc.open(),
  section: smpp_section('smpp'),
  person: (api, server, n) => Object.assign(new SmppPhone(api, `+44770097${4000 + n}`), { to: `+44770097${4000 + n}` }),
  requests(api, person, words) {
    const fields = person.fields(words);
    return {
      good: async () => answered(await api.deliver(fields)), unsigned: () => before_bind(api, { ...fields, destination_addr: api.number }),
      damaged: () => damaged(api, fields), repeated: () => repeated(api, fields),
    };
  },
  refusals: [400],
  absent: { 'wrongly signed': session_proof, tampered: session_proof, stale: session_proof, 'error in a 200': 'every answer has one status' },
  // A fault may cost the whole connection, so each has a channel of its own.
  order,
  async mend(name, api, retried) {
    if (name !== 'stall') return;
    await until(retried, 'the attempt given up', 45_000);
    api.hang_up(); // the link was out of step from there on
  },
  // Whoever writes just before is answered by a connection that breaks.
  async revoke(api, person) {
    const kept = api.password;
    api.order(person.number, () => {
      api.password = 'another-value-0123456789';
      api.hang_up();
    });
    await person.says('8栋楼下垃圾满了');
    await until(() => api.refused > 0, 'a refused bind');
    return () => { api.password = kept; };
  },
};

export const web = {
  type: 'web', name: 'web', secrets: [],
  open: async () => ({ close() {} }),
  section: () => '\n[channels.web]\ntype = "web"\n',
  person: (api, server, n) => new WebPerson(server, n),
  requests(api, person, words) {
    const id = `00000000-0000-4000-8000-${String(person.n).padStart(12, '0')}`;
    return {
      good: () => person.say(id, words), unsigned: () => person.knock(''), 'wrongly signed': () => person.knock('x'.repeat(43)),
      tampered: () => person.knock_changed(), damaged: () => person.babble(),
    };
  },
  refusals: [400, 401, 403],
  absent: Object.fromEntries([
    ['stale', 'a session is a cookie of ours, and ends by being forgotten'], ['no secret', 'it needs none'],
    ...['limited', 'server error', 'reset', 'closed', 'half-open', 'stall', 'slow body', 'wrong JSON', 'error in a 200', 'refused', 'revoked']
      .map((name) => [name, 'nothing is sent to anybody: rows wait for the browser']),
  ]),
};
