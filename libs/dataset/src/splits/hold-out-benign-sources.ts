import { defaultRandomSplit, isTrainingName, type RandomSplit } from './assign-side.ts';
import { sourceMatcher } from './by-source.ts';
import type { Split } from './split.ts';

/** The benign sources that are left out wherever Degas says "unseen benign sources"; fixed. */
export const unseenBenignSources: readonly string[] = [
  'tranco',
  'benign-third-party-hosts',
  'benign-school-domains',
];

/** Besides those, one country's part of the crawls. */
export const heldOutCrawl = { sources: ['benign-crawl*'], topLevelDomain: 'se' } as const;

export interface BenignSourceSplit extends RandomSplit {
  readonly sources?: readonly string[];
  /** The part of the crawls that is left out too. */
  readonly crawl?: { readonly sources: readonly string[]; readonly topLevelDomain: string };
}

/** Whole benign sources on the test side, the others on the training side; DGA names are split at random. */
export function holdOutBenignSources(options: BenignSourceSplit = {}): Split {
  const { sources, crawl, ...random } = {
    sources: unseenBenignSources,
    crawl: heldOutCrawl,
    ...defaultRandomSplit,
    ...options,
  };
  const isLeftOut = sourceMatcher(sources);
  const isCrawl = sourceMatcher(crawl.sources);
  const ending = `.${crawl.topLevelDomain}`;
  return {
    name: 'unseen-benign-sources',
    settings: { sources, crawl, ...random },
    sideOf: ({ domain, label, source }) => {
      if (label === 1) return isTrainingName(domain, random) ? 'training' : 'test';
      if (isLeftOut(source)) return 'test';
      return isCrawl(source) && domain.toLowerCase().replace(/\.$/, '').endsWith(ending)
        ? 'test'
        : 'training';
    },
  };
}
