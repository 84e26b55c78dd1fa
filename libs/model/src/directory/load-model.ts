import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { findEncoding, type Encoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import {
  fromLayersFiles,
  isGraphModel,
  LAYERS_FILE,
  MODEL_FILE,
  WEIGHTS_FILE,
} from '../exports/layers/layers-files.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { sha256 } from './save-model.ts';

/** A model version, read and checked. */
export interface LoadedModel {
  readonly directory: string;
  readonly manifest: Manifest;
  /** Holds tensors: `model.dispose()` when done. */
  readonly model: tf.LayersModel;
  readonly encoding: Encoding;
}

/**
 * Reads a model directory. Refuses, naming both sides, another format version, a file that is not as its digest says,
 * and an encoding that this Degas has not or has in another length.
 *
 * @example const { model, encoding, manifest } = await loadModel('models/degas/1');
 */
export async function loadModel(directory: string): Promise<LoadedModel> {
  const manifest = await readManifest(directory);
  const encoding = requireEncoding(manifest, directory);
  const files = await readFiles(directory, manifest);
  const model = await fromLayersFiles(
    fileOf(files, layersFileOf(files), directory),
    fileOf(files, WEIGHTS_FILE, directory),
  );
  const length = model.inputs[0]?.shape[1];
  if (length !== encoding.length) {
    model.dispose();
    throw encodingMismatch(
      directory,
      `a network that reads ${String(length)} codes`,
      describe(encoding),
    );
  }
  return { directory, manifest, model, encoding };
}

function requireEncoding({ encoding }: Manifest, directory: string): Encoding {
  const found = findEncoding(encoding.name, encoding.version);
  if (found?.length === encoding.length) return found;
  const here = found === undefined ? 'no encoding of that name and version' : describe(found);
  throw encodingMismatch(directory, `encoding ${describe(encoding)}`, here);
}

function describe({
  name,
  version,
  length,
}: Pick<Encoding, 'name' | 'version' | 'length'>): string {
  return `'${name}' ${version} of ${length} codes`;
}

function encodingMismatch(directory: string, given: string, here: string): ModelError {
  return new ModelError(
    'MODEL_ENCODING_MISMATCH',
    `${directory} has ${given}, the installed @degas/features has ${here}; use the Degas that trained it, or train it again.`,
  );
}

async function readFiles(directory: string, { files }: Manifest): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const [name, expected] of Object.entries(files)) {
    const bytes = await readFile(join(directory, name)).catch(() => null);
    const found = bytes === null ? 'no readable file' : sha256(bytes);
    if (bytes === null || found !== expected) {
      throw new ModelError(
        'MODEL_DIGEST_MISMATCH',
        `${join(directory, name)} has SHA-256 ${expected} in the manifest, but on the disk is ${found}; restore the file, or train the model again.`,
      );
    }
    contents.set(name, bytes);
  }
  return contents;
}

/** The file that holds the layers model: another one than `model.json` where that is a graph model. */
function layersFileOf(files: ReadonlyMap<string, Uint8Array>): string {
  const modelJson = files.get(MODEL_FILE);
  return modelJson !== undefined && isGraphModel(modelJson) ? LAYERS_FILE : MODEL_FILE;
}

function fileOf(
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
  directory: string,
): Uint8Array {
  const bytes = files.get(name);
  if (bytes !== undefined) return bytes;
  throw new ModelError(
    'MODEL_BAD_MANIFEST',
    `The manifest of ${directory} lists no ${name}, which holds the network; restore the directory, or train the model again.`,
  );
}
