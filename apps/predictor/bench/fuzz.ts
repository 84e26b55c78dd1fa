import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';

import { fuzzCalls, RawClient } from '../src/testing/fuzz-calls.ts';
import { fuzzRequests, type FuzzRequest } from '../src/testing/fuzz-requests.ts';
import { machine, table, writeFigures } from './figures.ts';
import { startQuietService } from './quiet-service.ts';
import { residentMegabytes } from './resident-memory.ts';

/**
 * Sends hostile requests, half by REST and half by gRPC, to a service of its own on loopback, and reports what became of
 * them and of the service's memory: fuzz.ts --requests 100000 --seed 1 [--write]
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const half = Math.floor(Number(values.requests) / 2);
const service = await startQuietService([]);
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const grpc = new RawClient(service.grpcAddress);
const outcomes = new Map<string, number>();
const bad: string[] = [];

const count = (outcome: string): void => {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
};

function ask({ method, url, headers, body }: FuzzRequest): Promise<void> {
  return new Promise((resolve) => {
    const options = { method, agent, headers: { ...headers, 'content-length': body.length } };
    const asked = request(`${service.address}${url}`, options, (response) => {
      count(`REST ${response.statusCode ?? 0}`);
      if ((response.statusCode ?? 0) >= 500) bad.push(`${method} ${url} ${body.toString()}`);
      response.resume();
      response.on('end', resolve);
    });
    asked.setTimeout(60_000, () => {
      bad.push(`no answer: ${method} ${url} ${body.toString()}`);
      asked.destroy();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      count(`REST ${error.code ?? error.message}`);
      resolve();
    });
    asked.end(body);
  });
}

/** Runs a job this many times, sixteen at a time; reports the memory at each quarter. */
async function times(name: string, job: () => Promise<void>): Promise<void> {
  let started = 0;
  const quarter = Math.ceil(half / 4);
  const lane = async (): Promise<void> => {
    while (started < half) {
      const mine = ++started;
      await job();
      if (mine % quarter === 0) report(`${name} ${mine}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

const memory: string[] = [];
const report = (when: string): void => {
  const reading = `${when} ${residentMegabytes(service.process.pid ?? 0).toFixed(0)} MB`;
  memory.push(reading);
  console.log(reading);
};

report('start');
const nextRequest = fuzzRequests(Number(values.seed));
await times('REST', () => ask(nextRequest()));
const nextCall = fuzzCalls(Number(values.seed));
await times('gRPC', async () => {
  const call = nextCall();
  const status = await grpc.call(call);
  count(`gRPC ${status}`);
  if (['INTERNAL', 'UNKNOWN', 'DEADLINE_EXCEEDED'].includes(status)) {
    bad.push(`${call.path} ${call.message.toString('hex')}`);
  }
});

console.log(Object.fromEntries([...outcomes].sort()));
console.log(
  `service ${service.process.exitCode === null ? 'alive' : 'DEAD'}, ${bad.length} failures of the service's own`,
);
for (const each of bad.slice(0, 10)) console.log(each.slice(0, 500));
if (values.write) {
  const rows = [...outcomes].sort().map(([outcome, times]) => [outcome, times]);
  await writeFigures(
    'predictor/bench/fuzz.ts',
    [
      `${machine()}; ${values.requests} mutated requests, half by REST and half by gRPC, seed ${values.seed}, sixteen at a time, each with an answer (none hangs). Afterwards the service is ${service.process.exitCode === null ? 'alive' : 'dead'}; ${bad.length} failures of its own (5xx, INTERNAL, UNKNOWN). Memory: ${memory.join(', ')}.`,
      table(['answer', 'times'], rows),
    ].join('\n\n'),
  );
}
process.exitCode = bad.length > 0 || service.process.exitCode !== null ? 1 : 0;
grpc.close();
agent.destroy();
service.process.kill('SIGTERM');
