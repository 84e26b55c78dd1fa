import {
  checkedOptions,
  wholeNumber,
  type ClassifierOptions,
} from '../classifier/classifier-options.ts';
import { createWasmInstance, createWasmNetwork } from '../engine/wasm/wasm-engine.ts';
import { InferenceError } from '../errors.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { loadModel } from '../load/load-model.ts';
import { webAssembly } from '../platform/web-assembly.ts';
import { ClassifierPool, POOL_BATCH } from './classifier-pool.ts';
import type { PoolStart } from './pool-program.ts';
import { findThreads, type StartThread } from './pool-thread.ts';
import { PoolThreads } from './pool-threads.ts';

export interface ClassifierPoolOptions extends ClassifierOptions {
  /** Number of threads; one for each core when left out. */
  readonly workers?: number;
}

/** More than this is a slip: threads beyond the cores help nothing. */
const MOST_WORKERS = 1024;

/**
 * Loads a classifier on several threads, which share one copy of the model where the platform allows it. Takes what
 * `loadClassifier` takes. Close it when done.
 *
 * @example
 * const pool = await loadClassifierPool();
 * const scores = await pool.score(names);
 */
export function loadClassifierPool(
  source?: string | URL | Uint8Array,
  options: ClassifierPoolOptions = {},
): Promise<ClassifierPool> {
  return createClassifierPool(source, options, findThreads());
}

/** Loads the same on the caller's threads. */
export async function createClassifierPool(
  source: string | URL | Uint8Array | undefined,
  { workers = coreCount(), ...options }: ClassifierPoolOptions,
  startThread: StartThread | undefined,
): Promise<ClassifierPool> {
  const count = wholeNumber(workers, 'workers', { least: 1, most: MOST_WORKERS });
  checkedOptions(options, ['workers']);
  if (startThread === undefined || webAssembly === undefined) {
    throw new InferenceError(
      'INFERENCE_POOL_UNAVAILABLE',
      'This platform lacks threads or WebAssembly, expected both; use loadClassifier() instead.',
    );
  }
  const { model } = await loadModel(source);
  const encoding = encodingOf(model);
  const isShared = canShareMemory();
  const network = await createWasmNetwork(webAssembly, model, encoding, {
    instances: count,
    isShared,
    batchSize: POOL_BATCH,
  });
  const { memory, module, families } = network;
  const instances = Array.from({ length: count }, (_, i) =>
    createWasmInstance(network, encoding, i),
  );
  const startMessage = (index: number): PoolStart => {
    const instance = instances[index] ?? createWasmInstance(network, encoding, index);
    instance.reset();
    return {
      module,
      memory: isShared ? memory : null,
      copy: isShared ? null : memory.buffer.slice(0),
      encode: instance.calls.encode,
      run: instance.calls.run,
      text: instance.text.byteOffset,
      codes: instance.codes.byteOffset,
      scores: instance.scores.byteOffset,
      familyScores: instance.familyScores?.byteOffset ?? 0,
      families,
    };
  };
  const run = new PoolThreads(count, startThread, startMessage);
  const isByteWise = instances.every((instance) => instance.isByteWise);
  try {
    return new ClassifierPool(model, encoding, { count, isByteWise, run }, options);
  } catch (error) {
    run.close();
    throw error;
  }
}

function canShareMemory(): boolean {
  const { crossOriginIsolated } = globalThis as { crossOriginIsolated?: boolean };
  return typeof SharedArrayBuffer === 'function' && crossOriginIsolated !== false;
}

function coreCount(): number {
  const { navigator } = globalThis as { navigator?: { readonly hardwareConcurrency?: number } };
  if (navigator?.hardwareConcurrency !== undefined) return navigator.hardwareConcurrency;
  return 'process' in globalThis ? process.getBuiltinModule('node:os').availableParallelism() : 1;
}
