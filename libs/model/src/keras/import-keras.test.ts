import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { expectEqual } from '../testing/layers-scores.ts';
import { encodeAll, sampleNames } from '../testing/names.ts';
import { python, pythonHas, runTypescript, runPython } from '../testing/run-program.ts';

interface Scored {
  path: string;
  layers?: string[];
  scores?: number[];
  code?: string;
  message?: string;
}

const fixtures = join(import.meta.dirname, '../fixtures');
const program = join(import.meta.dirname, '../testing/score-keras-files.ts');
const compressed = readFileSync(join(fixtures, 'keras-2-all-layers.h5.gz'));
const folder = mkdtempSync(join(tmpdir(), 'degas-keras-'));

const importAll = (paths: readonly string[]): Scored[] =>
  runTypescript(program, paths)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Scored);

beforeAll(() => {
  writeFileSync(join(folder, 'codes'), encodeAll(sampleNames(48)));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('importKeras', () => {
  let results: Scored[] = [];
  const bytes = gunzipSync(compressed);
  /** Changes a text inside the file for another of the same length. */
  const replaced = (from: string, to: string): Buffer => {
    expect(bytes.includes(from)).toBe(true);
    return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
  };

  beforeAll(() => {
    const files: Record<string, Buffer> = {
      'whole.h5': bytes,
      'text.h5': Buffer.from('domain,label\n'),
      'short.h5': bytes.subarray(0, 9000),
      'unknown-layer.h5': replaced('"class_name": "Dropout"', '"class_name": "Unknown"'),
      'unknown-activation.h5': replaced('"activation": "relu"', '"activation": "selu"'),
      'weights-only.h5': replaced('model_config', 'model_forgot'),
      'keras-3.h5': replaced('2.21.0', '3.21.0'),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    results = importAll([...Object.keys(files), 'missing.h5'].map((name) => join(folder, name)));
  }, 60_000);

  const resultOf = (name: string): Scored | undefined =>
    results.find(({ path }) => path === join(folder, name));

  test('a model of Keras 2 with every layer of the field scores as it does in Keras', () => {
    const { layers, scores = [] } = resultOf('whole.h5') ?? {};
    expect(layers).toEqual([
      'InputLayer',
      'Embedding',
      'Conv1D',
      'ThresholdedReLU',
      'MaxPooling1D',
      'LSTM',
      'Bidirectional',
      'Dense',
      'Dropout',
      'Dense',
    ]);
    const inKeras = JSON.parse(
      readFileSync(join(fixtures, 'keras-2-all-layers.json'), 'utf8'),
    ) as number[];
    expectEqual(Float32Array.from(scores), Float32Array.from(inKeras));
  });

  test.each([
    ['text.h5', 'MODEL_BAD_KERAS_FILE', /is not an HDF5 file/],
    ['short.h5', 'MODEL_BAD_KERAS_FILE', /can't be read/],
    ['missing.h5', 'MODEL_NOT_FOUND', /ENOENT/],
    ['weights-only.h5', 'MODEL_BAD_KERAS_FILE', /holds weights only/],
    ['unknown-layer.h5', 'MODEL_UNSUPPORTED_LAYER', /'dropout' is a Unknown/],
    ['unknown-activation.h5', 'MODEL_UNSUPPORTED_LAYER', /'dense' has a setting 'activation'/],
    ['keras-3.h5', 'MODEL_UNSUPPORTED_LAYER', /hard_sigmoid as Keras 3\.21\.0/],
  ])('%s is refused: %s', (name, code, message) => {
    expect(resultOf(name)?.code).toBe(code);
    expect(resultOf(name)?.message).toMatch(message);
  });
});

const withKeras = pythonHas('keras') ? describe : describe.skip;

withKeras(
  `files that Keras itself writes (skips unless ${python}, or DEGAS_PYTHON, has keras)`,
  () => {
    test('Keras 3 and, where tf_keras is, Keras 2: each model scores within 1e-5', () => {
      const made = runPython(readFileSync(join(fixtures, 'keras-models.py'), 'utf8'), [folder])
        .trim()
        .split('\n');
      expect(made.length).toBeGreaterThanOrEqual(4);
      for (const { path, scores = [], message } of importAll(made.map((file) => `${file}.h5`))) {
        expect(message).toBeUndefined();
        const inKeras = readFileSync(path.replace(/h5$/, 'scores'));
        expectEqual(Float32Array.from(scores), new Float32Array(Uint8Array.from(inKeras).buffer));
      }
      expect(readdirSync(folder)).toContain('keras-3-nyu.h5');
    }, 120_000);
  },
);
