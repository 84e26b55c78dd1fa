import { findEncoding } from '@degas/features';

import { InferenceError } from '../errors.ts';
import { readGroupHeader } from '../group/group-tensors.ts';
import type { CompiledModel, CompiledTensor } from './compiled-model.ts';
import { crc32c, crc32cInTurns } from './crc32c.ts';
import { HeaderFields } from './header-fields.ts';
import { networkShapes } from './network-shapes.ts';
import { readNode, readOperatingPoint } from './read-header.ts';

/*
 * The file, little-endian:
 *   0  'DEGAS' 0 0 0       8  format version       12  CRC-32C of everything from byte 16
 *   16 length of the JSON header, padded with spaces so that the data begins on a multiple of 16
 *   20 length of the data  24 eight zero bytes      32  the header, then the data: tensors, each on a multiple of 16
 */
const MAGIC = [0x44, 0x45, 0x47, 0x41, 0x53, 0, 0, 0] as const;
const FORMAT_VERSION = 1;
const DIGEST_FROM = 16;
const HEADER_FROM = 32;
const ALIGNMENT = 16;

/** The bytes of `degas.bin`. */
export function writeCompiledModel(model: CompiledModel): Uint8Array {
  const { tensors, ...description } = model;
  const parts: { at: number; data: Float32Array | Int8Array }[] = [];
  let dataLength = 0;
  const place = (data: Float32Array | Int8Array): number => {
    const at = dataLength;
    parts.push({ at, data });
    dataLength = align(at + data.byteLength);
    return at;
  };
  const listed = Object.entries(tensors).map(([name, tensor]) => ({
    name,
    type: tensor.data instanceof Int8Array ? 'int8' : 'float32',
    shape: tensor.shape,
    offset: place(tensor.data),
    ...('scales' in tensor && { scales: tensor.scales.length, scalesOffset: place(tensor.scales) }),
  }));

  const json = new TextEncoder().encode(JSON.stringify({ ...description, tensors: listed }));
  const dataFrom = align(HEADER_FROM + json.length);
  const bytes = new Uint8Array(dataFrom + dataLength);
  bytes.set(MAGIC);
  bytes.fill(0x20, HEADER_FROM, dataFrom);
  bytes.set(json, HEADER_FROM);
  for (const { at, data } of parts) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataFrom + at);
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(16, dataFrom - HEADER_FROM, true);
  view.setUint32(20, dataLength, true);
  view.setUint32(12, crc32c(bytes.subarray(DIGEST_FROM)), true);
  return bytes;
}

/**
 * The model in the bytes of a `degas.bin`, checked: digest, structure, and that every tensor fits its node. Tensors
 * are views of `bytes` where its alignment allows. Anything else than a sound model is an InferenceError.
 */
export function readCompiledModel(bytes: Uint8Array): CompiledModel {
  return readModel(bytes, () => crc32c(bytes.subarray(DIGEST_FROM)));
}

/** The same, with the digest taken in turns with whatever else the process has to do. */
export async function readCompiledModelInTurns(bytes: Uint8Array): Promise<CompiledModel> {
  const digest = await crc32cInTurns(bytes.subarray(DIGEST_FROM));
  return readModel(bytes, () => digest);
}

/** The same for the model that ships, whose digest was checked when it was put in the package. */
export function readBundledModel(bytes: Uint8Array): CompiledModel {
  return readModel(bytes, null);
}

/** `digest` returns the one of the bytes; without it they are taken to be whole. */
function readModel(bytes: Uint8Array, digest: (() => number) | null): CompiledModel {
  const { header, data } = readFrame(bytes, digest);
  const fields = new HeaderFields(header, 'header');
  const encoding = fields.object('encoding');
  const [benign = '', dga = ''] = fields.texts('labels');
  const model: CompiledModel = {
    name: fields.text('name'),
    version: fields.count('version'),
    encoding: {
      name: encoding.text('name'),
      version: encoding.count('version'),
      length: encoding.count('length'),
    },
    nodes: fields.objects('nodes').map(readNode),
    tensors: Object.fromEntries(
      fields.objects('tensors').map((entry) => [entry.text('name'), readTensor(entry, data)]),
    ),
    labels: [benign, dga],
    threshold: fields.number('threshold'),
    operatingPoints: fields.objects('operatingPoints').map(readOperatingPoint),
    families: fields.texts('families'),
    ...(fields.has('familyNode') && { familyNode: fields.text('familyNode') }),
    ...(fields.has('candidateThreshold') && {
      candidateThreshold: fields.number('candidateThreshold'),
    }),
    ...(fields.has('group') && { group: readGroupHeader(fields.object('group')) }),
  };
  networkShapes(model, encodingOf(model).vocabulary);
  return model;
}

