import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { registerTrainingKernels } from './wasm-kernels.ts';

/** Where tensors are computed: 'wasm' anywhere and fast, 'cpu' plain JavaScript, 'native' TensorFlow's own library. */
export const backends = ['wasm', 'cpu', 'native'] as const;
export type Backend = (typeof backends)[number];

/**
 * Makes `backend` the one that everything after computes on, ready to train.
 *
 * @example await useBackend('wasm');
 */
export async function useBackend(backend: Backend): Promise<void> {
  switch (backend) {
    case 'wasm':
      await useWasm();
      return;
    case 'cpu':
      await activate('cpu');
      return;
    case 'native':
      await useNative();
      return;
    default:
      throw new ModelError(
        'MODEL_UNKNOWN_BACKEND',
        `There is no backend ${JSON.stringify(backend)}; there are ${backends.join(', ')}. Choose one of them.`,
      );
  }
}

async function useWasm(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (!('wasm' in tf.engine().registry)) {
    // The package looks beside the main script by default, which is right only for bundles.
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(dirname(entry) + sep);
  }
  await activate('wasm');
  registerTrainingKernels();
}

async function activate(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) {
    throw new ModelError(
      'MODEL_BACKEND_UNAVAILABLE',
      `The backend ${name} was asked for and its package is installed, but it did not start here; use another of ${backends.join(', ')}.`,
    );
  }
  await tf.ready();
}

/** The name is put together so that neither the compiler nor a bundler wants the optional package at build time. */
const nativePackage = ['@tensorflow', 'tfjs-node'].join('/');

async function useNative(): Promise<void> {
  try {
    await import(nativePackage);
  } catch (cause) {
    throw new ModelError(
      'MODEL_BACKEND_UNAVAILABLE',
      `The backend native was asked for, but ${nativePackage} can't be loaded here; run 'node --import tsx tools/install-native-tensorflow.ts', or use the backend wasm.`,
      { cause },
    );
  }
  await activate('tensorflow');
}
