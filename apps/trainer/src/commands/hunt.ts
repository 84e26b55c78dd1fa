import { familySentence } from '@degas/generators';
import type { Classifier } from '@degas/inference';
import { STDIN } from '@degas/logs/node';
import { type AlertLevel, ClientHunt, defaultTrafficOptions } from '@degas/traffic';
import { renderHuntReport } from '@degas/traffic/report';

import { type HuntSettings, readSettings } from '../calibrate/hunt-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { formatResults } from '../hunt/format-results.ts';
import type { HuntFormat } from '../hunt/hunt-formats.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { throwFailures, watchLogs } from '../hunt/reading/watch-logs.ts';
import { loadModel } from '../models/load-model.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable, mustDiffer } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { findInputs } from '../reading/find-inputs.ts';
import { readKnownDga, readRuleTexts } from '../rules/load-rules.ts';

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
  const clientHunt = await openHunt(classifier, settings, options, context.now());
  const logs = await watchLogs(clientHunt, inputs, options.reading, context);
  const { summary } = logs;
  // "No suspected client" would be read as good news.
  if (clientHunt.counts.events === 0) throwFailures(logs);
  clientHunt.finish();
  const results = clientHunt.results(level);

  const file = new FileOutput(output, context);
  await file.write(formatResults(results, format));
  if (context.signal.aborted) {
    const where = await file.closeEarly();
    throw stoppedEarly(`${clientHunt.counts.events} queries`, `what they show is ${where}`);
  }
  await file.close();
  summary.push(clientHunt.countsLine(level));
  if (html !== undefined) {
    const page = new FileOutput(html, context);
    const { clients, counts } = clientHunt;
    const report = { results, clients, queries: counts.events, summary, now: context.now() };
    const explain = (name: string) => classifier.explain(name);
    await page.write(renderHuntReport(report, { explain, describeFamily: familySentence }));
    await page.close();
  }
  classifier.close();
  if (!context.isQuiet) {
    for (const line of summary) context.stderr.write(`${line}\n`);
  }
  throwFailures(logs);
  return clientHunt.suspected(level);
}

async function openHunt(
  classifier: Classifier,
  settings: HuntSettings | null,
  { allow, knownDga, windowMs, all }: HuntOptions,
  now: number,
): Promise<ClientHunt> {
  const known = knownDga === undefined ? null : await readKnownDga(knownDga, now);
  const rules = allow === undefined ? [] : await readRuleTexts(allow, '--allow');
  return new ClientHunt(classifier, {
    windowMs: windowMs ?? settings?.windowMs ?? defaultTrafficOptions.windowMs,
    allow: [...rules, ...(settings?.allow ?? [])],
    findKnownDga: known === null ? null : (name) => known.familyOf(name),
    keepsEveryone: all,
  });
}
