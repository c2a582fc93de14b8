// What the program itself says of its channel types: `linli check` names them all to whoever configures
// a channel without a type, and of each what it must not start without.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary } from '../support/server.mjs';

const folder = join(process.env.LINLI_FOLDER ?? '../../build/tests/channels', 'conformance_check');
let serial = 0;

// {code, said} of a command on this configuration.
export async function run(command, text) {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${++serial}.toml`);
  await writeFile(file, text);
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LINLI_')));
  try {
    const { stdout, stderr } = await promisify(execFile)(binary, [command, '--config', file], { cwd: folder, env: environment, timeout: 10_000 });
    return { code: 0, said: stdout + stderr };
  } catch (failed) {
    return { code: failed.code, said: failed.stdout + failed.stderr };
  }
}

export async function types() {
  const { code, said } = await run('check', '[channels.x]\n');
  assert.equal(code, 3);
  return /one of ([\w, ]+)/.exec(said)[1].split(', ');
}

// The secrets that this type requires.
export async function required_secrets(type) {
  const { said } = await run('check', `[channels.x]\ntype = "${type}"\n`);
  return [...said.matchAll(/needs "(\w+)" \(or "\w+_file"\)/g)].map((m) => m[1]);
}
