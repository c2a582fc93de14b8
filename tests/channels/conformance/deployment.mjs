// One `linli serve` with every channel, each behind a platform of its own and what plays its faults.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Server } from '../support/server.mjs';
import { until } from '../support/waiting.mjs';
import { FaultProxy } from './fault_proxy.mjs';
import { smpp_section } from './sessions.mjs';

export const told = (message) => message.text ?? message.body;
export const channel_of = (fault) => `smpp_${fault.replace(/\W/g, '_').toLowerCase()}`;

// The values of a section that nobody may see.
export const secrets_of = (section) => [...section.matchAll(/^(?!api_key)\w*(?:secret|token|password|_key) = "(.+)"$/gm)].map((m) => m[1]);

// The first of these secrets that stands in the text: as it is, percent-encoded, or within Base64.
export function hidden_in(text, secrets) {
  const forms = (secret) => [secret, encodeURIComponent(secret), ...[0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64').replace(/=+$/, '').slice(4, -4))];
  return secrets.find((secret) => forms(secret).some((form) => text.includes(form)));
}

export class Deployment {
  parts = new Map(); // by the channel's name: {api, proxy, shown, secrets}
  smscs = new Map(); // by the fault that they play

  // `smpp_faults`: each gets an SMSC and a channel of its own.
  async open(name, channels, { smpp_faults = [] } = {}) {
    let sections = '';
    for (const channel of channels) {
      const api = await channel.open();
      const proxy = channel.recipient && await FaultProxy.open(api.url, (request, body) => channel.recipient(request, body, api));
      const shown = proxy ? Object.create(api, { url: { value: proxy.url } }) : api;
      const section = channel.section(shown);
      this.parts.set(channel.name, { api, proxy, shown, secrets: secrets_of(section) });
      sections += section;
    }
    for (const fault of smpp_faults) {
      const api = await this.parts.get('smpp').api.constructor.open();
      this.smscs.set(fault, api);
      sections += smpp_section(channel_of(fault))(api);
    }
    this.server = await Server.start(name, sections);
    for (const api of [this.parts.get('smpp')?.api, ...this.smscs.values()]) await api?.until_bound();
  }

  // All that a request could have changed; "own" are deadlines.
  async record() {
    const [messages, cases, metrics] = await Promise.all([this.server.messages(), this.server.cases(), this.server.metrics()]);
    return { messages, cases, taken: metrics.split('\n').filter((line) => /inbound_messages_total\{adapter="(?!own")\w+",result="(committed|parked)"/.test(line)) };
  }

  async counted(name, result) {
    const found = new RegExp(`linli_outbound_attempts_total\\{adapter="${name}",result="${result}"\\} (\\d+)`).exec(await this.server.metrics());
    return Number(found[1]);
  }

  trouble_of(name, patience) {
    return until(async () => new RegExp(`^channel ${name}: .*`, 'm').exec(await this.server.readyz())?.[0], `the trouble of ${name}`, patience);
  }

  async shown_to_admins() {
    const log = await readFile(join(this.server.folder, 'serve.log'), 'utf8');
    return log + await this.server.metrics() + await this.server.readyz();
  }

  async close() {
    const code = await this.server?.stop();
    for (const { api, proxy } of this.parts.values()) for (const part of [proxy, api]) part?.close();
    for (const api of this.smscs.values()) api.close();
    if (this.server) assert.equal(code, 0, 'it ended well');
  }
}
