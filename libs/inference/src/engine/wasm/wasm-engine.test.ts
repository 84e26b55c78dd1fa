import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { degasEncoding, findEncoding } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { CompiledModel } from '../../format/compiled-model.ts';
import { webAssembly } from '../../platform/web-assembly.ts';
import { quantised } from '../../testing/quantise.ts';
import { nyuLike, RandomNetwork } from '../../testing/random-model.ts';
import { flagshipLike, randomNetwork } from '../../testing/random-networks.ts';
import type { Engine } from '../engine.ts';
import { createJavascriptEngine } from '../javascript/javascript-engine.ts';
import { createWasmEngine, createWasmNetwork } from './wasm-engine.ts';

async function wasmEngine(model: CompiledModel, encoding = degasEncoding): Promise<Engine> {
  if (webAssembly === undefined) throw new Error('these tests need WebAssembly');
  return createWasmEngine(
    webAssembly,
    await createWasmNetwork(webAssembly, model, encoding),
    encoding,
  );
}

/** What `compile` of @degas/model makes int8 where there are n-grams; the rest stays floats. */
const isTable = (name: string): boolean => name.includes('table');

const hostName = fc.oneof(
  fc.domain(),
  fc.stringMatching(/^[a-z0-9]{5,20}\.com$/),
  fc.stringMatching(/^0*[a-z0-9-]{0,80}$/),
  fc.string({ unit: 'binary', maxLength: 90 }),
);

/** The greatest difference between the two engines over some names, scores and family values. */
function difference(names: readonly string[], engine: Engine, expected: Engine): number {
  let greatest = 0;
  for (let from = 0; from < names.length; from += expected.batchSize) {
    const batch = names.slice(from, from + expected.batchSize);
    for (const each of [engine, expected]) {
      each.encode(batch, batch.length);
      each.run(batch.length, -Infinity);
    }
    expect(engine.codes.subarray(0, 75 * batch.length)).toEqual(
      expected.codes.subarray(0, 75 * batch.length),
    );
    for (let i = 0; i < batch.length; i++) {
      greatest = Math.max(
        greatest,
        Math.abs((engine.scores[i] ?? NaN) - (expected.scores[i] ?? NaN)),
      );
    }
    const families = (engine.familyScores?.length ?? 0) / engine.batchSize;
    for (let i = 0; i < families * batch.length; i++) {
      const value = expected.familyScores?.[i] ?? NaN;
      greatest = Math.max(
        greatest,
        Math.abs((engine.familyScores?.[i] ?? NaN) - value) / Math.max(10, Math.abs(value)),
      );
    }
  }
  return greatest;
}

/** All that looks for windows in int8 tables: more rows than int16 has room for, several sizes, words. */
function windowedNetwork(): CompiledModel {
  const network = new RandomNetwork(5);
  const parts = [1, 3].map((minimum) =>
    network.add({
      name: `bag${minimum}`,
      inputs: ['codes'],
      op: 'ngram_bag',
      minimum,
      maximum: minimum + 5,
      paddingCode: 0,
      combine: minimum === 1 ? 'sum' : 'mean',
      table: network.tensor(`bag${minimum}/table`, [256, 16], 200),
    }),
  );
  const marks = Int8Array.from({ length: 1024 }, (_, i) => (i % 2 === 0 ? 1 + (i % 64) : 0));
  network.tensors.words = { shape: [1024], data: marks, scales: Float32Array.of(1) };
  const words = network.add({
    name: 'words',
    inputs: ['codes'],
    op: 'word_cover',
    minimum: 2,
    maximum: 9,
    paddingCode: 0,
    endCode: 4,
    table: 'words',
  });
  network.add({ name: 'joined', inputs: [...parts, words], op: 'concatenate' });
  network.dense('hidden', 'joined', 40, 24, 'relu', 3);
  network.dense('score', 'hidden', 24, 1, 'sigmoid');
  return quantised(network.model(), isTable);
}

