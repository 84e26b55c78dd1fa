import {
  defaultFolds,
  makeSplit,
  splitNames,
  splitRows,
  type DatedDomain,
  type Split,
} from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';

import { TrainerError } from '../errors.ts';

/** Which split `--split` asks for; `settings` without the seed, which is the training's. */
export interface SplitChoice {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** `NAME` or `NAME=VALUE`, read; null for an unknown split, or where its value is missing or wrong. */
export function splitChoice(text: string): SplitChoice | null {
  const [name = '', value] = text.split(/=(.*)/s);
  if (!splitNames.includes(name)) return null;
  const settings = settingsOf(name, value);
  if (settings === null) return null;
  try {
    makeSplit({ name, settings });
  } catch {
    return null;
  }
  return { name, settings };
}

function settingsOf(name: string, value: string | undefined): SplitChoice['settings'] | null {
  if (value === undefined) return name === 'k-fold' ? { fold: 0 } : {};
  const list = value.split(',').filter(Boolean);
  switch (name) {
    case 'source':
      return { testSources: list };
    case 'date':
      return { testFrom: value };
    case 'unseen-families':
      return { families: list };
    case 'unseen-benign-sources':
      return { sources: list, crawl: { sources: [], topLevelDomain: '' } };
    case 'k-fold': {
      const [, fold, folds = defaultFolds.folds] = /^(\d+)(?:\/(\d+))?$/.exec(value) ?? [];
      return fold === undefined ? null : { fold: Number(fold) - 1, folds: Number(folds) };
    }
    default:
      return null;
  }
}

/** The split itself; undefined for the one that training makes when it is given none. */
export function chosenSplit(choice: SplitChoice | null, seed: number): Split | undefined {
  if (choice === null || choice.name === 'random') return undefined;
  const { name, settings } = choice;
  return makeSplit({ name, settings: name === 'source' ? settings : { ...settings, seed } });
}

/** The rows of one side. */
export async function* rowsOfSide(
  rows: AsyncIterable<LabelledDomain>,
  split: Split,
  wanted: 'training' | 'test',
): AsyncIterable<LabelledDomain> {
  const checked = split.name === 'date' ? datedRows(rows) : rows;
  for await (const { row, side } of splitRows(checked, split)) if (side === wanted) yield row;
}

/** Rows after which a corpus without days is known as one. */
const ROWS_WITHOUT_DAYS = 10_000;

/** Passes rows on that have days; throws where they have none, instead of holding nothing out. */
async function* datedRows(rows: AsyncIterable<LabelledDomain>): AsyncIterable<LabelledDomain> {
  let count = 0;
  let dated = 0;
  for await (const row of rows) {
    count++;
    if ((row as DatedDomain).date != null) dated++;
    if (count === ROWS_WITHOUT_DAYS && dated === 0) break;
    yield row;
  }
  if (dated > 0) return;
  throw new TrainerError(
    'TRAINER_OPTION_INVALID',
    'The rows have no days, so --split date can hold nothing out. Expected a column date; process the raw files with --dates, or choose another split.',
  );
}
