import { open } from 'node:fs/promises';

import type { Dataset, Group } from 'h5wasm/node';

import { ModelError } from '../errors.ts';
import type { Weight } from '../graph/weight.ts';

/** What a Keras `.h5` file holds: the description of its layers, and each layer's weights in Keras' order. */
export interface KerasFile {
  readonly path: string;
  /** Of the Keras that wrote it, such as '2.2.4-tf'; empty where the file doesn't say. */
  readonly kerasVersion: string;
  readonly modelConfig: unknown;
  readonly weights: ReadonlyMap<string, readonly Weight[]>;
}

const HDF5_SIGNATURE = '\x89HDF\r\n\x1a\n';

/** Reads a whole model as `model.save('x.h5')` wrote it (weights alone don't say which layers they belong to). */
export async function readKerasFile(path: string): Promise<KerasFile> {
  await requireHdf5(path);
  // Loaded only when wanted: its WebAssembly is larger than the rest of this package.
  const { File, ready } = await import('h5wasm/node');
  await ready;
  const file = new File(path, 'r');
  try {
    const config = textAttribute(file, 'model_config');
    const root = file.get('model_weights');
    if (config === null || !isGroup(root)) {
      throw badKerasFile(path, 'holds weights only', "a whole model, saved by model.save('x.h5')");
    }
    const weights = new Map<string, Weight[]>();
    for (const layer of textsAttribute(root, 'layer_names')) {
      const group = root.get(layer);
      if (!isGroup(group))
        throw badKerasFile(path, `lacks the weights of '${layer}'`, 'each layer it lists');
      weights.set(
        layer,
        textsAttribute(group, 'weight_names').map((name) => readWeight(path, group, name)),
      );
    }
    const kerasVersion =
      textAttribute(file, 'keras_version') ?? textAttribute(root, 'keras_version') ?? '';
    return { path, kerasVersion, modelConfig: JSON.parse(config), weights };
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    throw badKerasFile(path, `can't be read (${String(cause)})`, 'a model saved by Keras', cause);
  } finally {
    file.close();
  }
}

/** Returns the refusal of a file that is not a Keras model, or of a malformed one. */
export function badKerasFile(
  path: string,
  given: string,
  expected: string,
  cause?: unknown,
): ModelError {
  return new ModelError(
    'MODEL_BAD_KERAS_FILE',
    `${path} ${given}, but an import needs ${expected}; save the model again from Keras.`,
    { cause },
  );
}

async function requireHdf5(path: string): Promise<void> {
  let start: string;
  try {
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file
      .read(Buffer.alloc(8), 0, 8, 0)
      .finally(() => file.close());
    start = buffer.toString('latin1', 0, bytesRead);
  } catch (cause) {
    throw new ModelError(
      'MODEL_NOT_FOUND',
      `${path} can't be opened (${String(cause)}), but an import needs a Keras .h5 file; name one that can be read.`,
      { cause },
    );
  }
  if (start !== HDF5_SIGNATURE) {
    throw badKerasFile(path, 'is not an HDF5 file', "the .h5 format (not Keras' newer .keras)");
  }
}

type Node = ReturnType<Group['get']>;

function isGroup(node: Node): node is Group {
  return node !== null && 'keys' in node && typeof node.keys === 'function';
}

function isDataset(node: Node): node is Dataset {
  return node !== null && 'shape' in node && 'value' in node;
}

function attribute(node: Group, name: string): unknown {
  return Object.hasOwn(node.attrs, name) ? node.attrs[name]?.value : undefined;
}

/** Old files keep text as bytes. */
function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : null;
}

function textAttribute(node: Group, name: string): string | null {
  return toText(attribute(node, name));
}

function textsAttribute(node: Group, name: string): string[] {
  const value = attribute(node, name);
  return Array.isArray(value) ? value.map((item) => toText(item) ?? '') : [];
}

function readWeight(path: string, group: Group, name: string): Weight {
  const dataset = group.get(name);
  const value = isDataset(dataset) ? dataset.value : null;
  if (!isDataset(dataset) || !(value instanceof Float32Array || value instanceof Float64Array)) {
    throw badKerasFile(path, `has no numbers under '${name}'`, 'each weight it lists');
  }
  return { shape: dataset.shape ?? [], data: Float32Array.from(value) };
}
