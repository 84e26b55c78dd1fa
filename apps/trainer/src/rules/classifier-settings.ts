import { DomainList, type ClassifierOptions } from '@degas/inference';

import { readSettings } from '../calibrate/hunt-settings.ts';
import { readKnownDga, readRules, readRuleTexts } from './load-rules.ts';

/** What decides a label besides the score; files with a rule a line, and a filter of known names. */
export interface RuleFiles {
  readonly operatingPoint?: ClassifierOptions['operatingPoint'];
  readonly allow?: string;
  readonly deny?: string;
  /** A saved filter, or `this-month`. */
  readonly knownDga?: string;
  /** What `degas calibrate` wrote: its level is the operating point where none is given, its names are allowed beside the others. */
  readonly settings?: string;
}

/** Reads the files that a classifier's options come from. */
export async function classifierSettings(
  { operatingPoint, allow, deny, knownDga, settings }: RuleFiles,
  now: number,
): Promise<ClassifierOptions> {
  const calibrated = settings === undefined ? null : await readSettings(settings);
  const point = operatingPoint ?? calibrated?.level;
  const rules = [
    ...(allow === undefined ? [] : await readRuleTexts(allow, '--allow')),
    ...(calibrated?.allow ?? []),
  ];
  return {
    ...(point !== undefined && { operatingPoint: point }),
    ...(rules.length > 0 && { allow: new DomainList(rules) }),
    ...(deny !== undefined && { deny: await readRules(deny, '--deny') }),
    ...(knownDga !== undefined && { knownDga: await readKnownDga(knownDga, now) }),
  };
}
