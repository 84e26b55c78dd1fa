import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/*
 * Speed and memory of `degas hunt` on a large Zeek log: `node --conditions=@degas/source --import tsx apps/trainer/bench/hunt.ts
 * LOG [model]`, where `apps/trainer/bench/write-zeek-log.ts LOG [lines] [clients]` wrote the log. Goals: 150,000 lines a second on two cores,
 * at most 1 GB with 100,000 clients and 1.5 GB with a million.
 */

const [log = '', model] = process.argv.slice(2);
if (!existsSync(log)) throw new Error(`${log} is not there. Write it with write-zeek-log.ts.`);
const BIN = fileURLToPath(new URL('../../cli/bin/degas.mjs', import.meta.url));
const POLL_MS = 50;
const NEWLINE = 10;

/** Counts lines, as fast as a program can that only reads. */
async function countLines(): Promise<{ lines: number; seconds: number }> {
  const began = performance.now();
  let lines = 0;
  for await (const block of createReadStream(log, {
    highWaterMark: 2 ** 20,
  }) as AsyncIterable<Buffer>)
    for (let at = block.indexOf(NEWLINE); at >= 0; at = block.indexOf(NEWLINE, at + 1)) lines++;
  return { lines, seconds: (performance.now() - began) / 1000 };
}

/** Memory that a process and its children had at most, in bytes. */
function peakOf(pid: number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    const own = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    const below = children.filter(Boolean).map((child) => peakOf(Number(child)));
    return Math.max(1024 * Number(own), ...below);
  } catch {
    return 0;
  }
}

const read = await countLines();
const began = performance.now();
const given = model === undefined ? [] : ['--model', model];
const child = spawn(process.execPath, [BIN, 'hunt', log, '--format', 'jsonl', ...given], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let alerts = 0;
child.stdout.on('data', (data: Buffer) => {
  for (const byte of data) if (byte === NEWLINE) alerts++;
});
let peak = 0;
const timer = setInterval(() => {
  peak = Math.max(peak, peakOf(child.pid ?? 0));
}, POLL_MS);
const code = await new Promise((resolve) => child.on('close', resolve));
clearInterval(timer);
const seconds = (performance.now() - began) / 1000;
console.log(`${cpus()[0]?.model ?? ''}, ${cpus().length} processors, Node ${process.version}`);
console.log(`${read.lines} lines; counting them takes ${read.seconds.toFixed(1)} s`);
console.log(
  `hunt: ${seconds.toFixed(1)} s, ${Math.round(read.lines / seconds)} lines a second, ${(seconds / read.seconds).toFixed(1)} times as long as counting`,
);
console.log(
  `peak memory ${(peak / 2 ** 20).toFixed(0)} MB, ${alerts} alerts, exit code ${String(code)}`,
);
