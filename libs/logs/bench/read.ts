/** How fast each text format is read, on one core: lines (or records) a second, reading alone. */
import { LogReader } from '../src/index.ts';
import { generated, generatedFormats } from '../src/testing/generated-logs.ts';

const RECORDS = 200_000;
const RUNS = 5;
const BLOCK = 1 << 18;
const goals: Readonly<Record<string, number>> = {
  zeek: 400_000,
  csv: 400_000,
  'zeek-json': 250_000,
  suricata: 250_000,
};

const wanted = process.argv.slice(2);
for (const format of generatedFormats) {
  if (wanted.length > 0 && !wanted.includes(format)) continue;
  const { text } = generated(format, RECORDS, 7);
  const bytes = new TextEncoder().encode(text);
  const rates: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    // Processor time, of which other work on the machine takes nothing.
    const start = process.cpuUsage();
    const reader = new LogReader();
    let events = 0;
    for (let at = 0; at < bytes.length; at += BLOCK)
      events += reader.write(bytes.subarray(at, at + BLOCK)).length;
    events += reader.end().length;
    const { user, system } = process.cpuUsage(start);
    rates.push((1e6 * reader.report.lines) / (user + system));
    if (events === 0) throw new Error(`${format}: no events`);
  }
  const best = Math.max(...rates);
  const goal = goals[format];
  const ratio = goal === undefined ? '' : `  ${(best / goal).toFixed(2)} of the goal`;
  console.log(
    `${format.padEnd(22)} ${Math.round(best).toLocaleString('en').padStart(10)} lines/s${ratio}`,
  );
}
