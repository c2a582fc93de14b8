// Where things are: `run` says so.
import { dirname, join } from 'node:path';

function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; start the tests by ./dev test browser`);
  return value;
}

export const binary = given('LINLI_BINARY');
export const folder = given('LINLI_FOLDER');
export const screenshots = join(dirname(binary), 'screenshots');
