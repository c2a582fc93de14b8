// A network between the page and the server that can be cut at the worst moment.
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { free_port } from './server.mjs';

export class WeakNetwork {
  static async before(server) {
    const network = new WeakNetwork();
    network.pairs = new Set();
    network.deaf = false; // what the server answers is lost; what the page says arrives
    network.refuse = false; // nobody gets through
    network.cut_after = Infinity; // bytes from the page on one connection, then it breaks
    network.cuts = 0;
    const port = await free_port();
    network.url = `http://127.0.0.1:${port}`;
    network.listener = createServer((page) => network.join(page, server.port)).listen(port, '127.0.0.1');
    await once(network.listener, 'listening');
    return network;
  }

  join(page, port) {
    if (this.refuse) return void page.destroy();
    const far = connect(port, '127.0.0.1');
    const pair = { page, far };
    this.pairs.add(pair);
    const end = () => {
      page.destroy();
      far.destroy();
      this.pairs.delete(pair);
    };
    let passed = 0;
    page.on('data', (bytes) => {
      passed += bytes.length;
      if (passed > this.cut_after) {
        this.cuts += 1;
        end();
      } else far.write(bytes);
    });
    far.on('data', (bytes) => this.deaf || page.write(bytes));
    for (const side of [page, far]) side.on('error', end).on('close', end);
  }

  cut() {
    for (const { page, far } of this.pairs) {
      page.destroy();
      far.destroy();
    }
  }

  async end() {
    this.cut();
    this.listener.close();
    await once(this.listener, 'close');
  }
}
