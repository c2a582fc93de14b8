// An HTTP server on this machine with a journal. Who extends it says in `serve` what becomes of a request.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Journal } from './waiting.mjs';

export class Listening extends Journal {
  #server = createServer((request, response) => this.serve(request, response));

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
