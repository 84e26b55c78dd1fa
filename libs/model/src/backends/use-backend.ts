import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { registerTrainingKernels } from './wasm-kernels.ts';

/**
 * Where tensors are computed: 'wasm' anywhere and fast, 'native' TensorFlow's own library (on a GPU where its GPU
 * package finds one), 'webgpu' a GPU by Dawn, 'cpu' plain JavaScript. `computeDevice` says what it came to.
 */
export const backends = ['wasm', 'native', 'webgpu', 'cpu'] as const;
export type Backend = (typeof backends)[number];

/**
 * Makes `backend` the one that all further tensors are computed by, ready to train.
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
    case 'webgpu':
      await useWebGpu();
      return;
    default:
      throw new ModelError(
        'MODEL_UNKNOWN_BACKEND',
        `Unknown backend ${JSON.stringify(backend)}. Expected one of: ${backends.join(', ')}.`,
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
      `Backend ${name}: its package is installed, but it did not start here. Use another of: ${backends.join(', ')}.`,
    );
  }
  await tf.ready();
}

/** Optional packages by names that are put together, so that neither the compiler nor a bundler wants them at build time. */
const optional = (scope: string, name: string): string => [scope, name].filter(Boolean).join('/');
const NATIVE = [optional('@tensorflow', 'tfjs-node-gpu'), optional('@tensorflow', 'tfjs-node')];
const WEBGPU = [optional('', 'webgpu'), optional('@tensorflow', 'tfjs-backend-webgpu')] as const;

async function useNative(): Promise<void> {
  restoreDroppedFunctions();
  const causes: unknown[] = [];
  for (const name of NATIVE) {
    try {
      await import(name);
      await activate('tensorflow');
      return;
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new ModelError(
    'MODEL_BACKEND_UNAVAILABLE',
    `Backend native: neither ${NATIVE.join(' nor ')} could be loaded (${causes.map(firstLine).join('; ')}). Run 'node --import tsx tools/install-native-tensorflow.ts' in Degas' repository, with --gpu for CUDA (see docs/guides/gpu.md), or use the backend wasm.`,
    { cause: new AggregateError(causes) },
  );
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0] ?? '';
}

/** The package calls two functions that Node 23 has dropped (tensorflow/tfjs#8609). */
function restoreDroppedFunctions(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

/** Node has no WebGPU of its own: the package `webgpu` brings Dawn, which TensorFlow.js finds as a browser's. */
async function useWebGpu(): Promise<void> {
  try {
    const dawn = (await import(WEBGPU[0])) as {
      create: (flags: string[]) => unknown;
      globals: object;
    };
    Object.assign(globalThis, dawn.globals);
    Object.defineProperty(globalThis, 'navigator', {
      value: { gpu: dawn.create([]) },
      configurable: true,
    });
    await import(WEBGPU[1]);
    await activate('webgpu');
    const probe = tf.tidy(() => tf.ones([1]).add(1));
    await probe.data();
    probe.dispose();
  } catch (cause) {
    throw new ModelError(
      'MODEL_BACKEND_UNAVAILABLE',
      `Backend webgpu: it did not start here (${String(cause)}). It needs a GPU that Vulkan, Metal or Direct3D 12 supports, and 'npm install --no-save ${WEBGPU.join(' ')}@4.22.0'; or use the backend native or wasm.`,
      { cause },
    );
  }
}
