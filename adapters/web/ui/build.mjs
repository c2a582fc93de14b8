// Builds the web pages: `node build.mjs OUT_DIR` writes index.html staff.html chat.js staff.js
// chat.css staff.css, bundled and minified. CMake calls it and embeds what it wrote.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { install } from './install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const max_first_load = 60 * 1024; // gzipped bytes of the resident's page: an old phone on a weak network

if (process.argv.length !== 3) {
  console.error('usage: node build.mjs OUT_DIR');
  process.exit(2);
}
const out = resolve(process.argv[2]);
install(false);
const { build } = await import('esbuild');

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { chat: 'chat/main.tsx', staff: 'staff/main.tsx' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  charset: 'utf8',
  target: ['chrome64', 'safari12', 'firefox68'], // an elder's phone of 2018
  supported: { destructuring: true }, // Safari's fault with it concerns forms that are not used here
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
});
copyFileSync(join(here, 'chat/index.html'), join(out, 'index.html'));
copyFileSync(join(here, 'staff/staff.html'), join(out, 'staff.html'));

const first_load = ['index.html', 'chat.js', 'chat.css']
  .map((file) => gzipSync(readFileSync(join(out, file))).length)
  .reduce((sum, size) => sum + size, 0);
console.log(`web pages: the resident's first load is ${(first_load / 1024).toFixed(1)} KB gzipped`);
if (first_load > max_first_load) {
  console.error(`web pages: more than ${max_first_load / 1024} KB`);
  process.exit(1);
}
