import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import autocannon, { type Result } from 'autocannon';

import { publishModel } from '../src/testing/publish-model.ts';
import { seededRandom } from '../src/testing/hostile-requests.ts';
import { grpcLoad } from './grpc-load.ts';
import { pacedLoad } from './paced-load.ts';
import { startQuietService } from './quiet-service.ts';
import { residentMegabytes } from './resident-memory.ts';

/**
 * Loads a service of its own on loopback, and prints a table: load.ts --workers 2 --seconds 8 --soak 20 --model models/degas/1
 * Ten minutes of soak: --soak 600.
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '8' },
    soak: { type: 'string', default: '20' },
    model: { type: 'string', default: path.join(import.meta.dirname, '../../../models/degas/1') },
    grpc: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const seconds = Number(values.seconds);
const workers = Number(values.workers);

const folder = await mkdtemp(path.join(tmpdir(), 'degas-bench-'));
const base = path.join(folder, 'degas');
/** Publishes the model under this number, or the counting model of the tests where there is none. */
async function publish(version: number): Promise<void> {
  if (!existsSync(path.join(values.model, 'degas.bin'))) return publishModel(base, version);
  const unfinished = path.join(base, `.${version}`);
  await cp(values.model, unfinished, { recursive: true });
  await rename(unfinished, path.join(base, String(version)));
}
await publish(1);
const service = await startQuietService([`--model-base-path=${base}`, `--workers=${workers}`]);
const url = `${service.address}/v1/models/degas:predict`;
const memory = (): string => `${residentMegabytes(service.process.pid ?? 0).toFixed(0)} MB`;

/** Names that the classifier's memory of the last ones can't hold, so that each is scored anew. */
const random = seededRandom(7);
const names = Array.from({ length: 200_000 }, () => {
  const length = 6 + Math.floor(random() * 14);
  const letters = Array.from(
    { length },
    () => 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(random() * 36)],
  );
  return `${letters.join('')}.${['com', 'net', 'org', 'co.uk', 'info'][Math.floor(random() * 5)] ?? ''}`;
});
const bodies = (size: number): string[] =>
  Array.from({ length: names.length / size }, (_, i) =>
    JSON.stringify({ instances: names.slice(i * size, (i + 1) * size) }),
  );

interface Run {
  readonly size: number;
  readonly connections: number;
}

async function rest(name: string, run: Run): Promise<Result> {
  const { size, connections } = run;
  const result = await autocannon({
    url,
    method: 'POST',
    connections,
    duration: seconds,
    requests: bodies(size)
      .slice(0, 20_000)
      .map((body) => ({ body })),
  });
  const { requests, latency, non2xx, errors } = result;
  row(name, requests.average, size, latency.p50, latency.p99, non2xx + errors);
  return result;
}

/** The same, so many times a second; gives how many failed. */
async function paced(
  name: string,
  size: number,
  rate: number,
  duration = seconds,
): Promise<number> {
  const result = await pacedLoad(url, bodies(size).slice(0, 20_000), rate, duration);
  row(name, result.perSecond, size, result.p50, result.p99, result.failed);
  return result.failed;
}

function row(
  name: string,
  perSecond: number,
  size: number,
  p50: number,
  p99: number,
  failed: number,
): void {
  const cells = [
    name,
    perSecond.toFixed(0),
    (perSecond * size).toFixed(0),
    p50,
    p99,
    failed,
    memory(),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

const model = existsSync(path.join(values.model, 'degas.bin'))
  ? values.model
  : 'the counting model of the tests';
console.log(
  `${cpus().length} cores, Node ${process.version}, ${workers} workers, model: ${model}\n`,
);
console.log('| load | requests/s | names/s | p50 ms | p99 ms | failed | memory of the service |');
console.log('|---|---|---|---|---|---|---|');

await autocannon({ url, method: 'POST', connections: 8, duration: 2, body: bodies(1000)[0] ?? '' });
const single = await rest('REST, one name, 32 connections', { size: 1, connections: 32 });
const rate = Math.round(single.requests.average / 2);
await paced('the same at half of that rate', 1, rate);
await rest('REST, 1,000 names, 8 connections', { size: 1000, connections: 8 });
const [, swapped] = await Promise.all([
  wait((seconds * 1000) / 4).then(() => publish(2)),
  paced('REST, one name, a version swapped in', 1, rate),
]);
if (values.grpc) {
  for (const [size, calls] of [
    [1, 32],
    [1000, 8],
  ] as const) {
    const batches = Array.from({ length: 200 }, (_, i) => names.slice(i * size, (i + 1) * size));
    const { perSecond, p50, p99, failed } = await grpcLoad(
      service.grpcAddress,
      batches,
      calls,
      seconds,
    );
    row(
      `gRPC, ${size.toLocaleString('en')} name${size === 1 ? '' : 's'}, ${calls} calls at a time`,
      perSecond,
      size,
      p50,
      p99,
      failed,
    );
  }
}
const soak = Number(values.soak);
console.log(`\nSoak, 100 names a request at half load, memory: ${memory()} before`);
for (let part = 0; part < 4 && soak > 0; part++) {
  await paced(`soak, ${(soak / 4) * (part + 1)} s`, 100, Math.round(rate / 10), soak / 4);
}
process.exitCode = swapped === 0 ? 0 : 1;
const ended = once(service.process, 'exit');
service.process.kill('SIGTERM');
await ended;
await rm(folder, { recursive: true });
