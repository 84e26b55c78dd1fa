import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { assertDefined } from '../assert-defined.ts';
import { transposeInto } from './transpose-block.ts';

type Kernel = (args: {
  inputs: Record<string, tf.TensorInfo>;
  attrs: Record<string, unknown>;
  backend: BackendWasm;
}) => tf.TensorInfo;

/**
 * TensorFlow.js' wasm backend is made for inference: two gradients are missing (the convolution's filter, the
 * embedding's rows) and others are naive loops. These kernels turn each into the fast product that it has.
 * Call once the backend is ready: the originals are wrapped after they have bound to their module.
 */
export function registerTrainingKernels(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') as unknown) return;
  const original = (name: string): Kernel =>
    tf.getKernel(name, 'wasm').kernelFunc as unknown as Kernel;
  const multiply = original('BatchMatMul');
  const convolve = original('Conv2D');
  replace('BatchMatMul', transposeThenMultiply(multiply));
  replace(
    'Conv2DBackpropInput',
    convolutionInputGradient(convolve, original('Conv2DBackpropInput')),
  );
  replace('Conv2DBackpropFilter', convolutionFilterGradient(multiply));
  replace('MaxPoolGrad', maxPoolGradient);
  replace('UnsortedSegmentSum', unsortedSegmentSum);
  replace('Sum', sumOverLeadingAxes(original('Sum')));
}

function replace(kernelName: string, kernel: Kernel): void {
  const former = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (former) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...former,
    kernelName,
    backendName: 'wasm',
    kernelFunc: kernel as unknown as tf.KernelFunc,
  });
}

const view = (backend: BackendWasm, info: tf.TensorInfo): Float32Array =>
  backend.typedArrayFromHeap(info) as Float32Array;

/** The module's product is 10 to 20 times slower on a transposed operand than turning the operand first. */
function transposeThenMultiply(multiply: Kernel): Kernel {
  return ({ inputs, attrs, backend }) => {
    const borrowed: tf.TensorInfo[] = [];
    const turned = (info: tf.TensorInfo, wanted: unknown): tf.TensorInfo => {
      if (wanted !== true) return info;
      const out = transposeLast(info, backend);
      borrowed.push(out);
      return out;
    };
    const a = turned(assertDefined(inputs.a), attrs.transposeA);
    const b = turned(assertDefined(inputs.b), attrs.transposeB);
    const out = multiply({
      inputs: { a, b },
      attrs: { ...attrs, transposeA: false, transposeB: false },
      backend,
    });
    for (const { dataId } of borrowed) backend.disposeData(dataId);
    return out;
  };
}

/** (…, rows, columns) → (…, columns, rows) */
function transposeLast(info: tf.TensorInfo, backend: BackendWasm): tf.TensorInfo {
  const [rows, columns] = info.shape.slice(-2) as [number, number];
  const out = backend.makeOutput([...info.shape.slice(0, -2), columns, rows], 'float32');
  const source = view(backend, info);
  const target = view(backend, out);
  for (let from = 0; from < source.length; from += rows * columns) {
    transposeInto(source, from, rows, columns, target, from);
  }
  return out;
}

/** With stride 1, the input's gradient is a convolution of the output's with the filter turned round. */
function convolutionInputGradient(convolve: Kernel, original: Kernel): Kernel {
  return ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const info = convolutionInfo(attrs.inputShape, filter.shape, attrs);
    if (info.strideHeight !== 1 || info.strideWidth !== 1)
      return original({ inputs, attrs, backend });
    const { filterHeight, filterWidth, inChannels, outChannels, padInfo } = info;
    const turned = backend.makeOutput(
      [filterHeight, filterWidth, outChannels, inChannels],
      'float32',
    );
    const source = view(backend, filter);
    const target = view(backend, turned);
    const size = inChannels * outChannels;
    const taps = filterHeight * filterWidth;
    for (let tap = 0; tap < taps; tap++) {
      transposeInto(source, tap * size, inChannels, outChannels, target, (taps - 1 - tap) * size);
    }
    const out = convolve({
      inputs: { x: dy, filter: turned },
      attrs: {
        strides: 1,
        dilations: 1,
        dataFormat: 'NHWC',
        pad: [
          [0, 0],
          [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom],
          [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right],
          [0, 0],
        ],
      },
      backend,
    });
    backend.disposeData(turned.dataId);
    return out;
  };
}

function convolutionInfo(
  inputShape: unknown,
  filterShape: number[],
  attrs: Record<string, unknown>,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides as number,
    1,
    attrs.pad as 'same',
    attrs.dimRoundingMode as 'floor',
  );
}

/** Positions that one product takes: what it reads stays in the second-level cache. */
const POSITIONS_PER_PRODUCT = 512;

/**
 * xᵀ · [output gradients, one copy for each tap of the filter, moved by the tap's offset]: (channels, positions) · (positions,
 * taps × filters), some rows of the batch at a time.
 */
function convolutionFilterGradient(multiply: Kernel): Kernel {
  return ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const filterShape = attrs.filterShape as number[];
    const info = convolutionInfo(x.shape, filterShape, attrs);
    const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
    const taps = info.filterHeight * info.filterWidth;
    const out = backend.makeOutput(filterShape, 'float32');
    view(backend, out).fill(0);
    const rows = Math.max(1, Math.floor(POSITIONS_PER_PRODUCT / (inHeight * inWidth)));
    for (let first = 0; first < batchSize; first += rows) {
      const end = Math.min(first + rows, batchSize);
      const positions = (end - first) * inHeight * inWidth;
      const xTurned = backend.makeOutput([inChannels, positions], 'float32');
      const moved = backend.makeOutput([positions, taps * outChannels], 'float32');
      const start = first * inHeight * inWidth * inChannels;
      transposeInto(view(backend, x), start, positions, inChannels, view(backend, xTurned), 0);
      moveByTap(view(backend, dy), info, first, end, view(backend, moved));
      const product = multiply({ inputs: { a: xTurned, b: moved }, attrs: {}, backend });
      addTaps(view(backend, product), view(backend, out), inChannels, taps, outChannels);
      for (const { dataId } of [xTurned, moved, product]) backend.disposeData(dataId);
    }
    return out;
  };
}

