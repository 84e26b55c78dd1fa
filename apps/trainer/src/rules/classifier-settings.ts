import type { ClassifierOptions } from '@degas/inference';

import { readKnownDga, readRules } from './load-rules.ts';

/** What decides a label besides the score; files with a rule a line, and a filter of known names. */
export interface RuleFiles {
  readonly operatingPoint?: ClassifierOptions['operatingPoint'];
  readonly allow?: string;
  readonly deny?: string;
  /** A saved filter, or `this-month`. */
  readonly knownDga?: string;
}

/** Reads the files that a classifier's options come from. */
export async function classifierSettings(
  { operatingPoint, allow, deny, knownDga }: RuleFiles,
  now: number,
): Promise<ClassifierOptions> {
  return {
    ...(operatingPoint !== undefined && { operatingPoint }),
    ...(allow !== undefined && { allow: await readRules(allow) }),
    ...(deny !== undefined && { deny: await readRules(deny) }),
    ...(knownDga !== undefined && { knownDga: await readKnownDga(knownDga, now) }),
  };
}
