import { DatasetError } from '../errors.ts';
import { defaultRandomSplit, isTrainingName, type RandomSplit } from './assign-side.ts';
import type { Split } from './split.ts';

export interface DateSplit extends RandomSplit {
  /** The first day of the test side, such as `2020-01-01`. */
  readonly testFrom: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * DGA names of the days before `testFrom` for training, later ones for the test. DGA names without a day are on
 * neither side, for their side is unknown; benign names, which have none, are split at random.
 */
export function splitByDate({ testFrom, ...options }: DateSplit): Split {
  if (!DAY.test(testFrom) || testFrom.length !== 10 || Number.isNaN(Date.parse(testFrom))) {
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      `The first test day is ${testFrom}. Expected a day such as 2020-01-01; give that.`,
    );
  }
  const settings = { ...defaultRandomSplit, ...options };
  return {
    name: 'date',
    settings: { testFrom, ...settings },
    sideOf: ({ domain, label, date }) => {
      if (label === 0) return isTrainingName(domain, settings) ? 'training' : 'test';
      const day = DAY.exec(date ?? '')?.[0];
      if (day === undefined) return 'neither';
      return day < testFrom ? 'training' : 'test';
    },
  };
}