describe('the WASM engine', () => {
  test('scores random networks as the plain engine does, whatever came before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.array(hostName, { minLength: 5, maxLength: 30 }),
        async (seed, names) => {
          const model = randomNetwork(seed);
          expect(
            difference(
              names,
              await wasmEngine(model),
              createJavascriptEngine(model, degasEncoding),
            ),
          ).toBeLessThan(1e-5);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  }, 60_000);

  test('scores random int8 networks as their dequantised tables say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.array(hostName, { minLength: 5, maxLength: 20 }),
        async (seed, names) => {
          const model = quantised(randomNetwork(seed));
          expect(
            difference(
              names,
              await wasmEngine(model),
              createJavascriptEngine(model, degasEncoding),
            ),
          ).toBeLessThan(1e-3);
        },
      ),
      { seed: 7, numRuns: 60 },
    );
  }, 60_000);

  test('scores alike without the family head', async () => {
    const model = quantised(flagshipLike(4, 32), isTable);
    const engine = await wasmEngine(model);
    const names = fc.sample(fc.domain(), { numRuns: 100, seed: 7 });
    engine.encode(names, names.length);
    engine.run(names.length, -Infinity);
    const scores = engine.scores.slice(0, names.length);
    engine.scores.fill(0);
    engine.run(names.length, Infinity);
    expect(engine.scores.slice(0, names.length)).toEqual(scores);
  });

  test('names the families of those that score enough, the same whoever stands beside them', async () => {
    const model = quantised(flagshipLike(4, 32), isTable);
    const engine = await wasmEngine(model);
    const names = fc.sample(fc.domain(), { numRuns: 200, seed: 7 });
    const { length } = model.families;
    const rowsOf = (): Float32Array[] =>
      names.map((_, i) =>
        (engine.familyScores ?? new Float32Array()).slice(i * length, (i + 1) * length),
      );
    engine.encode(names, names.length);
    engine.run(names.length, -Infinity);
    const scores = engine.scores.slice(0, names.length);
    const all = rowsOf();
    for (const share of [0.1, 0.5, 0.9]) {
      const from = scores.slice().sort()[Math.floor(share * names.length)] ?? NaN;
      engine.familyScores?.fill(NaN);
      engine.run(names.length, from);
      const blank = new Float32Array(length).fill(NaN);
      expect(rowsOf()).toEqual(all.map((row, i) => ((scores[i] ?? NaN) >= from ? row : blank)));
    }
  });

  test.each<[string, CompiledModel, number]>([
    ['nyu', nyuLike(3), 1e-5],
    ['nyu in int8', quantised(nyuLike(3)), 1e-3],
    ['the flagship', flagshipLike(4, 32), 1e-5],
    ['the flagship in int8', quantised(flagshipLike(4, 32)), 1e-3],
    ['the flagship with int8 tables', quantised(flagshipLike(4, 32), isTable), 1e-3],
  ])('scores the layers of %s as the plain engine does', async (_, model, tolerance) => {
    const names = fc.sample(hostName, { numRuns: 300, seed: 7 });
    expect(
      difference(names, await wasmEngine(model), createJavascriptEngine(model, degasEncoding)),
    ).toBeLessThan(tolerance);
  });

  test('scores any rows of codes as the plain engine does, padding among them or not', async () => {
    const model = windowedNetwork();
    const engine = await wasmEngine(model);
    const plain = createJavascriptEngine(model, degasEncoding);
    const { length, vocabulary } = degasEncoding;
    const dense = fc.uint8Array({
      min: 1,
      max: vocabulary - 1,
      minLength: length,
      maxLength: length,
    });
    const sparse = fc.array(fc.constantFrom(0, 0, 1, 4, 7, vocabulary - 1), {
      minLength: length,
      maxLength: length,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(dense, sparse), { minLength: 1, maxLength: 20 }), (rows) => {
        for (const each of [engine, plain]) {
          rows.forEach((codes, row) => {
            each.codes.set(codes, row * length);
          });
          each.run(rows.length, -Infinity);
        }
        rows.forEach((_, row) => {
          const expected = plain.scores[row] ?? NaN;
          expect(Math.abs((engine.scores[row] ?? NaN) - expected)).toBeLessThan(1e-3);
        });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  test.each([['degas'], ['registrable']])('encodes names as the %s encoding does', async (name) => {
    const encoding = findEncoding(name, 1) ?? degasEncoding;
    const network = new RandomNetwork(9);
    const table = network.tensor('table', [encoding.vocabulary, 3], 3);
    network.add({ name: 'embedding', inputs: ['codes'], op: 'embedding', table });
    network.add({ name: 'pool', inputs: ['embedding'], op: 'global_average_pool1d' });
    network.dense('score', 'pool', 3, 1, 'sigmoid');
    const { version, length } = encoding;
    const model = network.model({ encoding: { name, version, length } });
    const engine = await wasmEngine(model, encoding);
    const plain = createJavascriptEngine(model, encoding);
    const names = fc.sample(hostName, { numRuns: 60, seed: 3 });
    for (const each of [engine, plain]) each.encode(names, names.length);
    const used = length * names.length;
    expect(engine.codes.subarray(0, used)).toEqual(plain.codes.subarray(0, used));
    // A row of padding alone comes from clients that encode by themselves.
    for (const each of [engine, plain]) {
      each.codes.fill(0, 0, length);
      each.run(names.length, -Infinity);
    }
    for (let i = 0; i < names.length; i++) {
      expect(engine.scores[i]).toBeCloseTo(plain.scores[i] ?? NaN, 5);
    }
  });

  test('is what assembly/ compiles to', () => {
    const compiler = join(import.meta.dirname, '../../../assembly/compile.mjs');
    execFileSync(process.execPath, [compiler, '--check'], { stdio: 'pipe' });
  }, 120_000);
});
