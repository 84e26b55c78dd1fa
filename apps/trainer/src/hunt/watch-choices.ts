import type { Classifier } from '@degas/inference';
import {
  alertLevels,
  defaultTrafficOptions,
  type AlertLevel,
  type FindKnownDga,
} from '@degas/traffic';

import { readSettings } from '../calibrate/hunt-settings.ts';
import { loadModel } from '../models/load-model.ts';
import { readKnownDga, readRuleTexts } from '../rules/load-rules.ts';

/** What decides which clients are suspected. */
export interface WatchChoices {
  /** The lowest level that is reported; by default that of the settings, or MEDIUM. */
  readonly level?: AlertLevel;
  /** By default that of the settings, or a day. */
  readonly windowMs?: number;
  /** A file of settings, as `degas calibrate` writes it. */
  readonly settings?: string;
  /** A file of names that are no evidence, one a line. */
  readonly allow?: string;
  /** A saved filter of known DGA names. */
  readonly knownDga?: string;
  /** A model folder; the bundled model unless given. */
  readonly model?: string;
}

/** What was chosen, read and loaded. */
export interface Watching {
  readonly classifier: Classifier;
  /** The lowest level that is reported. */
  readonly level: AlertLevel;
  readonly windowMs: number;
  /** Rules of names that are no evidence. */
  readonly allow: readonly string[];
  readonly findKnownDga: FindKnownDga | null;
}

/** Reads all that watches need; `now` says whether a filter of known names is out of date. */
export async function readChoices(choices: WatchChoices, now: number): Promise<Watching> {
  const { allow, knownDga, windowMs } = choices;
  const settings = choices.settings === undefined ? null : await readSettings(choices.settings);
  const classifier = await loadModel(choices.model);
  const known = knownDga === undefined ? null : await readKnownDga(knownDga, now);
  const rules = allow === undefined ? [] : await readRuleTexts(allow, '--allow');
  return {
    classifier,
    level: choices.level ?? settings?.level ?? 'medium',
    windowMs: windowMs ?? settings?.windowMs ?? defaultTrafficOptions.windowMs,
    allow: [...rules, ...(settings?.allow ?? [])],
    findKnownDga: known === null ? null : (name) => known.familyOf(name),
  };
}

export function reaches(level: AlertLevel | null, least: AlertLevel): boolean {
  return level !== null && alertLevels.indexOf(level) >= alertLevels.indexOf(least);
}
