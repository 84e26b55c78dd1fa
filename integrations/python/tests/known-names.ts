/** Writes a filter of some families' names to a file, and prints names that are in it: one JSON text a line. */
import { writeFileSync } from 'node:fs';

import { buildKnownDgaFilter, generate } from '../../../libs/generators/src/index.ts';

const [file = ''] = process.argv.slice(2);
const from = new Date(Date.UTC(2026, 10, 20));
const families = ['qakbot', 'suppobox', 'corebot'];
writeFileSync(file, buildKnownDgaFilter({ from, days: 2, families }).save());
for (const family of families) {
  let left = 50;
  for (const name of generate(family, { date: from })) {
    if (left-- === 0) break;
    process.stdout.write(`${JSON.stringify(name)}\n`);
  }
}
