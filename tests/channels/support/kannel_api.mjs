// A Kannel as phones and our description see it (tests/oracles has the real one): sendsms out, get-url in,
// dlr-url with its escapes filled in.
import assert from 'node:assert/strict';
import { Answering } from './answering.mjs';
import { public_url } from './server.mjs';

export class KannelApi extends Answering {
  user = 'linli';
  password = 'kannel_password_demo';
  secret = 'kX9mQ2vT7bL4wZ8n';
  number = '447700900999';
  #serial = 0;

  next_id() { return `6fe7fbef-e534-4b46-b3e4-${String(++this.#serial).padStart(12, '0')}`; }

  serve(request, response) {
    const url = new URL(request.url, this.url), q = Object.fromEntries(url.searchParams);
    if (url.pathname !== '/cgi-bin/sendsms') return response.writeHead(404).end('Not found');
    if (q.username !== this.user || q.password !== this.password) return response.writeHead(403).end('Authorization failed for sendsms');
    if (!q.to) return response.writeHead(400).end('Missing receiver number, rejected');
    this.add({ ...q, body: q.text, toString() { return `to ${this.to}: ${JSON.stringify(this.body)}`; } });
    response.writeHead(202).end('0: Accepted for delivery');
  }
}

export class KannelPhone {
  at = 0;

  constructor(api, server, number) { Object.assign(this, { api, server, number }); }

  get(path, params) { return fetch(`${this.server.url}/webhooks/kannel${path}?${new URLSearchParams(params)}`); }

  fields(text, more = {}) {
    return { secret: this.api.secret, from: this.number, to: this.api.number, text, ts: String(Math.floor(Date.now() / 1000)),
      id: this.api.next_id(), smsc: 'FAKE', coding: '0', charset: 'UTF-8', udh: '', ...more };
  }

  async says(text, more) {
    const answer = await this.get('', this.fields(text, more));
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '', 'what stands there would be sent as an SMS');
  }

  async hears(pattern) {
    const text = await this.api.first((t) => t.to === this.number && pattern.test(t.body),
      `a text to ${this.number} with ${pattern}`, this.at);
    this.at = this.api.entries.indexOf(text) + 1;
    assert.equal(text.coding, /[^\x00-\x7f]/.test(text.body) ? '2' : '0', text.body);
    return text;
  }

  report(text, status, answer = '') {
    const url = text['dlr-url'].replace('%d', status).replace('%A', encodeURIComponent(answer));
    assert.ok(url.startsWith(public_url));
    return fetch(this.server.url + url.slice(public_url.length));
  }

  heard(pattern) { return this.api.entries.filter((t) => t.to === this.number && pattern.test(t.body)); }
}
