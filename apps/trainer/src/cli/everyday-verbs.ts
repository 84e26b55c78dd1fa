import type { Verbs } from './define-verbs.ts';

/** The verbs that need no TensorFlow: all that one does with a model that is there. `@degas/cli` is made of them. */
export const everydayVerbs: Verbs = {
  predict: () => import('./predict.ts'),
  hunt: () => import('./hunt.ts'),
  score: () => import('./score.ts'),
  infect: () => import('./infect.ts'),
  calibrate: () => import('./calibrate.ts'),
  generate: () => import('./generate.ts'),
  filter: () => import('./filter.ts'),
  blocklist: () => import('./blocklist.ts'),
};
