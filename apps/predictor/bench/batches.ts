import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { degasEncoding, encode } from '@degas/features';

import { closedLoad } from './closed-load.ts';
import { machine, table, writeFigures } from './figures.ts';
import { generatedNames, inBatches } from './generated-names.ts';
import { codesMessages, grpcLoad, namesMessages } from './grpc-load.ts';
import type { Measured } from './measured.ts';
import { pacedLoad } from './paced-load.ts';
import { processorSeconds } from './processor-time.ts';
import { startQuietService } from './quiet-service.ts';

/**
 * Batches of names by each way to ask, as many as a service of its own on loopback answers, and at half of that; with what the
 * generator took of the cores: batches.ts --workers 2 --seconds 6 --size 1000 [--write]
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '6' },
    size: { type: 'string', default: '1000' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const [seconds, size, workers] = [values.seconds, values.size, values.workers].map(Number) as [
  number,
  number,
  number,
];
const CONNECTIONS = 8;

const service = await startQuietService([`--workers=${workers}`]);
const url = `${service.address}/v1/models/degas:predict`;
const pid = service.process.pid ?? 0;
const batches = inBatches(generatedNames(200_000, 7), size);
const rowsOf = (names: readonly string[]): number[][] => names.map((name) => [...encode(name)]);
const json = (instancesOf: (names: readonly string[]) => unknown): string[] =>
  batches.map((names) => JSON.stringify({ instances: instancesOf(names) }));

interface Load {
  readonly title: string;
  readonly run: () => Promise<Measured>;
}

const overRest = (title: string, bodies: readonly string[]): Load => ({
  title,
  run: () => closedLoad(url, bodies, { connections: CONNECTIONS, seconds }),
});
const overGrpc = (title: string, messages: readonly Buffer[]): Load => ({
  title,
  run: () => grpcLoad(service.grpcAddress, messages, CONNECTIONS, seconds),
});
const names = json((batch) => batch);
const loads: readonly Load[] = [
  overRest('REST, names', names),
  overRest(
    'REST, verdicts on names',
    json((batch) => batch.map((domain) => ({ domain }))),
  ),
  overRest('REST, rows of 75 codes', json(rowsOf)),
  overGrpc('gRPC, names', namesMessages(batches)),
  overGrpc(
    'gRPC, rows of 75 codes',
    codesMessages(
      batches.map((batch) => Int32Array.from(rowsOf(batch).flat())),
      degasEncoding.length,
    ),
  ),
].filter(({ title }) => title.includes(values.only));

const rows: (string | number)[][] = [];
await closedLoad(url, names, { connections: CONNECTIONS, seconds: 2 });
for (const { title, run } of loads) {
  const [generator, served, started] = [
    process.cpuUsage(),
    processorSeconds(pid),
    performance.now(),
  ];
  const { perSecond, p50, p99, failed } = await run();
  const elapsed = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(generator);
  const servedFor = processorSeconds(pid) - served;
  const share = (user + system) / 1e6 / elapsed / workers;
  const perCore = (perSecond * size * elapsed) / servedFor;
  rows.push([
    title,
    (perSecond * size).toFixed(0),
    `${(share * 100).toFixed(0)} %`,
    `${((servedFor / elapsed / workers) * 100).toFixed(0)} %`,
    (perCore * workers).toFixed(0),
    p50,
    p99,
    failed,
  ]);
  console.log(rows.at(-1)?.join(' | '));
}
const paced: (string | number)[][] = [];
if (values.only === '') {
  const capacity = Number(rows[0]?.[1]) / size;
  const single = json((batch) => batch.slice(0, 1));
  const ones = await closedLoad(url, single, { connections: 32, seconds });
  for (const [title, bodies, rate, connections] of [
    [`batches of ${size} names at half of their rate`, names, capacity / 2, CONNECTIONS],
    ['one name at half of the rate of single names', single, ones.perSecond / 2, 32],
  ] as const) {
    const { perSecond, p50, p99, max, failed } = await pacedLoad(url, bodies, {
      rate: rate,
      seconds,
      connections,
    });
    paced.push([title, perSecond.toFixed(0), p50, p99, max, failed]);
    console.log(paced.at(-1)?.join(' | '));
  }
}
const text = [
  `${machine()}; ${workers} workers, the generator on the same cores; \`degas\` that ships, ${size.toLocaleString('en')} names a request, ${CONNECTIONS} connections. The column "cores to itself" is names a second of the service's own processor time, times ${workers}: what it does where the generator is elsewhere.`,
  table(
    [
      'load',
      'names/s',
      'generator’s share',
      'service’s share',
      'names/s, cores to itself',
      'p50 ms',
      'p99 ms',
      'failed',
    ],
    rows,
  ),
  'By REST, latency from when a request is due:',
  table(['load', 'requests/s', 'p50 ms', 'p99 ms', 'longest ms', 'failed'], paced),
].join('\n\n');
if (values.write) await writeFigures('predictor/bench/batches.ts', text);
const ended = once(service.process, 'exit');
service.process.kill('SIGTERM');
await ended;
