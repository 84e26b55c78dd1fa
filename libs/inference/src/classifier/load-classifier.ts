import { createEngine } from '../engine/create-engine.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { loadModel } from '../load/load-model.ts';
import { checkedOptions, type ClassifierOptions } from './classifier-options.ts';
import { Classifier } from './classifier.ts';

/**
 * Loads a classifier: of the model that ships with this package, or of another one by its path (a model folder or its
 * `degas.bin`), URL or bytes.
 *
 * @throws InferenceError for a model that is missing or malformed, and for invalid options.
 *
 * @example
 * const classifier = await loadClassifier();
 * const [verdict] = classifier.classify(['www.google.com']); // { domain, registrable: 'google.com', score, label: 'benign', … }
 */
export async function loadClassifier(
  source?: string | URL | Uint8Array,
  options: ClassifierOptions = {},
): Promise<Classifier> {
  checkedOptions(options);
  const { model, modelMemory } = await loadModel(source);
  return new Classifier(model, await createEngine(model, encodingOf(model), modelMemory), options);
}
