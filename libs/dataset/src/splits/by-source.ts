import { DatasetError } from '../errors.ts';
import type { Split } from './split.ts';

export interface SourceSplit {
  /** Sources of the test side; all others are for training. A `*` at the end stands for any ending. */
  readonly testSources: readonly string[];
}

/** Whole sources, of both classes, on one side: does a model know more than the habits of a list? */
export function splitBySource({ testSources }: SourceSplit): Split {
  if (testSources.length === 0) {
    throw new DatasetError(
      'DATASET_OPTION_INVALID',
      'No source was given for the test side; name at least one, such as tranco.',
    );
  }
  const isTest = sourceMatcher(testSources);
  return {
    name: 'source',
    settings: { testSources },
    sideOf: ({ source }) => (isTest(source) ? 'test' : 'training'),
  };
}

/** True for sources that are listed, or begin with what stands before a `*`. */
export function sourceMatcher(patterns: readonly string[]): (source: string) => boolean {
  const exact = new Set(patterns.filter((pattern) => !pattern.endsWith('*')));
  const beginnings = patterns
    .filter((pattern) => pattern.endsWith('*'))
    .map((pattern) => pattern.slice(0, -1));
  return (source) =>
    exact.has(source) || beginnings.some((beginning) => source.startsWith(beginning));
}
