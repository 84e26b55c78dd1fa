import * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';

export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

/** A layers model as the two files that plain TensorFlow.js loads: `model.json`, and `weights.bin` beside it. */
export async function toLayersFiles(model: tf.LayersModel): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await model.save({
    save: (artifacts) => {
      const { weightData = new ArrayBuffer(0), weightSpecs = [] } = artifacts;
      const modelJson = {
        format: 'layers-model',
        generatedBy: artifacts.generatedBy ?? null,
        convertedBy: null,
        modelTopology: artifacts.modelTopology,
        weightsManifest: [{ paths: [WEIGHTS_FILE], weights: weightSpecs }],
      };
      files.set(MODEL_FILE, new TextEncoder().encode(`${JSON.stringify(modelJson)}\n`));
      files.set(WEIGHTS_FILE, new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)));
      const info = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
      return Promise.resolve({ modelArtifactsInfo: info });
    },
  });
  return files;
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
