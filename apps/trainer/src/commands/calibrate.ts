import { ClientHunt } from '@degas/traffic';

import { calibration } from '../calibrate/calibration.ts';
import { ClientDays } from '../calibrate/client-days.ts';
import { formatCalibration } from '../calibrate/format-calibration.ts';
import type { HuntSettings } from '../calibrate/hunt-settings.ts';
import { PopularNames } from '../calibrate/popular-names.ts';
import type { CommandContext } from '../command-context.ts';
import { huntInputs } from '../hunt/hunt-inputs.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { throwFailures, watchLogs } from '../hunt/reading/watch-logs.ts';
import { loadModel } from '../models/load-model.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable, mustDiffer } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { readKnownDga } from '../rules/load-rules.ts';

export interface CalibrateOptions {
  /** Files, folders, patterns and `-`; without any, standard input is read. */
  readonly inputs: readonly string[];
  /** The settings file to write. */
  readonly output?: string;
  /** A plain list of the names to allow, to write. */
  readonly allowOut?: string;
  /** Alerts a day that a person can look at. */
  readonly alertsPerDay: number;
  readonly windowMs: number;
  readonly knownDga?: string;
  /** A model folder; the bundled model unless given. */
  readonly model?: string;
  readonly reading: LogReading;
  /** Whether the result is printed as JSON. */
  readonly json: boolean;
}

/** Reads an operator's own clean traffic and says what alerts to expect and which names to allow. */
export async function calibrate(options: CalibrateOptions, context: CommandContext): Promise<void> {
  const { output, allowOut, windowMs, knownDga } = options;
  const { inputs, files: read } = await huntInputs(options);
  mustBeWritable(output, '--output', read);
  mustBeWritable(allowOut, '--allow-out', read);
  mustDiffer({ '--output': output, '--allow-out': allowOut });

  const classifier = await loadModel(options.model);
  const known = knownDga === undefined ? null : await readKnownDga(knownDga, context.now());
  const findKnown = known === null ? null : (name: string) => known.familyOf(name);
  const hunt = new ClientHunt(classifier, { windowMs, findKnownDga: findKnown });
  const names = new PopularNames(classifier);
  const days = new ClientDays();
  const logs = await watchLogs(hunt, inputs, options.reading, context, (events) => {
    names.add(events);
    days.add(events);
  });
  throwFailures(logs);
  if (context.signal.aborted) {
    throw stoppedEarly(`${hunt.counts.events} queries`, 'no settings are drawn from a part');
  }
  const alerts = hunt.finish();
  const watched = {
    clients: names.clients,
    clientDays: days.clientDays,
    days: days.days,
    queries: hunt.counts.events,
  };
  const result = calibration(watched, alerts, names.popular(), options.alertsPerDay);
  classifier.close();

  context.stdout.write(
    options.json ? `${JSON.stringify(result, null, 2)}\n` : formatCalibration(result),
  );
  const allow = result.allow.map(({ name }) => name);
  const settings: HuntSettings = { level: result.level, windowMs, allow, calibratedOn: watched };
  if (output !== undefined) {
    await writeFile(output, `${JSON.stringify(settings, null, 2)}\n`, context);
  }
  if (allowOut !== undefined) {
    await writeFile(allowOut, allow.map((name) => `${name}\n`).join(''), context);
  }
  if (context.isQuiet) return;
  for (const line of logs.summary) context.stderr.write(`${line}\n`);
}

async function writeFile(path: string, text: string, context: CommandContext): Promise<void> {
  const file = new FileOutput(path, context);
  await file.write(text);
  await file.close();
}
