import { loadKnownDgaFilter } from '@degas/generators';
import { DomainList, type ClassifierOptions } from '@degas/inference';

import { readSettings } from '../calibrate/hunt-settings.ts';
import { knownDgaLookup, readKnownDgaFilter, readRuleTexts } from './load-rules.ts';

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

/** What the files hold, as it can be sent to a thread. */
export interface Rules {
  readonly operatingPoint: ClassifierOptions['operatingPoint'];
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** A saved filter of known names. */
  readonly knownDga: Uint8Array | null;
}

/** Reads the files that a classifier's options come from. */
export async function readRuleFiles(
  { operatingPoint, allow, deny, knownDga, settings }: RuleFiles,
  now: number,
): Promise<Rules> {
  const calibrated = settings === undefined ? null : await readSettings(settings);
  return {
    operatingPoint: operatingPoint ?? calibrated?.level,
    allow: [
      ...(allow === undefined ? [] : await readRuleTexts(allow, '--allow')),
      ...(calibrated?.allow ?? []),
    ],
    deny: deny === undefined ? [] : await readRuleTexts(deny, '--deny'),
    knownDga: knownDga === undefined ? null : (await readKnownDgaFilter(knownDga, now)).save(),
  };
}

/** Returns the options of a classifier that labels by the rules. */
export function classifierSettings({
  operatingPoint,
  allow,
  deny,
  knownDga,
}: Rules): ClassifierOptions {
  return {
    ...(operatingPoint !== undefined && { operatingPoint }),
    ...(allow.length > 0 && { allow: new DomainList(allow) }),
    ...(deny.length > 0 && { deny: new DomainList(deny) }),
    ...(knownDga !== null && { knownDga: knownDgaLookup(loadKnownDgaFilter(knownDga)) }),
  };
}
