import { once } from 'node:events';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { closedLoad } from './closed-load.ts';
import { askOnNewConnections } from './connection-load.ts';
import { machine, table, writeFigures } from './figures.ts';
import { generatedNames } from './generated-names.ts';
import { pacedLoad } from './paced-load.ts';
import { startQuietService, type QuietService } from './quiet-service.ts';

/**
 * What a service of its own on loopback endures: versions that are swapped, a thousand connections, clients that drip, a
 * worker that is killed, a SIGTERM while it is saturated: endurance.ts --workers 2 --seconds 10 [--write]
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '10' },
    model: {
      type: 'string',
      default: path.join(import.meta.dirname, '../../../models/degas/3'),
    },
    write: { type: 'boolean', default: false },
  },
});
const [seconds, workers] = [Number(values.seconds), Number(values.workers)];
const bodies = generatedNames(20_000, 7).map((name) => JSON.stringify({ instances: [name] }));
const rows: string[][] = [];

/** Requests a second beside which something happens. */
const RATE = 500;

function report(what: string, goal: string, measured: string): void {
  rows.push([what, goal, measured]);
  console.log(`${what}: ${measured}`);
}

const folder = await mkdtemp(path.join(tmpdir(), 'degas-endurance-'));
const base = path.join(folder, 'degas');
async function publish(version: number): Promise<void> {
  const unfinished = path.join(base, `.${version}`);
  await cp(values.model, unfinished, { recursive: true });
  await rename(unfinished, path.join(base, String(version)));
}
await publish(1);

const predict = ({ address }: QuietService): string => `${address}/v1/models/degas:predict`;
const start = (): Promise<QuietService> =>
  startQuietService([`--model-base-path=${base}`, `--workers=${workers}`]);
const pace = { rate: RATE, seconds, connections: 32 };

async function swaps(service: QuietService): Promise<void> {
  let version = 1;
  let isDone = false;
  const change = async (): Promise<void> => {
    while (!isDone) {
      version++;
      await publish(version);
      // One that can't be loaded is refused, and what is served stays.
      const broken = path.join(base, String(version + 1_000_000));
      await cp(values.model, broken, { recursive: true });
      await writeFile(path.join(broken, 'degas.bin'), 'cut short');
      await wait(1500);
      await rm(broken, { recursive: true });
      if (version > 2) await rm(path.join(base, String(version - 1)), { recursive: true });
      await wait(500);
    }
  };
  const [, { failed, p99 }] = await Promise.all([
    change(),
    pacedLoad(predict(service), bodies, pace).finally(() => (isDone = true)),
  ]);
  report(
    `${version - 1} versions swapped in and as many broken ones, ${RATE} requests a second for ${seconds} s`,
    'none failed',
    `${failed} of ${RATE * seconds} failed, p99 ${p99} ms`,
  );
}

async function manyConnections(service: QuietService): Promise<void> {
  const { perSecond, failed, p99 } = await closedLoad(predict(service), bodies, {
    connections: 1000,
    seconds,
  });
  report(
    `1,000 connections, one request after the other on each, for ${seconds} s`,
    'none failed',
    `${failed} of ${Math.round(perSecond * seconds)} failed, ${perSecond.toFixed(0)} a second, p99 ${p99} ms`,
  );
}

/** Clients that send a byte a second, of the header and of the body; the seconds until the service cut the last of each. */
async function slowLoris(service: QuietService): Promise<void> {
  const { hostname, port, host } = new URL(service.address);
  const drip = (prefix: string): Promise<number> =>
    new Promise((resolve) => {
      const started = performance.now();
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on('error', () => undefined);
      const timer = setInterval(() => socket.write('x'), 1000);
      socket.write(prefix);
      socket.on('close', () => {
        clearInterval(timer);
        resolve((performance.now() - started) / 1000);
      });
      socket.resume();
    });
  const head = `POST /v1/models/degas:predict HTTP/1.1\r\nhost: ${host}\r\n`;
  const many = (prefix: string): Promise<number[]> =>
    Promise.all(Array.from({ length: 300 }, () => drip(prefix)));
  const [headers, contents, others] = await Promise.all([
    many(`${head}x: `),
    many(`${head}content-length: 1000\r\n\r\n`),
    pacedLoad(predict(service), bodies, { ...pace, seconds: 30 }),
  ]);
  report(
    '300 clients that drip a header and 300 that drip a body, others beside them',
    'cut; others unharmed',
    `headers cut within ${Math.max(...headers).toFixed(0)} s, bodies within ${Math.max(...contents).toFixed(0)} s; of the others ${others.failed} failed, p99 ${others.p99} ms`,
  );
}

async function killedWorker(service: QuietService): Promise<void> {
  const { pid } = (await (await fetch(`${service.address}/healthz`)).json()) as { pid: number };
  const [{ failed, p99 }] = await Promise.all([
    pacedLoad(predict(service), bodies, pace),
    wait((seconds * 1000) / 3).then(() => process.kill(pid, 'SIGKILL')),
  ]);
  report(
    `kill -9 of a worker, ${RATE} requests a second on 32 connections for ${seconds} s`,
    'only what it was at',
    `${failed} of ${RATE * seconds} failed (connections that it had), p99 ${p99} ms`,
  );
}

async function terminated(): Promise<void> {
  const service = await start();
  await closedLoad(predict(service), bodies, { connections: 32, seconds: 3 });
  const ended = once(service.process, 'exit');
  const load = askOnNewConnections(service.address, bodies, 64);
  await wait(3000);
  service.process.kill('SIGTERM');
  const { answered, refused, lost } = await load;
  const [code] = (await ended) as [number];
  report(
    'SIGTERM while 64 clients, each request on a connection of its own, saturate it',
    'no accepted request lost',
    `${lost} of ${answered + lost} accepted requests lost, ${refused} connections refused once the port was closed; exit code ${code}`,
  );
}

const service = await start();
await swaps(service);
await manyConnections(service);
await slowLoris(service);
await killedWorker(service);
const ended = once(service.process, 'exit');
service.process.kill('SIGTERM');
await ended;
await terminated();
await rm(folder, { recursive: true });
const text = [
  `${machine()}; ${workers} workers, the generator on the same cores; \`degas\` that ships, one name a request.`,
  table(['what', 'goal', 'measured'], rows),
].join('\n\n');
if (values.write) await writeFigures('predictor/bench/endurance.ts', text);
