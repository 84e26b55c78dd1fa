import { ModelRegistry } from '../models/model-registry.ts';
import { ModelVersion } from '../models/model-version.ts';
import { fakeClassifier } from './fake-classifier.ts';

/** The model `degas` in the versions 1, called `stable`, and 2, both by the fake classifier. */
export async function fakeRegistry(): Promise<ModelRegistry> {
  const registry = new ModelRegistry();
  for (const number of [1, 2]) {
    const version = new ModelVersion('degas', number);
    await version.load(() => Promise.resolve(fakeClassifier(number)));
    registry.add(version);
  }
  registry.setLabels('degas', new Map([['stable', 1n]]));
  return registry;
}
