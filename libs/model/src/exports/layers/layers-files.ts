import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../../errors.ts';
import { quantise, type Int8Values } from '../../graph/int8.ts';
import { NgramBag } from '../../networks/ngram-bag.ts';
import { WordCover } from '../../networks/word-cover.ts';

export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';
/** The layers model of a network whose `model.json` is a graph model. */
export const LAYERS_FILE = 'layers.json';

/** A layers model as the two files that plain TensorFlow.js loads: `model.json`, and `weights.bin` beside it. */
export async function toLayersFiles(model: tf.LayersModel): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await model.save({
    save: (artifacts) => {
      const { weightData = new ArrayBuffer(0), weightSpecs = [] } = artifacts;
      const data = tf.io.CompositeArrayBuffer.join(weightData);
      const stored = weightsOf(weightSpecs, data, int8Weights(model));
      const modelJson = {
        format: 'layers-model',
        generatedBy: artifacts.generatedBy ?? null,
        convertedBy: null,
        modelTopology: artifacts.modelTopology,
        weightsManifest: [{ paths: [WEIGHTS_FILE], weights: stored.map(({ spec }) => spec) }],
      };
      files.set(MODEL_FILE, new TextEncoder().encode(`${JSON.stringify(modelJson)}\n`));
      files.set(WEIGHTS_FILE, Buffer.concat(stored.map(({ bytes }) => bytes)));
      const info = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
      return Promise.resolve({ modelArtifactsInfo: info });
    },
  });
  return files;
}

interface StoredWeight {
  readonly spec: tf.io.WeightsManifestEntry;
  readonly bytes: Uint8Array;
}

/** How the weights are stored that int8 can say: tables of n-grams and of words, most of a network's size. */
function int8Weights(
  model: tf.LayersModel,
): ReadonlyMap<string, (values: Float32Array) => Int8Values> {
  const whole = (values: Float32Array): Int8Values => ({ data: Int8Array.from(values), scale: 1 });
  return new Map(
    model.layers.flatMap((layer) => {
      const store =
        layer instanceof NgramBag ? quantise : layer instanceof WordCover ? whole : null;
      return store === null
        ? []
        : layer.weights.map(({ originalName }) => [originalName, store] as const);
    }),
  );
}

/** Each weight's bytes: float32, or a byte a value that TensorFlow.js' own quantisation reads. */
function weightsOf(
  specs: readonly tf.io.WeightsManifestEntry[],
  data: ArrayBuffer,
  asInt8: ReturnType<typeof int8Weights>,
): StoredWeight[] {
  let offset = 0;
  return specs.map((spec) => {
    const size = spec.shape.reduce((product, length) => product * length, 1);
    const values = new Float32Array(data, offset, size);
    offset += values.byteLength;
    const store = asInt8.get(spec.name);
    if (store === undefined) {
      return { spec, bytes: new Uint8Array(data, values.byteOffset, values.byteLength) };
    }
    const { data: whole, scale } = store(values);
    const quantization = { dtype: 'uint8' as const, scale, min: -128 * scale };
    return {
      spec: { ...spec, quantization },
      bytes: moved(whole),
    };
  });
}

/** Numbers from -128 on as bytes from 0 on. */
function moved(whole: Int8Array): Uint8Array {
  const bytes = new Uint8Array(whole.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (whole[i] ?? 0) + 128;
  return bytes;
}

/** Whether a `model.json` is a graph model, which can be scored by and no more. */
export function isGraphModel(modelJson: Uint8Array): boolean {
  try {
    const { format } = JSON.parse(new TextDecoder().decode(modelJson)) as tf.io.ModelJSON;
    return format === 'graph-model';
  } catch {
    return false; // loading it says what is wrong with it
  }
}

/** The layers model in the two files' bytes. */
export async function fromLayersFiles(
  modelJson: Uint8Array,
  weights: Uint8Array,
): Promise<tf.LayersModel> {
  try {
    const { modelTopology, weightsManifest } = JSON.parse(
      new TextDecoder().decode(modelJson),
    ) as tf.io.ModelJSON;
    return await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
  } catch (cause) {
    throw new ModelError(
      'MODEL_BAD_MANIFEST',
      `${MODEL_FILE} and ${WEIGHTS_FILE} match their digests but TensorFlow.js can't load them (${String(cause)}); they need layers that this version knows. Use the Degas that wrote them.`,
      { cause },
    );
  }
}
