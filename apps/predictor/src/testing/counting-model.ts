import { writeCompiledModel, type CompiledModel } from '@degas/inference';

const ALPHABET = '0123456789:-./_abcdefghijklmnopqrstuvwxyz';

/**
 * A network whose scores can be worked out by hand: it counts digits (but 0, which looks like padding) and the rare
 * letters j, k, q, v, w, x and z of a name; the score is the sigmoid of 1.2 × count − 3. Its families are `digits` and `letters`, whichever
 * there are more of.
 */
export function countingModel(version = 1): CompiledModel {
  const counts = Array.from({ length: ALPHABET.length + 1 }, (_, code) => {
    const character = ALPHABET[code] ?? '';
    return [Number(/[1-9]/.test(character)), Number(/[jkqvwxz]/.test(character))];
  });
  return {
    name: 'counting',
    version,
    encoding: { name: 'degas', version: 1, length: 75 },
    nodes: [
      { name: 'codes', inputs: [], op: 'codes' },
      { name: 'characters', inputs: ['codes'], op: 'embedding', table: 'characters/table' },
      { name: 'counts', inputs: ['characters'], op: 'global_sum_pool1d' },
      {
        name: 'families', inputs: ['counts'], op: 'dense', units: 2, activation: 'linear',
        kernel: 'families/kernel', bias: 'families/bias',
      },
      {
        name: 'score', inputs: ['counts'], op: 'dense', units: 1, activation: 'sigmoid',
        kernel: 'score/kernel', bias: 'score/bias',
      },
    ], // prettier-ignore
    tensors: {
      'characters/table': tensor([counts.length, 2], counts.flat()),
      'families/kernel': tensor([2, 2], [1, 0, 0, 1]),
      'families/bias': tensor([2], [0, 0]),
      'score/kernel': tensor([2, 1], [1.2, 1.2]),
      'score/bias': tensor([1], [-3]),
    },
    labels: ['benign', 'dga'],
    threshold: 0.5,
    operatingPoints: [
      { level: 'low', falsePositiveRate: 0.01, threshold: 0.5, benignNames: 1000 },
      { level: 'medium', falsePositiveRate: 0.001, threshold: 0.9, benignNames: 1000 },
      { level: 'high', falsePositiveRate: 0.0001, threshold: 0.99, benignNames: 1000 },
    ],
    families: ['digits', 'letters'],
    familyNode: 'families',
  };
}

/** The same as `degas.bin` holds it. */
export const countingModelBytes = (version?: number): Uint8Array =>
  writeCompiledModel(countingModel(version));

function tensor(shape: number[], values: number[]): CompiledModel['tensors'][string] {
  return { shape, data: Float32Array.from(values) };
}
