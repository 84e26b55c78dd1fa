import { existsSync } from 'node:fs';
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

/** Of what `compare-backends.ts` printed: two lines of losses. */
function expectSameLosses(printed: string, networks: readonly string[]): void {
  const [expected = {}, actual = {}] = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number[]>);
  expect(Object.keys(actual)).toEqual(networks);
  for (const [network, losses] of Object.entries(actual)) {
    expect(losses).toHaveLength(4);
    losses.forEach((loss, step) => {
      expect(Math.abs(loss - (expected[network]?.[step] ?? NaN))).toBeLessThan(1e-4);
    });
  }
}

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

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const webGpu =
  isInstalled('webgpu') &&
  isInstalled('@tensorflow/tfjs-backend-webgpu') &&
  (existsSync(SWIFTSHADER) || process.env.VK_ICD_FILENAMES !== undefined);
if (!webGpu) {
  console.warn(
    `skipped: training by webgpu, which takes 'npm install --no-save webgpu @tensorflow/tfjs-backend-webgpu@4.22.0' and a Vulkan driver: VK_ICD_FILENAMES, or Chromium's ${SWIFTSHADER}`,
  );
}
const withWebGpu = webGpu ? test : test.skip;
withWebGpu(
  'webgpu trains a convolution with an LSTM to the losses that wasm trains it to',
  () => {
    // A software adapter takes a second a name: four of them.
    const environment = { VK_ICD_FILENAMES: SWIFTSHADER, ...process.env };
    const options = ['--networks', 'mit,baseline', '--names', '4', 'wasm', 'webgpu'];
    expectSameLosses(runTypescript('compare-backends.ts', options, environment), [
      'mit',
      'baseline',
    ]);
  },
  600_000,
);

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
    expectSameLosses(printed, ['nyu', 'mit', 'baseline']);
  }, 120_000);
});
