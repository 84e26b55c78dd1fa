import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { degasEncoding, type Encoding } from '@degas/features';
import { writeCompiledModel } from '@degas/inference';
import type * as tf from '@tensorflow/tfjs';

import { loadModel } from './directory/load-model.ts';
import { COMPILED_FILE, type ModelDescription, optionalExports } from './directory/manifest.ts';
import { describeForOnnx, identityOf, saveNetwork } from './directory/save-model.ts';
import { writeDirectory } from './directory/write-directory.ts';
import { writeSingleFile } from './directory/write-single-file.ts';
import { compile } from './exports/compiled/compile.ts';
import { needsGraphModel, toGraphModelFiles } from './exports/graph-model/graph-model-files.ts';
import { LAYERS_FILE, toLayersFiles } from './exports/layers/layers-files.ts';
import { toOnnx } from './exports/onnx/to-onnx.ts';
import { toSavedModel } from './exports/saved-model/to-saved-model.ts';
import { readNetwork } from './graph/read-network.ts';
import { importKeras } from './keras/import-keras.ts';

/** Forms of a network; 'tfjs', 'savedmodel' and 'directory' (all of them, with a manifest) are folders, the others files. */
export const exportFormats = ['tfjs', 'savedmodel', 'onnx', 'compiled', 'directory'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly format: ExportFormat;
  /** When it was exported: for the manifest of a 'directory' made from a Keras file. */
  readonly created: Date;
  /** Replaces what is at `out`. */
  readonly overwrite?: boolean;
}

/**
 * Writes a model version, or a `.h5` file of Keras, in the form of another runtime. A layer that the form has nothing
 * for is a `MODEL_UNSUPPORTED_LAYER` that names it.
 *
 * @example await exportModel('models/degas/1', 'degas.onnx', { format: 'onnx', created: new Date() });
 */
export async function exportModel(
  source: string,
  out: string,
  { format, created, overwrite = false }: ExportOptions,
): Promise<void> {
  const { model, encoding, description, compiled } = await open(source, out, created);
  try {
    switch (format) {
      case 'tfjs':
        await writeDirectory(out, await tfjsFiles(model), { overwrite });
        break;
      case 'savedmodel':
        await writeDirectory(
          out,
          new Map([['saved_model.pb', toSavedModel(readNetwork(model), encoding)]]),
          {
            overwrite,
          },
        );
        break;
      case 'onnx':
        await writeSingleFile(out, toOnnx(readNetwork(model), describeForOnnx(description)), {
          overwrite,
        });
        break;
      case 'compiled':
        await writeSingleFile(
          out,
          compiled ?? writeCompiledModel(compile(readNetwork(model), { ...description, encoding })),
          { overwrite },
        );
        break;
      case 'directory':
        await saveNetwork(model, out, description, {
          overwrite,
          exports: optionalExports,
          ...(compiled && { files: { [COMPILED_FILE]: compiled } }),
        });
        break;
    }
  } finally {
    model.dispose();
  }
}

/** The files that plain TensorFlow.js loads; what only Degas reads, `layers.json`, is left out. */
async function tfjsFiles(model: tf.LayersModel): Promise<Map<string, Uint8Array>> {
  const layers = await toLayersFiles(model);
  const graph = readNetwork(model);
  if (!needsGraphModel(graph)) return layers;
  const files = toGraphModelFiles(graph, layers);
  files.delete(LAYERS_FILE);
  return files;
}

interface Source {
  readonly model: tf.LayersModel;
  readonly encoding: Encoding;
  readonly description: ModelDescription;
  /** A version's own compiled form, which alone has its family head. */
  readonly compiled?: Uint8Array;
}

async function open(source: string, out: string, created: Date): Promise<Source> {
  if (!/\.(h5|hdf5|keras)$/i.test(source)) {
    const { model, encoding, manifest } = await loadModel(source);
    const version = { model, encoding, description: manifest };
    if (!(COMPILED_FILE in manifest.files)) return version;
    return { ...version, compiled: await readFile(join(source, COMPILED_FILE)) };
  }
  const model = await importKeras(source);
  return {
    model,
    encoding: degasEncoding,
    description: describeKeras(model, source, out, created),
  };
}

/** A manifest for a network that was trained elsewhere: it says so, and leaves open what isn't known. */
function describeKeras(
  model: tf.LayersModel,
  source: string,
  out: string,
  created: Date,
): ModelDescription {
  const none = { total: 0, benign: 0, dga: 0 };
  const { name, version, length } = degasEncoding;
  return {
    ...identityOf(out),
    network: { name: model.name, parameters: model.countParams(), settings: { length } },
    encoding: { name, version, length },
    labels: ['benign', 'dga'],
    families: [],
    threshold: 0.5,
    operatingPoints: [],
    seed: 0,
    training: {
      settings: { imported: basename(source) },
      backend: 'keras',
      epochs: 0,
      bestEpoch: 0,
    },
    dataset: { training: none, validation: none, skipped: 0, sources: [] },
    metrics: {},
    gitCommit: null,
    created: created.toISOString(),
    command: `degas export ${source} --format directory --out ${out}`,
  };
}
