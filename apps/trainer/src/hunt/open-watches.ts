import type { Classifier } from '@degas/inference';
import { alertLevels, defaultTrafficOptions, TrafficWatch, type AlertLevel } from '@degas/traffic';

import { readSettings } from '../calibrate/hunt-settings.ts';
import { loadModel } from '../models/load-model.ts';
import { readKnownDga, readRuleNames } from '../rules/load-rules.ts';

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

export interface Watches {
  readonly classifier: Classifier;
  /** The lowest level that is reported. */
  readonly level: AlertLevel;
  /** Returns a new watch, in which events may come so late. */
  readonly open: (latenessMs: number) => TrafficWatch;
}

/** Names whose scores are remembered: enough for the popular ones of a large network, in a quarter of a gigabyte. */
const MOST_NAMES = 250_000;

/** Reads all that watches need; `now` says whether a filter of known names is out of date. */
export async function openWatches(choices: WatchChoices, now: number): Promise<Watches> {
  const { allow, knownDga, windowMs } = choices;
  const settings = choices.settings === undefined ? null : await readSettings(choices.settings);
  const classifier = await loadModel(choices.model);
  const known = knownDga === undefined ? null : await readKnownDga(knownDga, now);
  const rules = allow === undefined ? [] : await readRuleNames(allow, '--allow');
  const options = {
    windowMs: windowMs ?? settings?.windowMs ?? defaultTrafficOptions.windowMs,
    maxNames: MOST_NAMES,
    allow: new Set([...rules, ...(settings?.allow ?? [])]),
  };
  const findKnownDga =
    known === null ? null : (name: string): string | null => known.familyOf(name);
  return {
    classifier,
    level: choices.level ?? settings?.level ?? 'medium',
    open: (latenessMs) => new TrafficWatch(classifier, { ...options, latenessMs }, findKnownDga),
  };
}

export function reaches(level: AlertLevel | null, least: AlertLevel): boolean {
  return level !== null && alertLevels.indexOf(level) >= alertLevels.indexOf(least);
}
