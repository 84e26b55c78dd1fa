import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, test } from '@jest/globals';

import { writeCompiledModel } from '../format/degas-bin.ts';
import { modelBytes } from '../load/model-bytes.ts';
import { nyuLike } from '../testing/random-model.ts';
import { loadClassifier } from './load-classifier.ts';

const bytes = writeCompiledModel(nyuLike(2, 4, 4));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'degas-inference-'));
  await writeFile(join(folder, 'degas.bin'), bytes);
});

describe('loadClassifier', () => {
  test('finds the shipped model without a path', async () => {
    const classifier = await loadClassifier();
    expect(classifier.classifyOne('www.google.com').registrable).toBe('google.com');
    expect(classifier.model.parameters).toBeGreaterThan(0);
  });

  test.each<[string, () => string | URL | Uint8Array]>([
    ['a folder', () => folder],
    ['its degas.bin', () => join(folder, 'degas.bin')],
    ['a file URL', () => pathToFileURL(join(folder, 'degas.bin'))],
    ['a file URL of a folder', () => pathToFileURL(folder)],
    ['the bytes', () => bytes],
  ])('takes %s', async (_, source) => {
    expect((await loadClassifier(source())).model).toMatchObject({ name: 'nyu-like', version: 1 });
  });

  test('takes a web address', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/degas.bin' ? 200 : 404;
      response.end(bytes);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await loadClassifier(`${address}/degas.bin`)).model.name).toBe('nyu-like');
      await expect(loadClassifier(new URL(`${address}/other`))).rejects.toMatchObject({
        code: 'INFERENCE_MODEL_NOT_FOUND',
      });
    } finally {
      await new Promise((closed) => server.close(closed));
    }
    await expect(loadClassifier(`${address}/degas.bin`)).rejects.toMatchObject({
      code: 'INFERENCE_MODEL_NOT_FOUND',
    });
  });

  test('a path with nothing there is a coded error', async () => {
    await expect(loadClassifier('/no/such/model')).rejects.toMatchObject({
      code: 'INFERENCE_MODEL_NOT_FOUND',
    });
  });
});

const models = join(import.meta.dirname, '../../../../models/degas');
const versions = existsSync(models)
  ? readdirSync(models).filter((name) => /^[1-9]\d*$/.test(name))
  : [];
const trained = versions.length > 0 ? test : test.skip;

trained(
  'the shipped model is the default one of models/degas (run tools/embed-model.ts; skipped without a trained model)',
  async () => {
    const chosen = join(models, 'default');
    const version = existsSync(chosen)
      ? readFileSync(chosen, 'utf8').trim()
      : String(Math.max(...versions.map(Number)));
    const file = readFileSync(join(models, version, 'degas.bin'));
    expect(Buffer.compare(await modelBytes(), file)).toBe(0);
  },
);
