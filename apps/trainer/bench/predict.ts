/**
 * `degas predict` from file to file: names a second, start included, and the greatest memory of the whole process, its
 * threads with it, sampled ten times a second. Of the processed pool where it is there, and of made-up names, which nearly all
 * have to be given a family; all different, which is the hardest case for the memory of scores; with one worker and with
 * two, and how many times as fast two are. Needs both cores to itself.
 *
 *     node --conditions=@degas/source --import tsx apps/trainer/bench/predict.ts [names, default 5000000] [model folder]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import { readDataset } from '@degas/dataset';

const COUNT = Number(process.argv[2] ?? 5_000_000);
const [, , , model] = process.argv;
const CHUNK = 10_000;
const PROCESSED = 'data/processed';
const ENDINGS = ['com', 'net', 'org', 'co.uk', 'de'];
const folder = mkdtempSync(join(tmpdir(), 'degas-predict-'));
const input = join(folder, 'names.txt');
const output = join(folder, 'verdicts.tsv');

/** As long as names are: labels of 6 to 17 letters, some with a host in front. */
function nameOf(i: number): string {
  let state = Math.imul(i + 1, 0x9e3779b1);
  let label = '';
  for (let left = 6 + (i % 12); left > 0; left--) {
    state = (Math.imul(state, 0x2c1b3c6d) + i) | 0;
    label += (((state >>> 16) % 26) + 10).toString(36);
  }
  return `${i % 3 === 0 ? 'www.' : ''}${label}${i.toString(36)}.${ENDINGS[i % ENDINGS.length] ?? ''}`;
}

/** The pool's names, all kinds mixed, hosts in front of some; more hosts when the pool has been gone through. */
async function* poolNames(): AsyncIterable<string> {
  const names: string[] = [];
  for await (const { domain } of readDataset({ source: PROCESSED })) names.push(domain);
  const stride = 1_000_003; // a prime: every name comes once before one comes again
  for (let i = 0; i < COUNT; i++) {
    const name = names[(i * stride) % names.length] ?? '';
    const turn = Math.floor(i / names.length);
    yield turn > 0 ? `host${turn}.${name}` : i % 3 === 0 ? `www.${name}` : name;
  }
}

function* madeUpNames(): Iterable<string> {
  for (let i = 0; i < COUNT; i++) yield nameOf(i);
}

async function writeNames(names: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const file = createWriteStream(input);
  let chunk: string[] = [];
  for await (const name of names) {
    if (chunk.push(`${name}\n`) < CHUNK) continue;
    if (!file.write(chunk.join(''))) await once(file, 'drain');
    chunk = [];
  }
  file.end(chunk.join(''));
  await finished(file);
}

/** Returns the seconds. */
async function measure(workers: number): Promise<number> {
  const main = join(import.meta.dirname, '../dist/main.js');
  const options = ['--input', input, '--output', output, '--workers', String(workers)];
  if (model !== undefined) options.push('--model', model);
  const start = performance.now();
  const child = spawn(process.execPath, [main, 'predict', ...options], { stdio: 'inherit' });
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(residentMegabytes(child.pid)), 100);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  const rate = Math.round(COUNT / seconds).toLocaleString('en');
  const quarters = [0.25, 0.5, 0.75].map((share) => memory[Math.floor(share * memory.length)] ?? 0);
  console.log(
    `${workers} worker(s): ${rate} names/s (${seconds.toFixed(1)} s), exit code ${code ?? 'none'}, ` +
      `${(statSync(output).size / 2 ** 20).toFixed(0)} MB written; memory at a quarter, half, three quarters: ` +
      `${quarters.map((each) => each.toFixed(0)).join(', ')} MB; at most ${Math.max(...memory).toFixed(0)} MB`,
  );
  return seconds;
}

console.log(
  `Node ${process.version}, ${COUNT.toLocaleString('en')} names, ${new Date().toISOString()}`,
);
const mixes = [
  ...(existsSync(PROCESSED) ? ([['names of the pool', poolNames]] as const) : []),
  ['made-up names', madeUpNames] as const,
];
for (const [title, names] of mixes) {
  await writeNames(names());
  console.log(title);
  const [one, two] = [await measure(1), await measure(2)];
  console.log(`two workers are ${(one / two).toFixed(2)} times as fast as one`);
}
rmSync(folder, { recursive: true });

/** What the system counts as resident, or 0 where it doesn't tell. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
