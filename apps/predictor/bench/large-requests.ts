import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { closedLoad } from './closed-load.ts';
import { machine, table, writeFigures } from './figures.ts';
import { generatedNames } from './generated-names.ts';
import { grpcLoad, namesMessages } from './grpc-load.ts';
import { pacedLoad } from './paced-load.ts';
import { startQuietService } from './quiet-service.ts';
import { residentMegabytes } from './resident-memory.ts';

/**
 * Requests of a million names, one after the other, by REST and by gRPC: the memory of one process of the service after each,
 * and how long others waited meanwhile: large-requests.ts --names 1000000 --times 12 [--write]
 */
const { values } = parseArgs({
  options: {
    names: { type: 'string', default: '1000000' },
    times: { type: 'string', default: '12' },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
  },
});
const [count, times] = [Number(values.names), Number(values.times)];
const names = generatedNames(count, 7);
const service = await startQuietService(['--rest-api-timeout-in-ms=600000']);
const pid = service.process.pid ?? 0;
const url = `${service.address}/v1/models/degas:predict`;
const small = names.slice(0, 1000).map((name) => JSON.stringify({ instances: [name] }));
await closedLoad(url, small, { connections: 8, seconds: 2 });

const body = JSON.stringify({ instances: names });
const [message = Buffer.alloc(0)] = namesMessages([names]);
const rows: (string | number)[][] = [];
for (const [title, bytes, ask] of [
  ['REST', body.length, () => closedLoad(url, [body], { connections: 1, seconds: 0.001 })],
  ['gRPC', message.length, () => grpcLoad(service.grpcAddress, [message], 1, 0.001)],
] as const) {
  if (!title.includes(values.only)) continue;
  const before = residentMegabytes(pid);
  const memory: number[] = [];
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, residentMegabytes(pid))), 50);
  const started = performance.now();
  let failed = 0;
  for (let time = 0; time < times; time++) {
    failed += (await ask()).failed;
    memory.push(residentMegabytes(pid));
    console.log(`${title} ${time + 1}: ${memory.at(-1)?.toFixed(0)} MB`);
  }
  const took = (performance.now() - started) / 1000 / times;
  const [others] = await Promise.all([
    pacedLoad(url, small, { rate: 100, seconds: Math.ceil(took), connections: 32 }),
    ask(),
  ]);
  clearInterval(watch);
  const at = (index: number): string => (memory.at(index) ?? 0).toFixed(0);
  rows.push([
    `${title}, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
    failed,
    took.toFixed(1),
    before.toFixed(0),
    [0, 1, 2, Math.floor(times / 2), -1].map(at).join(', '),
    peak.toFixed(0),
    `${others.p50}, ${others.p99}, ${others.max}`,
  ]);
  console.log(rows.at(-1)?.join(' | '));
}
const text = [
  `${machine()}; one process, ${count.toLocaleString('en')} names a request, ${times} requests one after the other; then one more with 100 single names a second beside it.`,
  table(
    [
      'request',
      'failed',
      's a request',
      'MB before',
      `MB after request 1, 2, 3, ${Math.floor(times / 2) + 1}, ${times}`,
      'MB at most',
      'others: p50, p99, longest ms',
    ],
    rows,
  ),
].join('\n\n');
if (values.write) await writeFigures('predictor/bench/large-requests.ts', text);
const ended = once(service.process, 'exit');
service.process.kill('SIGTERM');
await ended;
