import type { Attribution, Classifier } from '@degas/inference';
import { STDIN } from '@degas/logs/node';
import {
  alertLevels,
  defaultTrafficOptions,
  resultOfAlert,
  strongestAlerts,
  TrafficWatch,
  type AlertLevel,
  type TrafficCounts,
} from '@degas/traffic';

import { type HuntSettings, readSettings } from '../calibrate/hunt-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { EveryClient } from '../hunt/every-client.ts';
import { formatResults } from '../hunt/format-results.ts';
import type { HuntFormat } from '../hunt/hunt-formats.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { LATENESS_MS, throwFailures, watchLogs } from '../hunt/reading/watch-logs.ts';
import { renderHuntReport } from '../hunt/report/render-hunt-report.ts';
import { loadModel } from '../models/load-model.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable, mustDiffer } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { findInputs } from '../reading/find-inputs.ts';
import { readKnownDga, readRuleNames } from '../rules/load-rules.ts';

export interface HuntOptions {
  /** Files, folders, patterns and `-`; without any, standard input is read. */
  readonly inputs: readonly string[];
  /** A file or `-`. */
  readonly output: string;
  /** A file for a page that shows the results. */
  readonly html?: string;
  readonly format: HuntFormat;
  readonly reading: LogReading;
  /** The lowest level that is reported; by default that of the settings, or MEDIUM. */
  readonly level?: AlertLevel;
  /** Whether every client is reported, with its score. */
  readonly all: boolean;
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

/** Reads DNS logs and writes the clients that are suspected to be infected. Returns how many there are. */
export async function hunt(options: HuntOptions, context: CommandContext): Promise<number> {
  const { output, html, format } = options;
  const inputs = options.inputs.length === 0 ? [STDIN] : options.inputs;
  const listed = await findInputs(inputs);
  const read = [...listed, options.allow, options.knownDga, options.settings];
  mustBeWritable(output, '--output', read);
  mustBeWritable(html, '--html', read);
  mustDiffer({ '--output': output, '--html': html });

  const settings = options.settings === undefined ? null : await readSettings(options.settings);
  const level = options.level ?? settings?.level ?? 'medium';
  const classifier = await loadModel(options.model);
  const watch = await openWatch(classifier, settings, options, context.now());
  const everyone = new EveryClient();
  const onClient = options.all ? everyone.add : undefined;
  const logs = await watchLogs(watch, inputs, options.reading, context, {
    ...(onClient !== undefined && { onClient }),
  });
  const { alerts, clients, summary } = logs;
  // "No suspected client" would be read as good news.
  if (watch.counts.events === 0) throwFailures(logs);
  alerts.push(...watch.finish(onClient));
  const suspects = strongestAlerts(alerts.filter((alert) => reaches(alert.level, level)));
  const found = suspects.map(resultOfAlert);
  const results = options.all ? [...found, ...everyone.others(clients, found)] : found;

  const file = new FileOutput(output, context);
  await file.write(formatResults(results, format));
  if (context.signal.aborted) {
    const where = await file.closeEarly();
    throw stoppedEarly(`${watch.counts.events} queries`, `what they show is ${where}`);
  }
  await file.close();
  const suspected = results.filter((result) => reaches(result.level, level)).length;
  summary.push(countsLine(watch.counts, clients.size, suspected));
  if (html !== undefined) {
    const page = new FileOutput(html, context);
    const queries = watch.counts.events;
    const report = { results, clients: clients.size, queries, summary, now: context.now() };
    const telling = (name: string): readonly Attribution[] => {
      const { reading, characters } = classifier.explain(name);
      // Those of a reading have other places than those of the name.
      return reading === undefined ? characters : [];
    };
    await page.write(renderHuntReport(report, telling));
    await page.close();
  }
  classifier.close();
  if (!context.isQuiet) {
    for (const line of summary) context.stderr.write(`${line}\n`);
  }
  throwFailures(logs);
  return suspected;
}

/** Names whose scores are remembered: enough for the popular ones of a large network, in a quarter of a gigabyte. */
const MOST_NAMES = 250_000;

async function openWatch(
  classifier: Classifier,
  settings: HuntSettings | null,
  { allow, knownDga, windowMs }: HuntOptions,
  now: number,
): Promise<TrafficWatch> {
  const known = knownDga === undefined ? null : await readKnownDga(knownDga, now);
  const rules = allow === undefined ? [] : await readRuleNames(allow, '--allow');
  return new TrafficWatch(
    classifier,
    {
      windowMs: windowMs ?? settings?.windowMs ?? defaultTrafficOptions.windowMs,
      latenessMs: LATENESS_MS,
      maxNames: MOST_NAMES,
      allow: new Set([...rules, ...(settings?.allow ?? [])]),
    },
    known === null ? null : (name) => known.familyOf(name),
  );
}

function reaches(level: AlertLevel | null, least: AlertLevel): boolean {
  return level !== null && alertLevels.indexOf(level) >= alertLevels.indexOf(least);
}

function countsLine(counts: TrafficCounts, clients: number, suspected: number): string {
  const dropped = Object.entries(counts.dropped).filter(([, count]) => count > 0);
  const parts = [
    `${counts.events} queries of ${clients} clients`,
    `${suspected} suspected`,
    ...(dropped.length > 0
      ? [
          `no evidence: ${dropped.map(([reason, count]) => `${count} ${reason.replaceAll('_', ' ')}`).join(', ')}`,
        ]
      : []),
    ...(counts.late > 0 ? [`${counts.late} late`] : []),
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
    ...(counts.evictedClients > 0 ? [`${counts.evictedClients} clients evicted`] : []),
  ];
  return parts.join('; ');
}
