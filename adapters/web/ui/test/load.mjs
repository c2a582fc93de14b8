// Compiles one module of the pages and hands out its exports, as the browser would get them.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export async function load(path) {
  const built = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    supported: { destructuring: true },
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const text = Buffer.from(built.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}
