import { cpus } from 'node:os';

import { generate } from '../src/generate.ts';
import { registry } from '../src/registry.ts';

/**
 * Names per second of every family (or of those named as arguments):
 * `node --conditions=@degas/source --import tsx libs/generators/bench/generate.ts`.
 *
 * Each family runs for about a third of a second after a warm-up, day after day where it has dates.
 * The seconds are those of the processor, so that a busy machine doesn't count.
 */
const SECONDS = 0.3;
const wanted = process.argv.slice(2);

/** Asks for lists, one day after another, until the time is up. */
function run(family: string, dateSeeded: boolean, limit: number): number {
  const start = performance.now();
  const before = process.cpuUsage();
  let names = 0;
  let characters = 0;
  for (
    let day = 20_000;
    performance.now() - start < limit * 1000;
    day = ((day + 1) % 20_000) + 10_000
  ) {
    // Written out: an object spread alone takes a microsecond, which is more than a name.
    const options = dateSeeded
      ? { date: new Date(day * 86_400_000), count: 20_000 }
      : { count: 20_000 };
    for (const name of generate(family, options)) {
      names++;
      characters += name.charCodeAt(name.length - 1); // uses the name, which also flattens it
    }
  }
  if (characters === 0) throw new Error(`${family} made no names`);
  const { user, system } = process.cpuUsage(before);
  return (names / (user + system)) * 1e6;
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
for (const { metadata } of registry) {
  if (wanted.length > 0 && !wanted.includes(metadata.name)) continue;
  run(metadata.name, metadata.dateSeeded, SECONDS / 3);
  const rate = run(metadata.name, metadata.dateSeeded, SECONDS);
  console.log(
    `${metadata.name.padEnd(20)} ${metadata.kind.padEnd(12)} ${Math.round(rate).toLocaleString('en').padStart(12)} names/s`,
  );
}
