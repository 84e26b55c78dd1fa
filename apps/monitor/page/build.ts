import path from 'node:path';

import { build } from 'esbuild';

/** Bundles the page into a folder (`dist` beside it without an argument). */
const here = import.meta.dirname;

await build({
  entryPoints: ['index.html', 'page.css', 'page.ts'].map((name) => path.join(here, name)),
  outdir: path.resolve(process.argv[2] ?? path.join(here, 'dist')),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  conditions: ['@degas/source'],
  loader: { '.html': 'copy' },
  logLevel: 'warning',
});
