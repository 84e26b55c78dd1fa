import type { LexicalFacts } from '@degas/features';

import type { Verdict } from '../verdict/verdict.ts';

/** A part of the name and its weight in log-odds: above 0 it speaks for a DGA, below 0 against one. */
export interface Attribution {
  readonly text: string;
  /** Where it begins in the registrable name, or in what that was read as. */
  readonly at: number;
  readonly weight: number;
}

/** Why a name has its verdict. */
export interface Explanation {
  readonly verdict: Verdict;
  /** What a name in Punycode was read as, where its score is of that reading and not of its spelling. */
  readonly reading?: string;
  /** One or two sentences for an analyst. */
  readonly sentence: string;
  /** Each character of the registrable name (or reading) but its dots, compared with common letters in its place. */
  readonly characters: readonly Attribution[];
  /** The three-character parts of the label that matter most, compared with the name without them; the greatest first. */
  readonly ngrams: readonly Attribution[];
  /** Null for a skipped name, as the lists of parts are empty then. */
  readonly facts: LexicalFacts | null;
}
