import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { computeDevice } from './compute-device.ts';
import { useBackend } from './use-backend.ts';

/** Backends that say what tfjs-node and WebGPU say of themselves. */
const stubs: Record<string, object> = {
  tensorflow: { isGPUPackage: true, isUsingGpuDevice: true },
  webgpu: { adapterInfo: { vendor: 'google', architecture: 'swiftshader' } },
};

beforeAll(() => {
  for (const name of Object.keys(stubs)) {
    tf.registerBackend(name, () =>
      Object.assign(new tf.KernelBackend(), { dispose: () => undefined }, stubs[name]),
    );
  }
});
afterAll(async () => {
  await tf.setBackend('cpu');
  for (const name of Object.keys(stubs)) tf.removeBackend(name);
});

test.each([
  ['wasm', { kind: 'cpu', description: 'CPU (WebAssembly)' }],
  ['cpu', { kind: 'cpu', description: 'CPU (plain JavaScript)' }],
] as const)('the backend %s computes on the CPU', async (backend, device) => {
  await useBackend(backend);
  expect(computeDevice()).toEqual(device);
});

test('native TensorFlow says whether it has found a GPU', async () => {
  await tf.setBackend('tensorflow');
  expect(computeDevice()).toEqual({ kind: 'gpu', description: 'GPU (CUDA)' });
  Object.assign(tf.backend(), { isUsingGpuDevice: false });
  expect(computeDevice()).toMatchObject({
    kind: 'cpu',
    description: expect.stringContaining('found no GPU'),
  });
  Object.assign(tf.backend(), { isGPUPackage: false });
  expect(computeDevice().description).toBe('CPU (native TensorFlow)');
});

test('WebGPU names its adapter, which may be a program', async () => {
  await tf.setBackend('webgpu');
  expect(computeDevice().description).toBe('GPU (WebGPU: google swiftshader)');
});
