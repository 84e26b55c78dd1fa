import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';

import { findEncoding, type Encoding } from '@degas/features';
import { writeCompiledModel, type OperatingPoint } from '@degas/inference';
import type * as tf from '@tensorflow/tfjs';

import { fetchWeights } from '../backends/supports-sync-read.ts';
import { ModelError } from '../errors.ts';
import { compile } from '../exports/compiled/compile.ts';
import { needsGraphModel, toGraphModelFiles } from '../exports/graph-model/graph-model-files.ts';
import { toLayersFiles } from '../exports/layers/layers-files.ts';
import { toOnnx } from '../exports/onnx/to-onnx.ts';
import { toSavedModel } from '../exports/saved-model/to-saved-model.ts';
import type { NetworkGraph } from '../graph/network-graph.ts';
import { readNetwork } from '../graph/read-network.ts';
import { FAMILIES } from '../training/family-head.ts';
import type { TrainedModel } from '../training/trained-model.ts';
import {
  checkDescription,
  COMPILED_FILE,
  FORMAT_VERSION,
  MANIFEST_FILE,
  ONNX_FILE,
  optionalExports,
  SAVED_MODEL_FILE,
  type Manifest,
  type ModelDescription,
  type OptionalExport,
} from './manifest.ts';
import { writeDirectory } from './write-directory.ts';

/** What a trained model doesn't know of itself. */
export interface SaveInfo {
  readonly threshold: number;
  readonly operatingPoints: readonly OperatingPoint[];
  readonly metrics: ModelDescription['metrics'];
  readonly created: Date;
  /** The command line that makes this model again. */
  readonly command: string;
  readonly gitCommit: string | null;
  /** The folder's own number unless given; 1 where the folder is not a number. */
  readonly version?: number;
  /** The name of the folder above the version's unless given; `degas` where the folder is not a number. */
  readonly name?: string;
}

export interface SaveOptions {
  /** Replaces a version that is there already. */
  readonly overwrite?: boolean;
  /** Files to put beside the model, such as `report.json` and `report.html`. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Exports to write; all unless given. */
  readonly exports?: readonly OptionalExport[];
}

/**
 * Writes a trained model as a model directory: weights, exports and a manifest that explains them. The directory is
 * there in full or not at all. Exports that the network has no form in (an LSTM in `degas.bin`) are left out; so are those
 * that `options.exports` doesn't name.
 *
 * @example await saveModel(trained, 'models/degas/2', { threshold: 0.5, operatingPoints, metrics, created, command, gitCommit })
 */
export async function saveModel(
  trained: TrainedModel,
  directory: string,
  info: SaveInfo,
  options: SaveOptions = {},
): Promise<Manifest> {
  const description = describeTraining(trained, directory, info);
  return saveNetwork(trained.model, directory, description, options, trained.familyModel);
}

