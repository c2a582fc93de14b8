// Makes sure that node_modules holds what package-lock.json names, and installs it when not.
// `node install.mjs` looks at what a build needs; `--dev` also at the type checker.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

function read_lock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

// Versions are compared and not file times: a checkout makes every file new.
function installed(dev) {
  const wanted = read_lock(join(here, 'package-lock.json'));
  const present = read_lock(join(here, 'node_modules/.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(([name, entry]) =>
    name === '' || entry.optional || (entry.dev && !dev) || present[name]?.version === entry.version);
}

export function install(dev) {
  if (installed(dev)) return;
  console.log('web pages: installing the npm packages of package-lock.json');
  const words = ['ci', '--ignore-scripts', '--loglevel=error', ...(dev ? [] : ['--omit=dev'])];
  const done = spawnSync('npm', words, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
  if (done.error || done.status !== 0) {
    console.error('web pages: "npm ci" failed; is npm installed and its registry reachable?');
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) install(process.argv.includes('--dev'));
