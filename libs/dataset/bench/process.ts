import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { processRawData } from '../src/process/process-dataset.ts';

/**
 * Processes a raw folder and prints rows per second and peak memory:
 * `node --conditions=@degas/source --import tsx libs/dataset/bench/process.ts ../shared/data/raw`.
 * The goal: 150,000 rows/s on two cores in less than 1.5 GB.
 */
const [, , raw = '../shared/data/raw'] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'degas-bench-'));
try {
  const start = performance.now();
  const before = process.cpuUsage();
  const report = await processRawData({ raw, out: join(folder, 'out'), knownDga: 'unchanging' });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  console.log(`${report.rows} rows, ${report.kept} kept: ${JSON.stringify(report.dropped)}`);
  console.log(
    `\n${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of the processors), ` +
      `${Math.round(report.rows / seconds)} rows/s, ${(process.resourceUsage().maxRSS / 1e3).toFixed(0)} MB at most`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