/** The same for a network that was not trained here: an imported one, say. */
export async function saveNetwork(
  model: tf.LayersModel,
  directory: string,
  description: ModelDescription,
  {
    overwrite = false,
    files: extraFiles = {},
    exports: wanted = optionalExports,
  }: SaveOptions = {},
  familyModel?: tf.LayersModel,
): Promise<Manifest> {
  const checked = checkDescription(description);
  const files = await exportFiles(model, checked, wanted, familyModel);
  for (const [name, content] of Object.entries(extraFiles)) {
    files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  return writeVersion(directory, checked, files, { overwrite, exports: wanted });
}

/** Returns the name and number of a model by a path such as `models/degas/2`. */
export function identityOf(directory: string): { name: string; version: number } {
  const path = resolve(directory);
  const number = basename(path);
  if (!/^[1-9]\d*$/.test(number)) return { name: 'degas', version: 1 };
  return { name: basename(dirname(path)) || 'degas', version: Number(number) };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function describeTraining(
  trained: TrainedModel,
  directory: string,
  info: SaveInfo,
): ModelDescription {
  const { encoding, rows, settings } = trained;
  const identity = identityOf(directory);
  return {
    name: info.name ?? identity.name,
    version: info.version ?? identity.version,
    network: {
      name: trained.network,
      parameters: trained.model.countParams(),
      settings: { length: encoding.length, seed: settings.seed },
    },
    encoding: { name: encoding.name, version: encoding.version, length: encoding.length },
    labels: ['benign', 'dga'],
    families: trained.families,
    threshold: info.threshold,
    operatingPoints: [...info.operatingPoints],
    seed: settings.seed,
    training: {
      settings: { ...settings },
      backend: trained.backend,
      epochs: trained.history.length,
      bestEpoch: trained.bestEpoch,
    },
    dataset: {
      training: rows.training,
      validation: rows.validation,
      skipped: rows.skipped,
      sources: rows.sources,
      split: rows.split,
    },
    metrics: info.metrics,
    gitCommit: info.gitCommit,
    created: info.created.toISOString(),
    command: info.command,
  };
}

function findDescribedEncoding({ encoding }: ModelDescription): Encoding {
  const found = findEncoding(encoding.name, encoding.version);
  if (found !== undefined) return found;
  throw new ModelError(
    'MODEL_BAD_DESCRIPTION',
    `The description names encoding '${encoding.name}' ${encoding.version}, which @degas/features doesn't have; name one that it has.`,
  );
}

/** What a reader of `model.onnx` alone must know. */
export function describeForOnnx({
  name,
  version,
  encoding,
  labels,
  threshold,
}: ModelDescription): Record<string, string> {
  return {
    name,
    version: String(version),
    encoding: `${encoding.name} ${encoding.version}`,
    labels: labels.join(),
    threshold: String(threshold),
  };
}

/**
 * Returns the files of a version that hold its network: the layers model, the `wanted` exports and the compiled form,
 * without those that have no form for one of its layers.
 */
export async function exportFiles(
  model: tf.LayersModel,
  description: ModelDescription,
  wanted: readonly OptionalExport[],
  familyModel?: tf.LayersModel,
): Promise<Map<string, Uint8Array>> {
  const encoding = findDescribedEncoding(description);
  await fetchWeights(familyModel ?? model);
  const layers = await toLayersFiles(model);
  const graph = unlessUnsupported(() => readWithFamilies(model, familyModel));
  if (graph === null) return layers;

  const files = needsGraphModel(graph) ? toGraphModelFiles(graph, layers) : layers;
  const add = (name: string, write: () => Uint8Array): void => {
    const bytes = unlessUnsupported(write);
    if (bytes !== null) files.set(name, bytes);
  };
  if (wanted.includes('savedmodel')) add(SAVED_MODEL_FILE, () => toSavedModel(graph, encoding));
  if (wanted.includes('onnx')) add(ONNX_FILE, () => toOnnx(graph, describeForOnnx(description)));
  const familyNode = familyModel === undefined ? {} : { familyNode: FAMILIES };
  add(COMPILED_FILE, () =>
    writeCompiledModel(compile(graph, { ...description, encoding, ...familyNode })),
  );
  return files;
}

/** Writes a version's folder: `files`, and a manifest with the digests of all of them. */
export async function writeVersion(
  directory: string,
  description: ModelDescription,
  files: Map<string, Uint8Array>,
  {
    overwrite = false,
    exports: wanted = optionalExports,
  }: Pick<SaveOptions, 'overwrite' | 'exports'> = {},
): Promise<Manifest> {
  const digests = Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]));
  const manifest: Manifest = {
    formatVersion: FORMAT_VERSION,
    ...description,
    files: digests,
    exportsLeftOut: optionalExports.filter((form) => !wanted.includes(form)),
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const all = new Map(files).set(MANIFEST_FILE, new TextEncoder().encode(text));
  await writeDirectory(directory, all, { overwrite });
  return manifest;
}

/** Reads the network once for all exports, with the family head where there is one. */
function readWithFamilies(model: tf.LayersModel, familyModel?: tf.LayersModel): NetworkGraph {
  const families = familyModel?.getLayer(FAMILIES).output as tf.SymbolicTensor | undefined;
  return readNetwork(model, families);
}

/** Returns what `make` returns, or null where the network has a layer that the export has no form for. */
function unlessUnsupported<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof ModelError && error.code === 'MODEL_UNSUPPORTED_LAYER') return null;
    throw error;
  }
}
