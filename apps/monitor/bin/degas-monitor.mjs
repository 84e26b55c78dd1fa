#!/usr/bin/env node
// There at install, so that `npx degas-monitor` in a clone never asks the registry.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  // By its address: for Nx an import would make a program depend on the tools.
  const { href } = new URL('../../../tools/run-sources.mjs', import.meta.url);
  const { runSources } = await import(href);
  runSources(new URL('../src/main.ts', import.meta.url));
}
