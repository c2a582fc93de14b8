// One `linli serve` on one data folder: started, killed, started again; ended by its process id.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { binary } from './places.mjs';

const ready_ms = 20_000; // recovery after a SIGKILL included
const stop_ms = 25_000; // the server itself allows 20 s for what is under way

export async function free_port() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

const section = (name, values) =>
  `[${name}]\n${Object.entries(values)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join('')}\n`;

function own_environment() {
  const all = Object.entries(process.env).filter(([name]) => !name.startsWith('LINLI_'));
  return Object.fromEntries(all);
}

export class Server {
  constructor(folder) {
    this.folder = folder;
    this.config = join(folder, 'linli.toml');
  }

  // `gateway` and `timing` go into the sections of that name, `more` is TOML as it stands.
  static async start(folder, { gateway = {}, timing = {}, more = '' } = {}) {
    const server = new Server(folder);
    await mkdir(folder, { recursive: true });
    server.port = await free_port();
    server.url = `http://127.0.0.1:${server.port}`;
    const places = {
      listen: `127.0.0.1:${server.port}`,
      internal_listen: `127.0.0.1:${await free_port()}`,
      data_dir: join(folder, 'data'),
    };
    const all =
      section('gateway', { ...places, ...gateway }) +
      section('timing', { quiet_hours: '', ask_solved_after: '1s', ...timing }) +
      more;
    await writeFile(server.config, all);
    await server.start();
    return server;
  }

  async start() {
    const child = spawn(binary, ['serve', '--config', this.config], {
      cwd: this.folder,
      env: own_environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = once(child, 'exit');
    child.stderr.pipe(createWriteStream(join(this.folder, 'serve.log'), { flags: 'a' }));
    let said = '';
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not ready in time; it said: ${said}`)), ready_ms);
      child.on('exit', (code) => reject(new Error(`ended with ${code} (${this.folder}/serve.log): ${said}`)));
      child.stdout.on('data', (bytes) => {
        said += bytes;
        if (!/^ready$/m.test(said) || !/\/staff\S*.*\n/.test(said)) return;
        clearTimeout(late);
        resolve();
      });
    });
    this.staff_link = /\S+\/staff\S*/.exec(said)[0];
  }

  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  // SIGTERM; the exit code, or null when it had to be killed.
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), stop_ms);
    const [code] = await this.ended;
    clearTimeout(late);
    return code;
  }

  async command(...words) {
    const done = await promisify(execFile)(binary, [...words, '--config', this.config], {
      cwd: this.folder,
      env: own_environment(),
    });
    return done.stdout;
  }

  // What residents said and the store holds, in its order.
  async messages() {
    const lines = await this.command('export', '--messages');
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }
}
