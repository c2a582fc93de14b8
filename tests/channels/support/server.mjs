// One `linli serve` on one data folder: started, killed, started again; ended by its process id.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { until } from './waiting.mjs';

const ready_ms = 20_000; // recovery after a SIGKILL included
const stop_ms = 25_000;
export const binary = resolve(process.env.LINLI_BINARY ?? '../../build/linli');
const folders = resolve(process.env.LINLI_FOLDER ?? '../../build/tests/channels');

export const public_url = 'https://chat.example.org';
export const secret = 'channels-secret_0123456789';
export const group = -1001234567890;
export const staff = { li: 99887766, wang: 99887755, zhao: 99887744 };

const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LINLI_')));

export async function free_port() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

const no_limits = 'limits = { account = "1000/s", chat = "1000/s", group = "1000/s" }';

export const telegram_section = (api, receive = 'webhook') => `
[channels.tg]
type = "telegram"
token = "${api.token}"
username = "${api.me.username}"
${receive === 'webhook' ? `secret = "${secret}"` : ''}
api_url = "${api.url}"
receive = "${receive}"
${no_limits}
`;

export const twilio_section = (api, more = '') => `
[channels.sms]
type = "twilio"
account_sid = "${api.sid}"
token = "${api.token}"
number = "${api.number}"
api_url = "${api.url}"
${more}
${no_limits}
`;

export const smpp_section = (smsc, more = '') => `
[channels.sms]
type = "smpp"
host = "127.0.0.1"
port = ${smsc.port}
system_id = "${smsc.system_id}"
password = "${smsc.password}"
number = "+${smsc.number}"
rate = 1000
${more}
${no_limits}
`;

// WhatsApp and Messenger, both on the same answering Graph API.
export const whatsapp_section = (api, more = '') => `
[channels.wa]
type = "whatsapp"
token = "${api.token}"
app_secret = "${api.app_secret}"
verify_token = "${api.verify_token}"
phone_number_id = "${api.phone_number_id}"
api_url = "${api.url}"
${more}
${no_limits}
`;

export const slack_section = (api) => `
[channels.sl]
type = "slack"
token = "${api.token}"
signing_secret = "${api.signing_secret}"
api_url = "${api.url}"
${no_limits}
`;

export const messenger_section = (api) => `
[channels.fb]
type = "messenger"
token = "${api.token}"
app_secret = "${api.app_secret}"
verify_token = "${api.verify_token}"
page_id = "${api.page_id}"
api_url = "${api.url}"
${no_limits}
`;

export const vonage_section = (api) => `
[channels.vng]
type = "vonage"
api_key = "${api.key}"
api_secret = "${api.secret}"
signature_secret = "${api.signature_secret}"
number = "+${api.number}"
api_url = "${api.url}"
${no_limits}
`;

// As docs/channels/described.md has it.
export const kannel_section = (api) => `
[channels.kannel]
type = "described"
api_url = "${api.url}"
secret = "${api.secret}"
user = "${api.user}"
password = "${api.password}"
number = "+${api.number}"
sources = ["127.0.0.1"]
${no_limits}
verify = { how = "query", name = "secret" }
message = { format = "form", id = "id", sender = "from", text = "text", time = "ts", charset = "charset" }
[channels.kannel.report]
path = "/report"
id = "id"
sender = "to"
status = "status"
detail = "answer"
codes = { 1 = "delivered", 2 = "rejected", 16 = "rejected" }
[channels.kannel.send]
method = "GET"
path = "/cgi-bin/sendsms"
gsm7 = "0"
ucs2 = "2"
[channels.kannel.send.query]
username = "{user}"
password = "{password}"
from = "{number_digits}"
to = "{to_digits}"
text = "{text}"
charset = "UTF-8"
coding = "{encoding}"
dlr-mask = 31
dlr-url = "{report_url}&id={id}&to={to_digits}&status=%d&answer=%A"
[channels.kannel.answer]
statuses = { 202 = "accepted", 403 = "misconfigured", 4xx = "rejected", 5xx = "retry" }
`;

