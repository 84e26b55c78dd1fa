import path from 'node:path';

import { build } from 'esbuild';

/** The page's files; everything that it needs is in them. */
const FILES = ['index.html', 'page.css', 'page.ts', 'worker.ts', 'reader.ts'];

/** Bundles the page into a folder. */
export async function bundlePage(outdir: string): Promise<void> {
  await build({
    entryPoints: FILES.map((name) => path.join(import.meta.dirname, name)),
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@degas/source'],
    loader: { '.html': 'copy' },
    logLevel: 'warning',
  });
}
