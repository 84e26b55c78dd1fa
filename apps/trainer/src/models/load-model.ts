import {
  InferenceError,
  loadClassifier,
  type Classifier,
  type ClassifierOptions,
} from '@degas/inference';

import { mustBeModel } from './model-folder.ts';

/** Loads the model of `--model`, or the bundled one; an error about what was given names it. */
export async function loadModel(
  model: string | undefined,
  settings: ClassifierOptions = {},
): Promise<Classifier> {
  mustBeModel(model, '--model');
  try {
    return await loadClassifier(model, settings);
  } catch (error) {
    if (model === undefined || !(error instanceof InferenceError)) throw error;
    if (error.code === 'INFERENCE_BAD_OPTION') throw error;
    throw new InferenceError(error.code, `${model} (--model): ${error.message}`, { cause: error });
  }
}
