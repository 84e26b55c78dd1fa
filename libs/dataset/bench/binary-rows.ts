import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openBinaryRows } from '../src/processed/binary-reader.ts';
import { writeBinaryRows } from '../src/processed/binary-writer.ts';

/**
 * Writes ten million rows in binary form and loads them in a process of its own:
 * `node --conditions=@degas/source --import tsx libs/dataset/bench/binary-rows.ts`.
 * The goal: loaded in less than 3 s, less than 300 MB in use.
 */
const ROWS = 10_000_000;

const [, , file] = process.argv;
if (file === undefined) await writeAndFork();
else await load(file);

function* rows() {
  let state = 1;
  for (let i = 0; i < ROWS; i++) {
    // Lengths as in the pool, where a registrable name has 15 characters on average.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const length = 7 + ((state >>> 16) % 9);
    const label = i.toString(36).padStart(length, 'abcdefghijklmnopq');
    const isDga = i % 3 === 0;
    yield {
      domain: `${label}.com`,
      label: isDga ? (1 as const) : (0 as const),
      family: isDga ? `family${i % 60}` : null,
      source: 'bench',
    };
  }
}

async function writeAndFork(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'degas-bench-'));
  try {
    const path = join(folder, 'dataset.bin');
    const start = performance.now();
    await writeBinaryRows(rows(), path);
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `written: ${ROWS} rows, ${megabytes(statSync(path).size)} MB, ${seconds.toFixed(1)} s`,
    );
    const child = fork(import.meta.filename, [path]);
    await new Promise((done) => child.on('exit', done));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function load(path: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const form = await openBinaryRows(path);
  const loaded = performance.now();
  let sum = 0;
  for (const { domain, label } of form) sum += domain.length + label;
  const read = performance.now();
  console.log(
    `loaded: ${form.rows} rows in ${((loaded - start) / 1000).toFixed(2)} s; ` +
      `RSS ${megabytes(process.memoryUsage().rss)} MB, ${megabytes(before)} MB of it before`,
  );
  console.log(`read as rows: ${((read - loaded) / 1000).toFixed(2)} s (checksum ${sum})`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
