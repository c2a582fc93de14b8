// Twenty residents send ten megabytes each at the same moment: it goes to disk, not into memory.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Person, Platform } from './support/people.mjs';
import { photo } from './support/pictures.mjs';
import { Server, telegram_section } from './support/server.mjs';
import { TelegramApi } from './support/telegram_api.mjs';
import { until } from './support/waiting.mjs';

const crowd = 20;
const megabyte = 1 << 20;
const most_kb = 24 * 1024; // that the program may grow by: one cleaned photo at a time and its pieces, not two whole bodies

let api, server, platform;

before(async () => {
  api = await TelegramApi.open();
  server = await Server.start('media_memory', telegram_section(api));
  platform = new Platform(api, server);
});
after(async () => {
  await server?.stop();
  api?.close();
});

const status = async (name) => {
  const text = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)[1]);
};

async function kept(kind) {
  const all = await readdir(join(server.folder, 'data', kind), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((f) => f.isFile() && /^[0-9a-f]{64}$/.test(f.name)).length;
}

// How much the program grew at its highest while all of them came, in kB.
async function grown(kind, send) {
  const { pid } = server.child;
  await writeFile(`/proc/${pid}/clear_refs`, '5'); // the highest is counted anew
  const before_it = await status('VmRSS');
  const had = await kept(kind);
  for (let i = 0; i < crowd; ++i) await send(i);
  await until(async () => await kept(kind) === had + crowd, `${crowd} ${kind}`, 60_000);
  return await status('VmHWM') - before_it;
}

let residents = 9500;
const somebody = () => new Person(platform, ++residents, `住户${residents}`);

test('voices, videos and files', async (t) => {
  const size = await grown('files', (i) => {
    api.files.set(`v${i}`, randomBytes(10 * megabyte));
    return somebody().sends({ video: { file_id: `v${i}`, file_unique_id: `v${i}`, width: 1, height: 1, duration: 3, mime_type: 'video/mp4', file_size: 10 * megabyte } });
  });
  t.diagnostic(`${crowd} files of 10 MB: ${(size / 1024).toFixed(1)} MB more at the highest`);
  assert.ok(size < most_kb, `${size} kB`);
});

test('photos', async (t) => {
  const size = await grown('photos', (i) => {
    const picture = photo(i + 1);
    const bytes = Buffer.concat([picture, Buffer.alloc(10 * megabyte - picture.length, 7)]); // what stands behind its end is lost
    return somebody().sends({ ...somebody().photo(bytes, `big${i}`), caption: `8栋楼下垃圾满了 ${i}` });
  });
  t.diagnostic(`${crowd} photos of 10 MB: ${(size / 1024).toFixed(1)} MB more at the highest`);
  assert.ok(size < most_kb, `${size} kB`);
});
