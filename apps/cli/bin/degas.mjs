#!/usr/bin/env node
// There at install, so that `npx degas` in a clone never asks the registry.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  const { runSources } = await import('../../../tools/run-sources.mjs');
  runSources(new URL('../../trainer/src/degas.ts', import.meta.url));
}