export const line_section = (api) => `
[channels.ln]
type = "line"
token = "${api.token}"
channel_secret = "${api.channel_secret}"
api_url = "${api.url}"
${no_limits}
`;

// The staff in the group of one channel: 李工 and 王经理 by their ids there.
export const staff_section = (channel, chat, li, wang) => `
[staff]
group = { channel = "${channel}", chat = "${chat}" }
[[staff.members]]
name = "李工"
role = "engineer"
departments = ["engineering"]
accounts = { ${channel} = "${li}" }
[[staff.members]]
name = "王经理"
role = "manager"
accounts = { ${channel} = "${wang}" }
`;

export class Server {
  // `gateway`: what stands below [gateway]; `people`: the staff, `members`: further [[staff.members]].
  static async start(name, channels, timing = '', { people, gateway = '', members = '', env = {}, address = public_url } = {}) {
    const server = new Server();
    server.env = { ...environment, ...env };
    server.folder = join(folders, name);
    await rm(server.folder, { recursive: true, force: true });
    await mkdir(server.folder, { recursive: true });
    server.port = await free_port();
    server.internal = await free_port();
    server.url = `http://127.0.0.1:${server.port}`;
    server.config = join(server.folder, 'linli.toml');
    await writeFile(server.config, `[gateway]
listen = "127.0.0.1:${server.port}"
internal_listen = "127.0.0.1:${server.internal}"
public_url = "${address}"
data_dir = "data"
store = "sqlite:data/linli.db"
key_file = "linli.key"
drain = "0s"
${gateway}

[timing]
quiet_hours = ""
${timing.includes('ask_solved_after') ? '' : 'ask_solved_after = "1s"'}
${timing}
${channels}
${people ?? staff_section('tg', group, staff.li, staff.wang)}${members}`);
    await server.start();
    return server;
  }

  async start() {
    const child = spawn(binary, ['serve', '--config', this.config], {
      cwd: this.folder, env: this.env, stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.ended = once(child, 'exit');
    child.stderr.pipe(createWriteStream(join(this.folder, 'serve.log'), { flags: 'a' }));
    let said = '';
    await new Promise((good, bad) => {
      const late = setTimeout(() => bad(new Error(`not ready in time; it said: ${said}`)), ready_ms);
      const over = (code) => bad(new Error(`ended with ${code} (${this.folder}/serve.log): ${said}`));
      child.once('exit', over);
      child.stdout.on('data', (bytes) => {
        said += bytes;
        if (!/^ready$/m.test(said)) return;
        clearTimeout(late);
        child.off('exit', over);
        good();
      });
    });
  }

  get alive() { return this.child.exitCode === null && this.child.signalCode === null; }

  async kill() {
    if (this.alive) this.child.kill('SIGKILL');
    await this.ended;
  }

  // SIGTERM; the exit code, or null when it had to be killed.
  async stop() {
    if (!this.alive) return this.child.exitCode;
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), stop_ms);
    const [code] = await this.ended;
    clearTimeout(late);
    return code;
  }

  // A command beside the running server: {code, out, err}.
  async command(...words) {
    try {
      const done = await promisify(execFile)(binary, [...words, '--config', this.config],
        { cwd: this.folder, env: environment, timeout: 20_000 });
      return { code: 0, out: done.stdout, err: done.stderr };
    } catch (failed) {
      return { code: failed.code, out: failed.stdout, err: failed.stderr };
    }
  }

  async cases() { return JSON.parse((await this.command('cases', '--json')).out); }
  async case(code) { return JSON.parse((await this.command('case', code, '--json')).out); }

  // What residents said and the store holds, in its order.
  async messages() {
    const { out } = await this.command('export', '--messages');
    return out.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }

  // What was sent is known to the store: an answer to it finds what it was about.
  async settled() {
    return until(async () => /^linli_outbound_pending 0$/m.test(await this.metrics()), 'every message settled');
  }

  async readyz() { return await (await fetch(`http://127.0.0.1:${this.internal}/readyz`)).text(); }
  async metrics() { return await (await fetch(`http://127.0.0.1:${this.internal}/metrics`)).text(); }
}