/** (row, output position, filter) → (row, input position, tap, filter): the gradient of the output that each input met at each tap. */
function moveByTap(
  gradients: Float32Array,
  info: tf.backend_util.Conv2DInfo,
  first: number,
  end: number,
  target: Float32Array,
): void {
  const {
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    outChannels,
    filterHeight,
    filterWidth,
    padInfo,
  } = info;
  const taps = filterHeight * filterWidth;
  target.fill(0);
  for (let row = first; row < end; row++) {
    for (let outY = 0; outY < outHeight; outY++) {
      for (let outX = 0; outX < outWidth; outX++) {
        const from = ((row * outHeight + outY) * outWidth + outX) * outChannels;
        for (let tap = 0; tap < taps; tap++) {
          const y = outY * info.strideHeight - padInfo.top + Math.floor(tap / filterWidth);
          const x = outX * info.strideWidth - padInfo.left + (tap % filterWidth);
          if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
          const to = ((((row - first) * inHeight + y) * inWidth + x) * taps + tap) * outChannels;
          for (let f = 0; f < outChannels; f++) target[to + f] = gradients[from + f] ?? 0;
        }
      }
    }
  }
}

/** Adds (channel, tap, filter) to (tap, channel, filter). */
function addTaps(
  product: Float32Array,
  target: Float32Array,
  channels: number,
  taps: number,
  filters: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let tap = 0; tap < taps; tap++) {
      const from = (channel * taps + tap) * filters;
      const to = (tap * channels + channel) * filters;
      for (let f = 0; f < filters; f++)
        target[to + f] = (target[to + f] ?? 0) + (product[from + f] ?? 0);
    }
  }
}

/** The gradient goes to the first largest value of each window, as on the other backends. */
const maxPoolGradient: Kernel = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as { dy: tf.TensorInfo; input: tf.TensorInfo };
  const info = tf.backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same',
    attrs.dimRoundingMode as 'floor',
  );
  const { inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const out = backend.makeOutput(input.shape, 'float32');
  const target = view(backend, out).fill(0);
  const values = view(backend, input);
  const gradients = view(backend, dy);
  let from = 0;
  for (let n = 0; n < info.batchSize; n++) {
    for (let outY = 0; outY < outHeight; outY++) {
      const top = outY * info.strideHeight - padInfo.top;
      const yStart = Math.max(0, top);
      const yEnd = Math.min(inHeight, top + info.effectiveFilterHeight);
      for (let outX = 0; outX < outWidth; outX++) {
        const left = outX * info.strideWidth - padInfo.left;
        const xStart = Math.max(0, left);
        const xEnd = Math.min(inWidth, left + info.effectiveFilterWidth);
        for (let channel = 0; channel < inChannels; channel++) {
          let best = ((n * inHeight + yStart) * inWidth + xStart) * inChannels + channel;
          for (let y = yStart; y < yEnd; y++) {
            for (let x = xStart; x < xEnd; x++) {
              const at = ((n * inHeight + y) * inWidth + x) * inChannels + channel;
              if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
            }
          }
          target[best] = (target[best] ?? 0) + (gradients[from++] ?? 0);
        }
      }
    }
  }
  return out;
};

/** Adds each row of `x` to the row of the result that `segmentIds` names: the gradient of a gather. */
const unsortedSegmentSum: Kernel = ({ inputs, attrs, backend }) => {
  const { x, segmentIds } = inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
  const segments = attrs.numSegments as number;
  const count = segmentIds.shape.reduce((product, size) => product * size, 1);
  const out = backend.makeOutput([segments, ...x.shape.slice(segmentIds.shape.length)], 'float32');
  const target = view(backend, out).fill(0);
  const rows = view(backend, x);
  const ids = backend.typedArrayFromHeap(segmentIds) as Int32Array;
  const width = target.length / segments;
  for (let row = 0; row < count; row++) {
    const to = (ids[row] ?? 0) * width;
    if (to < 0) continue;
    const from = row * width;
    for (let i = 0; i < width; i++) {
      target[to + i] = (target[to + i] ?? 0) + (rows[from + i] ?? 0);
    }
  }
  return out;
};

/** A bias' gradient sums over all axes but the last; the module transposes for that, a running row does not. */
function sumOverLeadingAxes(original: Kernel): Kernel {
  return ({ inputs, attrs, backend }) => {
    const x = assertDefined(inputs.x);
    const rank = x.shape.length;
    const axes = tf.util.parseAxisParam(attrs.axis as number[], x.shape).sort((a, b) => a - b);
    const leading =
      axes.length > 0 && axes.length < rank && axes.every((axis, index) => axis === index);
    if (!leading || x.dtype !== 'float32') return original({ inputs, attrs, backend });
    const kept = x.shape.slice(axes.length);
    const out = backend.makeOutput(
      attrs.keepDims === true ? [...axes.map(() => 1), ...kept] : kept,
      'float32',
    );
    const target = view(backend, out).fill(0);
    const rows = view(backend, x);
    const width = target.length;
    for (let from = 0; from < rows.length; from += width) {
      for (let i = 0; i < width; i++) {
        target[i] = (target[i] ?? 0) + (rows[from + i] ?? 0);
      }
    }
    return out;
  };
}
