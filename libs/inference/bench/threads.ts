/**
 * How far two cores carry: the pool beside the machine's own limit, which is what two processes that know nothing of
 * each other score at once. In turns, each for some seconds in processes of its own, names a second together:
 * one process, two processes, a pool of one thread and one of two. Needs both cores to itself.
 *
 *     node --conditions=@degas/source --import tsx libs/inference/bench/threads.ts [rounds]
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadClassifier } from '../src/classifier/load-classifier.ts';
import { writeCompiledModel } from '../src/format/degas-bin.ts';
import { loadClassifierPool } from '../src/pool/load-classifier-pool.ts';
import { quantised } from '../src/testing/quantise.ts';
import { parallelNetwork } from '../src/testing/random-networks.ts';
import { quantile } from './interleaved.ts';
import { realNames } from './real-names.ts';

const SECONDS = 3;

/** Names a second, and microseconds of the processors that a name took, in all threads. */
interface Result {
  readonly rate: number;
  readonly cost: number;
}

if (process.send === undefined) await compare(Number(process.argv[2] ?? 3));
else await scoreForAWhile(Number(process.argv[2]), process.argv[3]);

/** The child's part: reports when it is ready, scores on request, and sends back names a second. */
async function scoreForAWhile(threads: number, model: string | undefined): Promise<void> {
  const { names } = realNames(60_000);
  const options = { cacheSize: 0 };
  const classifier =
    threads === 0
      ? await loadClassifier(model, options)
      : await loadClassifierPool(model, { ...options, workers: threads });
  await classifier.score(names);
  const started = once(process, 'message');
  process.send?.('ready');
  await started;
  const start = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  while (performance.now() - start < SECONDS * 1000) {
    await classifier.score(names);
    count += names.length;
  }
  const rate = (1000 * count) / (performance.now() - start);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ rate, cost: (user + system) / count } satisfies Result);
  classifier.close();
  process.disconnect();
}

/** Names a second of several children at once, together, and what a name cost. */
async function together(children: readonly (readonly [number, string])[]): Promise<Result> {
  const started = children.map(([threads, model]) => {
    const args = model === '' ? [String(threads)] : [String(threads), model];
    const child = fork(process.argv[1] ?? '', args);
    return { child, ready: nextMessage(child) };
  });
  await Promise.all(started.map(({ ready }) => ready));
  const running = started.map(({ child }) => {
    const result = nextMessage(child);
    child.send('go');
    return result;
  });
  const results = (await Promise.all(running)) as Result[];
  const rate = results.reduce((sum, result) => sum + result.rate, 0);
  return {
    rate,
    cost: results.reduce((sum, result) => sum + (result.cost * result.rate) / rate, 0),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
}

async function compare(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'degas-threads-'));
  const random = join(folder, 'degas.bin');
  writeFileSync(random, writeCompiledModel(quantised(parallelNetwork(1, 128, 128))));
  const { length: cores } = cpus();
  console.log(
    `Node ${process.version}, ${cores} × ${cpus()[0]?.model ?? '?'}, ${new Date().toISOString()}`,
  );
  const models = { '2…6 × 128, dense 128, int8': random, 'the shipped model': '' };
  for (const [label, model] of Object.entries(models)) {
    const runs = {
      'one process': [[0, model]],
      'two processes': [
        [0, model],
        [0, model],
      ],
      'pool of 1': [[1, model]],
      'pool of 2': [[2, model]],
    } as const;
    const results = new Map<string, Result[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [what, children] of Object.entries(runs)) {
        results.set(what, [...(results.get(what) ?? []), await together(children)]);
      }
    }
    const median = (what: keyof typeof runs, field: keyof Result): number =>
      quantile(
        (results.get(what) ?? []).map((result) => result[field]),
        0.5,
      );
    console.log(`\n${label}, names/s and µs of the processors a name, medians of ${rounds}:`);
    for (const what of Object.keys(runs) as (keyof typeof runs)[]) {
      const rate = Math.round(median(what, 'rate')).toLocaleString('en');
      console.log(`  ${what}: ${rate}, ${median(what, 'cost').toFixed(2)} µs`);
    }
    const ratio = (a: keyof typeof runs, b: keyof typeof runs): string =>
      `${(median(a, 'rate') / median(b, 'rate')).toFixed(2)} ×`;
    console.log(
      `  the machine's limit (two processes ÷ one): ${ratio('two processes', 'one process')}; ` +
        `pool of 2 ÷ one process: ${ratio('pool of 2', 'one process')}; pool of 2 ÷ pool of 1: ` +
        `${ratio('pool of 2', 'pool of 1')}; pool of 2 ÷ the limit: ${ratio('pool of 2', 'two processes')}`,
    );
  }
  rmSync(folder, { recursive: true });
}
