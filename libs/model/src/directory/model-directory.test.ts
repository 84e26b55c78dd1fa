import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { degasEncoding } from '@degas/features';
import { readCompiledModel } from '@degas/inference';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { buildNetwork } from '../networks/registry.ts';
import { encodeAll, sampleNames } from '../testing/names.ts';
import { convolutionAndLstm } from '../testing/sample-networks.ts';
import type { TrainedModel } from '../training/trained-model.ts';
import { defaultTraining } from '../training/training-settings.ts';
import { defaultVersion, listModels, setDefaultVersion } from './list-models.ts';
import { loadModel } from './load-model.ts';
import { readManifest } from './manifest.ts';
import { identityOf, saveModel, saveNetwork, type SaveInfo } from './save-model.ts';

const root = mkdtempSync(join(tmpdir(), 'degas-models-'));
const version1 = join(root, 'degas/1');
const counts = { total: 10, benign: 6, dga: 4 };

const untrained = (): TrainedModel => ({
  network: 'nyu',
  model: buildNetwork('nyu', { seed: 7 }),
  encoding: degasEncoding,
  settings: { ...defaultTraining, seed: 7 },
  backend: 'cpu',
  history: [],
  bestEpoch: 0,
  end: 'aborted',
  families: ['necurs', 'qakbot'],
  rows: {
    training: counts,
    validation: counts,
    skipped: 0,
    sources: [{ source: 'made.csv.gz', ...counts, sha256: 'a'.repeat(64) }],
    split: { name: 'random', settings: { fraction: 0.8, seed: 7, by: 'train' } },
  },
  validation: { scores: new Float32Array(), labels: new Uint8Array(), families: [] },
});

const info: SaveInfo = {
  threshold: 0.5,
  operatingPoints: [{ level: 'low', falsePositiveRate: 0.01, threshold: 0.4, benignNames: 6 }],
  metrics: { auc: 0.5, perFamily: { necurs: 0.1 } },
  created: new Date('2026-11-24T12:00:00Z'),
  command: 'degas train data/processed --seed 7',
  gitCommit: null,
};

const trained = untrained();
const codes = encodeAll(sampleNames(8));
const scoresOf = (model: tf.LayersModel): Float32Array =>
  tf.tidy(() =>
    (model.predict(tf.tensor2d(codes, [8, 75], 'int32')) as tf.Tensor).dataSync<'float32'>(),
  );

beforeAll(async () => {
  await tf.setBackend('cpu');
  await saveModel(trained, version1, info, { files: { 'report.json': '{"auc":0.5}\n' } });
});
afterAll(() => {
  trained.model.dispose();
  rmSync(root, { recursive: true });
});

describe('saveModel', () => {
  test('writes the files that the architecture lists, manifest and digests over all', async () => {
    const manifest = await readManifest(version1);
    const files = [
      'degas.bin',
      'model.json',
      'model.onnx',
      'report.json',
      'saved_model.pb',
      'weights.bin',
    ];
    expect(readdirSync(version1).sort()).toEqual([...files, 'manifest.json'].sort());
    expect(Object.keys(manifest.files).sort()).toEqual(files);
    expect(manifest).toMatchObject({
      exportsLeftOut: [],
      formatVersion: 1,
      name: 'degas',
      version: 1,
      network: { name: 'nyu', parameters: 254_337 },
      encoding: { name: 'degas', version: 1, length: 75 },
      families: ['necurs', 'qakbot'],
      operatingPoints: info.operatingPoints,
      seed: 7,
      training: { settings: { batchSize: defaultTraining.batchSize } },
      dataset: {
        sources: [{ source: 'made.csv.gz', total: 10 }],
        split: { name: 'random', settings: { fraction: 0.8, seed: 7 } },
      },
      metrics: info.metrics,
      created: '2026-11-24T12:00:00.000Z',
      command: info.command,
    });
  });

  test('a version that is there stays, unless told to overwrite it', async () => {
    await expect(saveModel(trained, version1, info)).rejects.toMatchObject({
      code: 'MODEL_VERSION_EXISTS',
    });
    const again = join(root, 'again/1');
    await saveModel(trained, again, info);
    await saveModel(trained, again, { ...info, gitCommit: 'abc' }, { overwrite: true });
    expect((await readManifest(again)).gitCommit).toBe('abc');
  });

  test('degas.bin says what the manifest says', () => {
    const compiled = readCompiledModel(readFileSync(join(version1, 'degas.bin')));
    expect(compiled).toMatchObject({
      name: 'degas',
      version: 1,
      threshold: 0.5,
      families: ['necurs', 'qakbot'],
      operatingPoints: info.operatingPoints,
    });
  });

  test('a network that the engine has no form for is saved without degas.bin', async () => {
    const model = convolutionAndLstm();
    const description = await readManifest(version1);
    const manifest = await saveNetwork(model, join(root, 'recurrent/1'), description);
    expect(Object.keys(manifest.files).sort()).toEqual([
      'model.json',
      'model.onnx',
      'saved_model.pb',
      'weights.bin',
    ]);
    model.dispose();
  });

  test('a description that makes no manifest is refused before anything is written', async () => {
    const wrong = { ...info, threshold: 2 };
    await expect(saveModel(trained, join(root, 'wrong/1'), wrong)).rejects.toMatchObject({
      code: 'MODEL_BAD_DESCRIPTION',
      message: expect.stringContaining('threshold'),
    });
    expect(existsSync(join(root, 'wrong'))).toBe(false);
  });

  test.each([
    ['models/degas/2', { name: 'degas', version: 2 }],
    ['models/other/12/', { name: 'other', version: 12 }],
    ['some/dir', { name: 'degas', version: 1 }],
  ])('%s is %j', (path, identity) => {
    expect(identityOf(join(root, path))).toEqual(identity);
  });
});

