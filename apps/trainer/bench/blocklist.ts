/**
 * How many benign names the blocklists of generated names of a year would block: host names of popularity lists and crawls
 * and their registrable parts, as they are, uncleaned.
 *
 *     node --max-old-space-size=4000 --conditions=@degas/source --import tsx apps/trainer/bench/blocklist.ts RAW YEAR
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { registrableName } from '@degas/features';
import { readLogs } from '@degas/logs/node';

import { generatedNames } from '../src/blocklist/generated-names.ts';

const DAY_MS = 86_400_000;
const [raw = '', year = ''] = process.argv.slice(2);

const benign = new Set<string>();
const lists = readdirSync(raw).filter((file) => /^(benign-|tranco|alexa)/.test(file));
for await (const { records } of readLogs(lists.map((file) => join(raw, file)))) {
  for (const record of records) {
    if (record.kind !== 'event') continue;
    const { registrable } = registrableName(record.name);
    if (registrable !== null) benign.add(registrable);
  }
}
const days = (Date.UTC(Number(year) + 1, 0) - Date.UTC(Number(year), 0)) / DAY_MS;
const { names, leftOut } = generatedNames({ from: new Date(`${year}-01-01`), days });
const blocked = new Map<string, Set<string>>();
let generated = 0;
for (const { domain, family } of names) {
  generated++;
  if (!benign.has(domain)) continue;
  const ofFamily = blocked.get(family) ?? new Set();
  blocked.set(family, ofFamily.add(domain));
}
const all = new Set([...blocked.values()].flatMap((found) => [...found]));
process.stdout.write(
  `${generated} names of ${days} days, without ${leftOut.map(({ family }) => family).join(', ')}; ` +
    `${all.size} of ${benign.size} benign names are among them, ${((all.size / benign.size) * 1e6).toFixed(1)} of a million\n`,
);
for (const [family, found] of blocked) process.stdout.write(`  ${family} ${found.size}\n`);
