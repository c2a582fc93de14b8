// Requests that no page of ours would make.
import { request } from 'node:http';
import { randomBytes } from 'node:crypto';

// The status that a WebSocket handshake gets: 101 when it is let in.
export function handshake(server, path, headers) {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port: server.port,
      path,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
        ...headers,
      },
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answer.statusCode);
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

export async function cookie_of(visitor) {
  const cookies = await visitor.context.cookies();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}
