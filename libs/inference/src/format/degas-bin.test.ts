import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { InferenceError } from '../errors.ts';
import { nyuLike } from '../testing/random-model.ts';
import type { CompiledModel } from './compiled-model.ts';
import { crc32c } from './crc32c.ts';
import { readCompiledModel, writeCompiledModel } from './degas-bin.ts';

const model = nyuLike(1, 4, 3);
const bytes = writeCompiledModel(model);

/** The file with its header changed and its digest right, as an attacker would write it. */
function withHeader(change: (header: Record<string, unknown>) => void): Uint8Array {
  const view = new DataView(bytes.buffer);
  const dataFrom = 32 + view.getUint32(16, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(32, dataFrom))) as Record<
    string,
    unknown
  >;
  change(header);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 16) * 16;
  const forged = new Uint8Array(32 + padded + bytes.length - dataFrom);
  forged.set(bytes.subarray(0, 32));
  forged.fill(0x20, 32, 32 + padded);
  forged.set(json, 32);
  forged.set(bytes.subarray(dataFrom), 32 + padded);
  const forgedView = new DataView(forged.buffer);
  forgedView.setUint32(16, padded, true);
  forgedView.setUint32(12, crc32c(forged.subarray(16)), true);
  return forged;
}

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InferenceError) return error.code;
    throw error;
  }
  return 'none';
}

describe('degas.bin', () => {
  test('gives back the model that was written', () => {
    expect(readCompiledModel(bytes)).toEqual(model);
  });

  test('gives back int8 tensors with their scales', () => {
    const bias = { shape: [4], data: Int8Array.of(-128, 0, 1, 127), scales: Float32Array.of(0.5) };
    const quantised = { ...model, tensors: { ...model.tensors, 'conv1/bias': bias } };
    expect(readCompiledModel(writeCompiledModel(quantised))).toEqual(quantised);
  });

  test('is read from any place in a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(readCompiledModel(larger.subarray(3, 3 + bytes.length))).toEqual(model);
  });

  test('aligns its data to 16 bytes', () => {
    expect((32 + new DataView(bytes.buffer).getUint32(16, true)) % 16).toBe(0);
  });

  test.each<[string, () => Uint8Array, string]>([
    ['no bytes', () => new Uint8Array(0), 'INFERENCE_NOT_A_MODEL'],
    [
      'another file',
      () => new TextEncoder().encode('PK\x03\x04 and so on, longer than a header'),
      'INFERENCE_NOT_A_MODEL',
    ],
    ['a cut header', () => bytes.slice(0, 20), 'INFERENCE_TRUNCATED'],
    ['cut data', () => bytes.slice(0, -1), 'INFERENCE_TRUNCATED'],
    ['a byte too many', () => Uint8Array.of(...bytes, 0), 'INFERENCE_CORRUPT'],
    ['another format version', () => bytes.slice().fill(9, 8, 9), 'INFERENCE_FORMAT_VERSION'],
    ['a changed byte of data', () => bytes.slice().fill(0x55, -9, -8), 'INFERENCE_CORRUPT'],
    [
      'a header of another type',
      () => withHeader((header) => (header.nodes = 7)),
      'INFERENCE_INVALID_MODEL',
    ],
    [
      'an unknown op',
      () => withHeader((header) => (header.nodes = [{ op: '__proto__' }])),
      'INFERENCE_INVALID_MODEL',
    ],
    ['no nodes', () => withHeader((header) => (header.nodes = [])), 'INFERENCE_INVALID_MODEL'],
    [
      'a tensor beyond the data',
      () =>
        withHeader((header) =>
          Object.assign((header.tensors as object[])[0] ?? {}, { offset: 1e9 }),
        ),
      'INFERENCE_INVALID_MODEL',
    ],
    [
      'a tensor of endless size',
      () =>
        withHeader((header) =>
          Object.assign((header.tensors as object[])[0] ?? {}, { shape: [2e9, 2e9] }),
        ),
      'INFERENCE_INVALID_MODEL',
    ],
    [
      'a tensor of another shape',
      () =>
        withHeader((header) =>
          Object.assign((header.tensors as object[])[0] ?? {}, { shape: [2, 42, 4] }),
        ),
      'INFERENCE_INVALID_MODEL',
    ],
    [
      'a tensor that is not there',
      () => withHeader((header) => (header.tensors = [])),
      'INFERENCE_INVALID_MODEL',
    ],
    [
      'an encoding that nobody has',
      () => withHeader((header) => (header.encoding = { name: 'degas', version: 99, length: 75 })),
      'INFERENCE_UNKNOWN_ENCODING',
    ],
    [
      'a length that its encoding has not',
      () => withHeader((header) => (header.encoding = { name: 'degas', version: 1, length: 76 })),
      'INFERENCE_UNKNOWN_ENCODING',
    ],
  ])('refuses %s with a code', (_, make, code) => {
    expect(codeOf(() => readCompiledModel(make()))).toBe(code);
  });

  test('any damage is a coded error, never another one and never a model', () => {
    const damage = fc.record({
      at: fc.nat(bytes.length - 1),
      value: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        fc.nat(bytes.length),
        (changes, cut) => {
          const damaged = bytes.slice(0, cut > bytes.length / 2 ? bytes.length : cut);
          for (const { at, value } of changes)
            if (at < damaged.length) damaged[at] = (damaged[at] ?? 0) ^ value;
          fc.pre(damaged.length < bytes.length || damaged.some((byte, i) => byte !== bytes[i]));
          expect(codeOf(() => readCompiledModel(damaged))).toMatch(/^INFERENCE_/);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('any JSON in place of a field of the header is a coded error or a sound model', () => {
    const names = Object.keys(JSON.parse(JSON.stringify({ ...model, tensors: [] })) as object);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const forged = withHeader((header) => (header[name] = value));
        expect(codeOf(() => readCompiledModel(forged))).toMatch(/^(INFERENCE_|none$)/);
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[string, (model: CompiledModel) => unknown]>([
    [
      'ends in more than the score',
      ({ nodes, ...rest }) => ({ ...rest, nodes: nodes.slice(0, -1) }),
    ],
    ['reads a later node', ({ nodes, ...rest }) => ({ ...rest, nodes: [...nodes].reverse() })],
    [
      'has two nodes of one name',
      ({ nodes, ...rest }) => ({ ...rest, nodes: [...nodes, ...nodes.slice(-1)] }),
    ],
    ['names a family node that is none', (rest) => ({ ...rest, familyNode: 'dense' })],
  ])('refuses a network that %s', (_, change) => {
    expect(
      codeOf(() => readCompiledModel(writeCompiledModel(change(model) as CompiledModel))),
    ).toBe('INFERENCE_INVALID_MODEL');
  });
});
