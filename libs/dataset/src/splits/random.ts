import { defaultRandomSplit, isTrainingName, type RandomSplit } from './assign-side.ts';
import type { Split } from './split.ts';

/** 80 to 20, by the hash of registrable name and seed: measures memory more than generalisation. */
export function splitAtRandom(options: RandomSplit = {}): Split {
  const settings = { ...defaultRandomSplit, ...options };
  return {
    name: 'random',
    settings,
    sideOf: ({ domain }) => (isTrainingName(domain, settings) ? 'training' : 'test'),
  };
}
