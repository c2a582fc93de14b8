// Photos as a phone makes them: drawn by the browser, stored lying on their side, with the place in the
// EXIF block, as cameras do. And files that only look like photos.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const plaster = `
  <filter id="plaster"><feTurbulence type="fractalNoise" baseFrequency=".035" numOctaves="4" seed="4"/>
    <feDiffuseLighting lighting-color="#f3efe6" surfaceScale="1.1"><feDistantLight azimuth="40" elevation="62"/>
    </feDiffuseLighting></filter>
  <filter id="soft"><feTurbulence type="fractalNoise" baseFrequency=".012" numOctaves="3" seed="9"/>
    <feDisplacementMap in="SourceGraphic" scale="90"/><feGaussianBlur stdDeviation="7"/></filter>`;

const room = `
  <rect width="1200" height="900" filter="url(#plaster)"/>
  <path d="M0 560 1200 500V900H0z" fill="#c9d6d8"/>
  <g stroke="#aebfc2" stroke-width="3">
    <path d="M0 660 1200 610M0 770 1200 735M0 880 1200 860M160 552V900M390 541V900M620 530V900M850 518V900M1080 507V900"/>
  </g>
  <path d="M0 552 1200 492V512L0 574z" fill="#e9e4d8"/>
  <ellipse cx="930" cy="150" rx="120" ry="62" fill="#fffbe8"/><ellipse cx="930" cy="162" rx="120" ry="58" fill="none" stroke="#d8d2c2" stroke-width="6"/>`;

const stain = `
  <g filter="url(#soft)"><ellipse cx="440" cy="270" rx="250" ry="140" fill="#a58450" opacity=".62"/>
    <ellipse cx="430" cy="280" rx="160" ry="85" fill="#7d6136" opacity=".55"/>
    <ellipse cx="440" cy="270" rx="265" ry="152" fill="none" stroke="#6f5228" stroke-width="10" opacity=".5"/></g>`;

const drop = (x, y) =>
  `<path d="M${x} ${y}c-9 18-15 25-15 35a15 15 0 0 0 30 0c0-10-6-17-15-35z" fill="#6f94a8" opacity=".85"/>`;

const hose = `
  <path d="M300 0V210q0 60 60 60h210q70 0 70 80v120" fill="none" stroke="#8d969b" stroke-width="44"/>
  <path d="M300 0V210q0 60 60 60h210q70 0 70 80v120" fill="none" stroke="#cfd6da" stroke-width="30" stroke-dasharray="9 5"/>
  <path d="M268 60h64v56h-64zM606 400h68v58h-68z" fill="#b98a3c"/>`;

const scenes = {
  ceiling: room + stain + drop(400, 430) + drop(470, 520),
  drip:
    room +
    stain +
    drop(430, 400) +
    drop(380, 610) +
    drop(520, 690) +
    '<ellipse cx="450" cy="830" rx="230" ry="34" fill="#8fb0bd" opacity=".75"/>',
  repaired: room + hose,
};

// TIFF inside APP1: the camera's name, "turn me a quarter to the right", and where it was taken.
function exif() {
  const make = Buffer.from('Examplefone\0', 'latin1');
  const entries = [
    { tag: 0x010f, type: 2, count: make.length, data: make },
    { tag: 0x0112, type: 3, count: 1, value: 6 },
    { tag: 0x8825, type: 4, count: 1, gps: true },
  ];
  const after = 8 + 2 + entries.length * 12 + 4;
  const tiff = Buffer.alloc(after + make.length + 2 + 12 + 4);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries.length, 8);
  entries.forEach(({ tag, type, count, value, gps }, index) => {
    const at = 10 + index * 12;
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value ?? (gps ? after + make.length : after), at + 8);
  });
  make.copy(tiff, after);
  const gps = after + make.length;
  tiff.writeUInt16LE(1, gps);
  tiff.writeUInt16LE(1, gps + 2); // GPSLatitudeRef
  tiff.writeUInt16LE(2, gps + 4);
  tiff.writeUInt32LE(2, gps + 6);
  tiff.write('N\0\0\0', gps + 10, 'latin1');
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

async function draw(page, scene, quality) {
  await page.setContent(`<style>body{margin:0}svg{display:block;transform:rotate(-90deg);
    transform-origin:0 0;position:absolute;top:1200px}</style>
    <svg width="1200" height="900" viewBox="0 0 1200 900"><defs>${plaster}</defs>${scene}</svg>`);
  const jpeg = await page.screenshot({ type: 'jpeg', quality });
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

// Once for all tests. Upright they are 1200 x 900; stored on their side they are 900 x 1200.
export async function draw_photos(browser, folder) {
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
  for (const [name, scene] of Object.entries(scenes))
    writeFileSync(join(folder, `${name}.jpg`), await draw(page, scene, 70));
  writeFileSync(join(folder, 'large.jpg'), await draw(page, scenes.ceiling, 100));
  await page.close();
}

export function read_photos(folder) {
  const names = [...Object.keys(scenes), 'large'];
  return Object.fromEntries(
    names.map((name) => {
      const file = `${name}.jpg`;
      return [name, { name: file, mimeType: 'image/jpeg', buffer: readFileSync(join(folder, file)) }];
    }),
  );
}

// The checksum of PNG; Node has had its own since version 20.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const all = Buffer.alloc(body.length + 8);
  all.writeUInt32BE(data.length, 0);
  body.copy(all, 4);
  all.writeUInt32BE(crc32(body), body.length + 4);
  return all;
}

function bomb() {
  const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  size.writeUInt32BE(50_000, 0);
  size.writeUInt32BE(50_000, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', randomBytes(64)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const most_bytes = 10 * 1024 * 1024;

const jpeg = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer });

export const bad_files = {
  text: jpeg('note.jpg', Buffer.from('This is a note and no photo.\n')),
  torn: jpeg('torn.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 67, 0]), randomBytes(3000)])),
  heavy: jpeg('heavy.jpg', randomBytes(most_bytes + 1)),
  bomb: { name: 'bomb.png', mimeType: 'image/png', buffer: bomb() },
};
