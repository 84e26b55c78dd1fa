import { cpus } from 'node:os';

import { buildKnownDgaFilter } from '../src/filter/build-known-dga-filter.ts';
import { loadKnownDgaFilter } from '../src/filter/known-dga-filter.ts';

/**
 * Builds the filter of a span of days (the argument, 366 without it), and times questions:
 * `node --conditions=@degas/source --import tsx libs/generators/bench/known-dga-filter.ts 30`.
 */
const DAYS = Number(process.argv[2] ?? 366);
const from = new Date('2026-01-01');
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);

/** Seconds of the processor since `start`. */
function processorSeconds(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const start = process.cpuUsage();
let names = 0;
const built = buildKnownDgaFilter({
  from,
  days: DAYS,
  onFamily: ({ family, names: total }) => {
    console.log(
      `  ${family.padEnd(20)} ${(total - names).toLocaleString('en').padStart(12)} new names, ${processorSeconds(start).toFixed(1)} s so far`,
    );
    names = total;
  },
});
const bytes = built.save();
console.log(
  `${DAYS} days: ${names.toLocaleString('en')} names in ${built.lists.length} lists, ${(bytes.length / 1e6).toFixed(1)} MB (${(bytes.length / names).toFixed(2)} bytes a name), built in ${processorSeconds(start).toFixed(1)} s`,
);

const filter = loadKnownDgaFilter(bytes);
const benign = Array.from({ length: 500_000 }, (_, index) => `host${index * 7919}.example.org`);
const today = new Date(from.getTime() + Math.floor(DAYS / 2) * 86_400_000);
for (let round = 0; round < 3; round++) {
  const before = process.cpuUsage();
  let known = 0;
  for (const name of benign) if (filter.isKnownDga(name, today)) known++;
  const rate = benign.length / processorSeconds(before);
  console.log(
    `${Math.round(rate).toLocaleString('en')} questions/s, ${known} of ${benign.length} benign names known`,
  );
}
