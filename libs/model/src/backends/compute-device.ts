import * as tf from '@tensorflow/tfjs';

/** What the active backend computes on. */
export interface ComputeDevice {
  readonly kind: 'cpu' | 'gpu';
  /** For people, such as 'GPU (CUDA)'; says why where a GPU was asked for and is not used. */
  readonly description: string;
}

/** What the optional backends say about the device they run on. */
interface BackendDetails {
  /** tfjs-node: whether it is the GPU package, and whether TensorFlow has found a GPU. */
  readonly isGPUPackage?: boolean;
  readonly isUsingGpuDevice?: boolean;
  /** WebGPU. */
  readonly adapterInfo?: { readonly vendor?: string; readonly architecture?: string };
}

/**
 * Returns what the active backend computes on. TensorFlow falls back to the CPU in silence when it finds no GPU, so a
 * program that trains should print this.
 *
 * @example await useBackend('native'); console.log(computeDevice().description);
 */
export function computeDevice(): ComputeDevice {
  const details = tf.backend() as BackendDetails;
  switch (tf.getBackend()) {
    case 'tensorflow':
      return nativeDevice(details);
    case 'webgpu':
      return { kind: 'gpu', description: `GPU (WebGPU: ${adapterName(details)})` };
    case 'wasm':
      return { kind: 'cpu', description: 'CPU (WebAssembly)' };
    default:
      return { kind: 'cpu', description: 'CPU (plain JavaScript)' };
  }
}

function nativeDevice({ isGPUPackage, isUsingGpuDevice }: BackendDetails): ComputeDevice {
  if (isUsingGpuDevice === true) return { kind: 'gpu', description: 'GPU (CUDA)' };
  const why =
    isGPUPackage === true
      ? '; the GPU package is loaded, but TensorFlow found no GPU that it can use'
      : '';
  return { kind: 'cpu', description: `CPU (native TensorFlow${why})` };
}

/** An adapter may be a program: SwiftShader and llvmpipe compute on the CPU, and say so in their names. */
function adapterName({ adapterInfo }: BackendDetails): string {
  const { vendor = '', architecture = '' } = adapterInfo ?? {};
  return [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
}
