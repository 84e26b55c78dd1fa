import type { Verbs } from './define-verbs.ts';
import { everydayVerbs } from './everyday-verbs.ts';

/** Every verb, in the order of the help: `@degas/trainer` has them all. */
export const allVerbs: Verbs = {
  ...everydayVerbs,
  download: () => import('./download.ts'),
  process: () => import('./process.ts'),
  audit: () => import('./audit.ts'),
  train: () => import('./train.ts'),
  evaluate: () => import('./evaluate.ts'),
  models: () => import('./models.ts'),
  export: () => import('./export.ts'),
  completion: () => import('./completion.ts'),
};
