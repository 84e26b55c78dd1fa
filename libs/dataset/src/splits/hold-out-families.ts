import { defaultRandomSplit, isTrainingName, type RandomSplit } from './assign-side.ts';
import type { Split } from './split.ts';

/** The families that are left out wherever Degas says "unseen families"; fixed, so that figures compare. */
export const unseenFamilies: readonly string[] = [
  'banjori',
  'dmsniff',
  'fobber',
  'gozi',
  'monerominer',
  'mydoom',
  'nymaim2',
  'padcrypt',
  'pykspa',
  'qadars',
  'ramdo',
  'rovnix',
  'shiotob',
  'simda',
  'tinba',
  'vawtrak',
];

export interface FamilySplit extends RandomSplit {
  /** Normalised names of the families that training must not see. */
  readonly families?: readonly string[];
}

/** Whole families on the test side, the others on the training side; benign names are split at random. */
export function holdOutFamilies(options: FamilySplit = {}): Split {
  const { families, ...random } = { families: unseenFamilies, ...defaultRandomSplit, ...options };
  const leftOut = new Set(families);
  return {
    name: 'unseen-families',
    settings: { families, ...random },
    sideOf: ({ domain, label, family }) => {
      if (label === 0) return isTrainingName(domain, random) ? 'training' : 'test';
      return leftOut.has(family ?? '') ? 'test' : 'training';
    },
  };
}
