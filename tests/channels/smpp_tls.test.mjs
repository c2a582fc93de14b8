// SMPP over TLS: the certificate must be one that we trust, and be made out to the host.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { Server, smpp_section, telegram_section } from './support/server.mjs';
import { SmppPhone, Smsc } from './support/smsc.mjs';
import { TelegramApi } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

let telegram, smsc, folder;
const doors = [];

before(async () => {
  telegram = await TelegramApi.open();
  smsc = await Smsc.open();
  folder = await mkdtemp(join(tmpdir(), 'linli-tls-'));
});
after(async () => {
  for (const door of doors) door.close();
  smsc?.close();
  telegram?.close();
  await rm(folder, { recursive: true, force: true });
});

async function certificate(name, subject) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
    '-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=${subject}`]);
  return { key: await readFile(key), cert: await readFile(cert), file: cert };
}

// A door with that certificate before the SMSC; its section of the configuration.
async function behind({ key, cert }) {
  const door = createServer({ key, cert }, (socket) => {
    const inside = connect(smsc.port, '127.0.0.1');
    for (const one of [socket, inside]) one.on('error', () => {}).on('close', () => { socket.destroy(); inside.destroy(); });
    socket.pipe(inside).pipe(socket);
  });
  door.on('tlsClientError', () => {});
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  doors.push(door);
  return smpp_section({ ...smsc, port: door.address().port }, 'tls = true');
}

test('a certificate that is trusted and names the host', async () => {
  const good = await certificate('good', 'IP:127.0.0.1');
  const server = await Server.start('smpp_tls', telegram_section(telegram) + await behind(good), '', { env: { SSL_CERT_FILE: good.file } });
  try {
    await smsc.until_bound();
    const resident = new SmppPhone(smsc, '+447700903001');
    await resident.says('lift not working in tower B');
    await resident.hears(/Is anyone inside/);
  } finally {
    await server.stop();
  }
});

test('one that is not trusted, or names another host, is no connection', async () => {
  const binds = smsc.binds;
  const [trusted, stranger, other] = [await certificate('trusted', 'IP:127.0.0.1'), await certificate('stranger', 'IP:127.0.0.1'),
    await certificate('other', 'DNS:smsc.example.org')];
  for (const [shown, believed] of [[stranger, trusted], [other, other]]) {
    const server = await Server.start('smpp_tls', telegram_section(telegram) + await behind(shown), '', { env: { SSL_CERT_FILE: believed.file } });
    try {
      await until(async () => /channel sms: no TLS/.test(await server.readyz()), 'the trouble');
    } finally {
      await server.stop();
    }
  }
  assert.equal(smsc.binds, binds);
});
