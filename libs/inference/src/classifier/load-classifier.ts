import { createEngine } from '../engine/create-engine.ts';
import { encodingOf } from '../format/degas-bin.ts';
import { loadModel } from '../load/load-model.ts';
import { checkedOptions, type ClassifierOptions } from './classifier-options.ts';
import { Classifier } from './classifier.ts';

/**
 * A classifier of the model that ships with this package, or of another one: a model folder or its `degas.bin` by
 * path, a URL, or the bytes themselves.
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
  const { model, home } = await loadModel(source);
  return new Classifier(model, await createEngine(model, encodingOf(model), home), options);
}