/** The installed encoding that a model was trained with. */
export function encodingOf({ name: model, encoding: { name, version, length } }: CompiledModel) {
  const encoding = findEncoding(name, version);
  if (encoding?.length !== length) {
    throw new InferenceError(
      'INFERENCE_UNKNOWN_ENCODING',
      `Model '${model}' reads ${length} codes of encoding '${name}' version ${version}, which the installed ` +
        `@degas/features does not have; install the version of @degas/features that the model was trained with.`,
    );
  }
  return encoding;
}

function readFrame(
  bytes: Uint8Array,
  digest: (() => number) | null,
): { header: unknown; data: Uint8Array } {
  const start = bytes.subarray(0, MAGIC.length);
  if (start.length === 0 || start.some((byte, i) => byte !== MAGIC[i])) {
    const shown = [...start].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new InferenceError(
      'INFERENCE_NOT_A_MODEL',
      `The ${bytes.length} bytes begin with [${shown}], a Degas model with 'DEGAS'; give the degas.bin of a model folder.`,
    );
  }
  if (bytes.length < HEADER_FROM) throw truncated(bytes.length, `at least ${HEADER_FROM}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new InferenceError(
      'INFERENCE_FORMAT_VERSION',
      `The model file has format version ${version}, this @degas/inference reads ${FORMAT_VERSION}; ` +
        `install the one that fits, or export the model again.`,
    );
  }
  const dataFrom = HEADER_FROM + view.getUint32(16, true);
  const length = dataFrom + view.getUint32(20, true);
  if (bytes.length < length) throw truncated(bytes.length, String(length));
  if (bytes.length > length || (digest !== null && digest() !== view.getUint32(12, true))) {
    throw new InferenceError(
      'INFERENCE_CORRUPT',
      `The model file's ${bytes.length} bytes do not match its length and digest; copy it again from its source.`,
    );
  }
  try {
    const header: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEADER_FROM, dataFrom)),
    );
    return { header, data: bytes.subarray(dataFrom) };
  } catch (cause) {
    const message =
      'The header of the model file is not JSON; expected one of writeCompiledModel(). Compile the model again.';
    throw new InferenceError('INFERENCE_INVALID_MODEL', message, { cause });
  }
}

function readTensor(entry: HeaderFields, data: Uint8Array): CompiledTensor {
  const shape = entry.counts('shape');
  const length = shape.reduce((product, size) => product * size, 1);
  const offset = entry.count('offset');
  if (entry.oneOf('type', ['float32', 'int8']) === 'float32') {
    return { shape, data: floats(data, offset, length) };
  }
  const values = section(data, offset, length);
  return {
    shape,
    data: new Int8Array(values.buffer, values.byteOffset, values.length),
    scales: floats(data, entry.count('scalesOffset'), entry.count('scales')),
  };
}

function floats(data: Uint8Array, offset: number, length: number): Float32Array {
  const part = section(data, offset, 4 * length);
  const aligned = part.byteOffset % 4 === 0 ? part : part.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, length);
}

function section(data: Uint8Array, offset: number, length: number): Uint8Array {
  if (offset + length > data.length) {
    throw new InferenceError(
      'INFERENCE_INVALID_MODEL',
      `A tensor of the model file is at ${offset} with ${length} bytes; expected it within the ${data.length} ` +
        `bytes of data. Compile the model again.`,
    );
  }
  return data.subarray(offset, offset + length);
}

function truncated(given: number, expected: string): InferenceError {
  return new InferenceError(
    'INFERENCE_TRUNCATED',
    `The model file has ${given} bytes, expected ${expected}; it was cut short, copy it again.`,
  );
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}
