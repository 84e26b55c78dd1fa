import { createRequire } from 'node:module';

import { describe, expect, test } from '@jest/globals';

import { runTypescript } from '../testing/run-program.ts';
import { useBackend } from './use-backend.ts';

const isInstalled = (name: string): boolean => {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
};

test('an unknown backend is refused by naming those that are there', async () => {
  await expect(useBackend('opencl' as 'cpu')).rejects.toMatchObject({
    code: 'MODEL_UNKNOWN_BACKEND',
    message: expect.stringContaining('wasm, native, webgpu, cpu'),
  });
});

const withoutWebGpu = isInstalled('webgpu') ? test.skip : test;
withoutWebGpu('webgpu without its packages says what to install', async () => {
  await expect(useBackend('webgpu')).rejects.toMatchObject({
    code: 'MODEL_BACKEND_UNAVAILABLE',
    message: expect.stringContaining(
      'npm install --no-save webgpu @tensorflow/tfjs-backend-webgpu@4.22.0',
    ),
  });
});

const native = isInstalled('@tensorflow/tfjs-node');
const withoutNative = native ? test.skip : test;
withoutNative('native without its package says what to run', async () => {
  await expect(useBackend('native')).rejects.toMatchObject({
    code: 'MODEL_BACKEND_UNAVAILABLE',
    message: expect.stringContaining('tools/install-native-tensorflow.ts'),
  });
});

const withNative = native ? describe : describe.skip;
withNative('native TensorFlow (skips unless tools/install-native-tensorflow.ts was run)', () => {
  test('trains the networks to the losses that wasm trains them to', () => {
    // In a Node of its own: native modules don't know the typed arrays of Jest's realm.
    const printed = runTypescript('compare-backends.ts', ['wasm', 'native']);
    const [wasm = {}, onNative = {}] = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number[]>);
    expect(Object.keys(onNative)).toEqual(['nyu', 'mit', 'baseline']);
    for (const [network, losses] of Object.entries(onNative)) {
      expect(losses).toHaveLength(4);
      losses.forEach((loss, step) => {
        expect(Math.abs(loss - (wasm[network]?.[step] ?? NaN))).toBeLessThan(1e-4);
      });
    }
  }, 120_000);
});
