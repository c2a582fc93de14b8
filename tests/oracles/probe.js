// Drives build/adapter_probe (or $LINLI_PROBE): one question, one answer, in order.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program =
  process.env.LINLI_PROBE ?? fileURLToPath(new URL('../../build/adapter_probe', import.meta.url));

export function startProbe() {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  const fail = (why) => waiting.splice(0).forEach((w) => w.reject(why));
  child.on('error', fail);
  child.on('exit', (code) => fail(new Error(`adapter_probe ended with ${code}`)));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift().resolve(JSON.parse(line)));
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(JSON.stringify(question) + '\n');
      }),
    stop: () => child.stdin.end(),
  };
}
