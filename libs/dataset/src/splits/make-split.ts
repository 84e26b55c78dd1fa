import { DatasetError } from '../errors.ts';
import { splitByDate, type DateSplit } from './by-date.ts';
import { splitBySource, type SourceSplit } from './by-source.ts';
import { holdOutBenignSources } from './hold-out-benign-sources.ts';
import { holdOutFamilies } from './hold-out-families.ts';
import { splitIntoFolds, type FoldSplit } from './k-fold.ts';
import { splitAtRandom } from './random.ts';
import type { Split } from './split.ts';

type Settings = Readonly<Record<string, unknown>>;

const SPLITS: Readonly<Record<string, (settings: Settings) => Split>> = {
  random: splitAtRandom,
  source: (settings) => splitBySource(settings as unknown as SourceSplit),
  date: (settings) => splitByDate(settings as unknown as DateSplit),
  'unseen-families': holdOutFamilies,
  'unseen-benign-sources': holdOutBenignSources,
  'k-fold': (settings) => splitIntoFolds(settings as unknown as FoldSplit),
};

/** The name of every split, as manifests record it. */
export const splitNames: readonly string[] = Object.keys(SPLITS);

/** The split that a manifest records. */
export function makeSplit({ name, settings }: Pick<Split, 'name' | 'settings'>): Split {
  const make = SPLITS[name];
  if (make !== undefined) return make(settings);
  throw new DatasetError(
    'DATASET_OPTION_INVALID',
    `Unknown split '${name}'. Expected one of: ${splitNames.join(', ')}.`,
  );
}
