import path from 'node:path';

import { bundlePage } from './bundle-page.ts';

/** Bundles the page for the service into a folder (`dist` beside this without an argument). */
await bundlePage(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, 'dist')));
