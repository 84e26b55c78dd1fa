import { type Classifier, InferenceError, loadClassifier } from '@degas/inference';
import type { AlertLevel, FindKnownDga, TrafficOptions } from '@degas/traffic';

import type { MonitorConfig } from '../config/config.ts';
import { readCalibration } from '../config/read-calibration.ts';
import { readKnownDga, readNames } from '../config/read-names.ts';
import { MonitorError } from '../errors.ts';

const HOUR_MS = 3_600_000;

/** What a configuration says of how traffic is judged, with the files that it names. */
export interface Judging {
  readonly level: AlertLevel;
  readonly allow: ReadonlySet<string>;
  readonly options: Partial<TrafficOptions>;
  readonly findKnownDga: FindKnownDga | null;
}

/** Reads the files of a configuration. */
export async function readJudging(config: MonitorConfig): Promise<Judging> {
  const calibration =
    config.calibration === undefined ? null : await readCalibration(config.calibration);
  const listed = config.allowFile === undefined ? [] : await readNames(config.allowFile);
  const allow = new Set([...listed, ...config.allow, ...(calibration?.allow ?? [])]);
  const windowMs =
    config.windowHours === undefined ? calibration?.windowMs : config.windowHours * HOUR_MS;
  return {
    level: config.level ?? calibration?.level ?? 'medium',
    allow,
    options: {
      ...(windowMs !== undefined && { windowMs }),
      latenessMs: config.latenessMinutes * 60_000,
      maxClients: config.maxClients,
      allow,
    },
    findKnownDga: config.knownDga === undefined ? null : await readKnownDga(config.knownDga),
  };
}

/** The model that a configuration names. */
export async function openClassifier({ model }: MonitorConfig): Promise<Classifier> {
  try {
    return await loadClassifier(model);
  } catch (cause) {
    if (model === undefined || !isNotThere(cause)) throw cause;
    throw new MonitorError(
      'MONITOR_OPTION_INVALID',
      `${model} (--model) could not be read. Expected a folder of a model version, such as models/degas/3, or its degas.bin; leave it out for the model that ships.`,
      { cause },
    );
  }
}

/** Why a configuration mutes an alert; null where it does not. */
export function muteReason(
  { mutes }: MonitorConfig,
  { client, family }: { readonly client: string; readonly family: string },
  now: number,
): string | null {
  const mute = mutes.find(
    (one) =>
      (one.client === undefined || one.client === client) &&
      (one.family === undefined || one.family === family) &&
      (one.until === undefined || Date.parse(one.until) > now),
  );
  return mute?.reason ?? null;
}

function isNotThere(error: unknown): boolean {
  return error instanceof InferenceError && error.code === 'INFERENCE_MODEL_NOT_FOUND';
}
