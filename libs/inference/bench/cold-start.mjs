/**
 * Import, load, first verdict in a fresh process, of the built package (npx nx build inference first): the median of
 * ten processes, and what Node itself takes.
 *
 *     node libs/inference/bench/cold-start.mjs
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROCESSES = 10;
const address = pathToFileURL(join(import.meta.dirname, '../dist/bundle/index.js')).href;
const program = `
const start = performance.now();
const { loadClassifier } = await import(${JSON.stringify(address)});
const imported = performance.now();
const classifier = await loadClassifier();
const loaded = performance.now();
classifier.classifyOne('www.google.com');
const done = performance.now();
console.log(JSON.stringify([start, imported - start, loaded - imported, done - loaded, done - start]));
`;
const runs = Array.from({ length: PROCESSES }, () =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  ),
);
const median = (column) =>
  runs
    .map((run) => run[column])
    .sort((a, b) => a - b)
    [PROCESSES / 2].toFixed(1);
console.log(
  `Node ${process.version}: starts in ${median(0)} ms; then import ${median(1)}, load ${median(2)}, first verdict ${median(3)}: ${median(4)} ms together`,
);