describe('loadModel', () => {
  test('gives the network that was saved', async () => {
    const before = tf.memory().numTensors;
    const { model, encoding, manifest } = await loadModel(version1);
    expect(scoresOf(model)).toEqual(scoresOf(trained.model));
    expect(encoding).toBe(degasEncoding);
    expect(manifest.network.name).toBe('nyu');
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('plain TensorFlow.js loads the two files with no help', async () => {
    const fetchFunc = (input: string | URL | Request): Promise<Response> => {
      const bytes = readFileSync(
        join(
          version1,
          new URL(
            typeof input === 'string' || input instanceof URL ? input : input.url,
          ).pathname.slice(1),
        ),
      );
      // Jest's tests live in a realm of their own; TensorFlow.js must see arrays of that one.
      const json = (): Promise<unknown> => Promise.resolve(JSON.parse(bytes.toString()));
      return Promise.resolve(Object.assign(new Response(bytes), { json }));
    };
    const server = tf.io.http('http://models.test/model.json', { fetchFunc });
    const model = await tf.loadLayersModel(server);
    expect(scoresOf(model)).toEqual(scoresOf(trained.model));
    model.dispose();
  });

  let copy = '';
  beforeEach(() => {
    copy = mkdtempSync(join(root, 'copy-'));
    cpSync(version1, copy, { recursive: true });
  });
  const edit = (change: (manifest: Record<string, unknown>) => object): void => {
    const file = join(copy, 'manifest.json');
    writeFileSync(
      file,
      JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)),
    );
  };
  const encoding = { name: 'degas', version: 1, length: 75 };

  test.each<[string, () => void, string, RegExp]>([
    [
      'another format version',
      () => {
        edit((m) => ({ ...m, formatVersion: 9 }));
      },
      'MODEL_FORMAT_MISMATCH',
      /version 9, this Degas reads 1/,
    ],
    [
      'an unknown encoding',
      () => {
        edit((m) => ({ ...m, encoding: { ...encoding, version: 7 } }));
      },
      'MODEL_ENCODING_MISMATCH',
      /'degas' 7 of 75 codes.*no encoding/,
    ],
    [
      'an encoding of another length',
      () => {
        edit((m) => ({ ...m, encoding: { ...encoding, length: 64 } }));
      },
      'MODEL_ENCODING_MISMATCH',
      /of 64 codes.*of 75 codes/,
    ],
    [
      'one byte changed',
      () => {
        writeFileSync(join(copy, 'weights.bin'), 'x');
      },
      'MODEL_DIGEST_MISMATCH',
      /weights\.bin has SHA-256 [0-9a-f]{64} in the manifest.*[0-9a-f]{64}/,
    ],
    [
      'a file gone',
      () => {
        rmSync(join(copy, 'degas.bin'));
      },
      'MODEL_DIGEST_MISMATCH',
      /degas\.bin.*no readable file/,
    ],
    [
      'no manifest',
      () => {
        rmSync(join(copy, 'manifest.json'));
      },
      'MODEL_NOT_FOUND',
      /manifest\.json/,
    ],
    [
      'half a manifest',
      () => {
        writeFileSync(join(copy, 'manifest.json'), '{"formatVersion": 1');
      },
      'MODEL_BAD_MANIFEST',
      /not JSON/,
    ],
    [
      'a manifest without its seed',
      () => {
        edit((m) => ({ ...m, seed: undefined }));
      },
      'MODEL_BAD_MANIFEST',
      /seed/,
    ],
    [
      'a manifest that points outside',
      () => {
        edit((m) => ({ ...m, files: { '../x': 'a'.repeat(64) } }));
      },
      'MODEL_BAD_MANIFEST',
      /files/,
    ],
    [
      'a manifest without the network',
      () => {
        edit((m) => ({ ...m, files: {} }));
      },
      'MODEL_BAD_MANIFEST',
      /model\.json/,
    ],
  ])('refuses %s', async (_, damage, code, message) => {
    damage();
    await expect(loadModel(copy)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('versions of a model', () => {
  let models = '';
  beforeEach(() => {
    models = mkdtempSync(join(root, 'models-'));
    for (const version of ['1', '2', '10'])
      cpSync(version1, join(models, version), { recursive: true });
    for (const other of ['.11.partial', 'notes', '007']) mkdirSync(join(models, other));
  });

  test('are listed by number, the newest the default; other folders are none', async () => {
    const listed = await listModels(models);
    expect(listed.map(({ version, isDefault }) => [version, isDefault])).toEqual([
      [1, false],
      [2, false],
      [10, true],
    ]);
  });

  test('the file `default` chooses another', async () => {
    await setDefaultVersion(models, 2);
    expect(await defaultVersion(models)).toBe(2);
    expect((await listModels(models)).find(({ isDefault }) => isDefault)?.version).toBe(2);
  });

  test('a default that is not there is refused, in the file as in the call', async () => {
    await expect(setDefaultVersion(models, 3)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    writeFileSync(join(models, 'default'), '3\n');
    await expect(defaultVersion(models)).rejects.toThrow(/'3'.*\[1, 2, 10\]/);
  });

  test('a broken version is listed with its problem', async () => {
    writeFileSync(join(models, '2/manifest.json'), 'x');
    const broken = (await listModels(models)).find(({ version }) => version === 2);
    expect(broken).toMatchObject({ manifest: null, problem: { code: 'MODEL_BAD_MANIFEST' } });
  });

  test('an empty root has none; a missing one is an error', async () => {
    const empty = mkdtempSync(join(root, 'empty-'));
    expect(await listModels(empty)).toEqual([]);
    await expect(defaultVersion(empty)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    await expect(listModels(join(empty, 'missing'))).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
    });
  });
});
