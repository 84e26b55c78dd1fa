import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import autocannon from 'autocannon';

import { publishModel } from '../src/testing/publish-model.ts';
import { generatedNames, inBatches } from './generated-names.ts';
import { grpcLoad, namesMessages } from './grpc-load.ts';
import { pacedLoad } from './paced-load.ts';
import { startQuietService } from './quiet-service.ts';
import { residentMegabytes } from './resident-memory.ts';
import { vegetaLoad } from './vegeta-load.ts';

const MODELS = path.join(import.meta.dirname, '../../../models/degas');

/**
 * Loads a service of its own on loopback, and prints a table: load.ts --workers 2 --seconds 8 --soak 20 --model models/degas/1
 * Ten minutes of soak: --soak 600. With --vegeta PROGRAM single names come from it, too.
 * With --workers 1 --apart the service has the first core and the generator the second, neither takes time from the other.
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '8' },
    soak: { type: 'string', default: '20' },
    model: { type: 'string', default: newest(MODELS) },
    grpc: { type: 'boolean', default: true },
    vegeta: { type: 'string' },
    apart: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

/** Half of the 4,000 single names a second that the service is held to. */
const HALF_GOAL = 2000;
/** Requests a second of 100 names each; 60,000 names a second are the goal. */
const SOAK_RATE = 200;
const CONNECTIONS = 32;

const seconds = Number(values.seconds);
const isTrained = existsSync(path.join(values.model, 'degas.bin'));

function newest(models: string): string {
  const versions = existsSync(models) ? readdirSync(models).map(Number) : [];
  return path.join(models, String(Math.max(0, ...versions.filter(Number.isInteger))));
}

const folder = await mkdtemp(path.join(tmpdir(), 'degas-bench-'));
const base = path.join(folder, 'degas');
/** Publishes the model under this number, or the counting model of the tests where there is none. */
async function publish(version: number): Promise<void> {
  if (!isTrained) return publishModel(base, version);
  const unfinished = path.join(base, `.${version}`);
  await cp(values.model, unfinished, { recursive: true });
  await rename(unfinished, path.join(base, String(version)));
}
await publish(1);
const service = await startQuietService([
  `--model-base-path=${base}`,
  `--workers=${values.workers}`,
]);
if (values.apart) {
  const pin = (core: string, pid: number | undefined): void => {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', core, String(pid)]);
  };
  pin('0', service.process.pid);
  pin('1', process.pid);
}
const url = `${service.address}/v1/models/degas:predict`;
const memory = (): string => `${residentMegabytes(service.process.pid ?? 0).toFixed(0)} MB`;

const names = generatedNames(200_000, 7);
const bodies = (size: number): string[] =>
  inBatches(names, size).map((instances) => JSON.stringify({ instances }));

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

function row(name: string, size: number, { perSecond, p50, p99, failed }: Measured): void {
  const rates = [perSecond.toFixed(0), (perSecond * size).toFixed(0)];
  console.log(`| ${[name, ...rates, p50, p99, failed, memory()].join(' | ')} |`);
}

/** As many requests as the connections take, one after the other; returns how many a second. */
async function rest(name: string, size: number, connections: number): Promise<number> {
  const all = bodies(size);
  const share = Math.floor(all.length / connections);
  let next = 0;
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    method: 'POST',
    connections,
    duration: seconds,
    // To each client names of its own: from one list, all of them ask for the same name at the same time.
    setupClient: (client) => {
      const mine = all.slice(next * share, ++next * share);
      client.setRequests(mine.map((body) => ({ method: 'POST', body })));
    },
  });
  const perSecond = requests.average;
  row(name, size, { perSecond, p50: latency.p50, p99: latency.p99, failed: non2xx + errors });
  return perSecond;
}

/** Single names, n a second, evenly in time; returns how many failed. */
async function paced(name: string, rate: number): Promise<number> {
  const measured = await pacedLoad(url, bodies(1), { rate, seconds, connections: CONNECTIONS });
  row(name, 1, measured);
  return measured.failed;
}

/** A third of the goal for a while, scores and verdicts in turn; reports the memory every minute or so. */
async function soak(time: number): Promise<void> {
  const parts = Math.max(4, Math.floor(time / 60));
  const mixed = inBatches(names, 100).map((batch, i) =>
    JSON.stringify({ instances: i % 2 === 0 ? batch : batch.map((domain) => ({ domain })) }),
  );
  console.log(`\nSoak, memory: ${memory()} before`);
  for (let part = 1; part <= parts; part++) {
    const pace = { rate: SOAK_RATE, seconds: time / parts, connections: CONNECTIONS };
    row(`soak, ${Math.round((time / parts) * part)} s`, 100, await pacedLoad(url, mixed, pace));
  }
}

const model = isTrained ? values.model : 'the counting model of the tests';
console.log(
  `${cpus().length} cores, Node ${process.version}, ${values.workers} workers, model: ${model}\n`,
);
console.log('| load | requests/s | names/s | p50 ms | p99 ms | failed | memory of the service |');
console.log('|---|---|---|---|---|---|---|');

await autocannon({ url, method: 'POST', connections: 8, duration: 2, body: bodies(1000)[0] ?? '' });
const capacity = await rest(`REST, one name, ${CONNECTIONS} connections`, 1, CONNECTIONS);
const half = Math.round(capacity / 2);
// Until the code that paces is compiled, what it measures is itself.
await pacedLoad(url, bodies(1), { rate: half, seconds: 2, connections: CONNECTIONS });
await paced('the same at half of that rate', half);
await paced('the same at half of the goal', HALF_GOAL);
if (values.vegeta !== undefined) {
  for (const rate of [half, HALF_GOAL]) {
    const pace = { rate, seconds, connections: CONNECTIONS };
    row(`by vegeta, ${rate} a second`, 1, vegetaLoad(values.vegeta, url, bodies(1), pace));
  }
}
await rest('REST, 1,000 names, 8 connections', 1000, 8);
const [, swapped] = await Promise.all([
  wait((seconds * 1000) / 4).then(() => publish(2)),
  paced('REST, one name at half of that rate, a version swapped in', half),
]);
if (values.grpc) {
  for (const { size, calls } of [
    { size: 1, calls: 32 },
    { size: 1000, calls: 8 },
  ]) {
    const batches = inBatches(names, size).slice(0, 50_000);
    const title = `gRPC, ${size.toLocaleString('en')} name${size === 1 ? '' : 's'}, ${calls} calls at a time`;
    row(title, size, await grpcLoad(service.grpcAddress, namesMessages(batches), calls, seconds));
  }
}

if (Number(values.soak) > 0) await soak(Number(values.soak));
process.exitCode = swapped === 0 ? 0 : 1;
const ended = once(service.process, 'exit');
service.process.kill('SIGTERM');
await ended;
await rm(folder, { recursive: true });
