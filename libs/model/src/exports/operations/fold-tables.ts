import type { Weight } from '../../graph/weight.ts';

/**
 * Embedding and convolution in one: row (j, code) of the result (kernelSize, vocabulary, filters) is what the code
 * adds to every filter at the kernel's offset j. Summed in double precision.
 */
export function foldTables(embedding: Weight, kernel: Weight, vocabulary: number): Weight {
  const [kernelSize = 0, channels = 0, filters = 0] = kernel.shape;
  const data = new Float32Array(kernelSize * vocabulary * filters);
  const row = new Float64Array(filters);
  for (let offset = 0; offset < kernelSize; offset++) {
    for (let code = 0; code < vocabulary; code++) {
      row.fill(0);
      for (let channel = 0; channel < channels; channel++) {
        const factor = embedding.data[code * channels + channel] ?? 0;
        const start = (offset * channels + channel) * filters;
        for (let filter = 0; filter < filters; filter++) {
          row[filter] = (row[filter] ?? 0) + factor * (kernel.data[start + filter] ?? 0);
        }
      }
      data.set(row, (offset * vocabulary + code) * filters);
    }
  }
  return { shape: [kernelSize, vocabulary, filters], data };
}
