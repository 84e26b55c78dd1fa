import type { Attribution } from '@degas/inference';
import { resultOfAlert, strongestAlerts } from '@degas/traffic';

import type { CommandContext } from '../command-context.ts';
import { countsLine } from '../hunt/counts-line.ts';
import { EveryClient } from '../hunt/every-client.ts';
import { formatResults } from '../hunt/format-results.ts';
import type { HuntFormat } from '../hunt/hunt-formats.ts';
import { huntInputs } from '../hunt/hunt-inputs.ts';
import { openWatches, reaches, type WatchChoices } from '../hunt/open-watches.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { LATENESS_MS, throwFailures, watchLogs } from '../hunt/reading/watch-logs.ts';
import { renderHuntReport } from '../hunt/report/render-hunt-report.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable, mustDiffer } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';

export interface HuntOptions extends WatchChoices {
  /** Files, folders, patterns and `-`; without any, standard input is read. */
  readonly inputs: readonly string[];
  /** A file or `-`. */
  readonly output: string;
  /** A file for a page that shows the results. */
  readonly html?: string;
  readonly format: HuntFormat;
  readonly reading: LogReading;
  /** Whether every client is reported, with its score. */
  readonly all: boolean;
}

/** Reads DNS logs and writes the clients that are suspected to be infected. Returns how many there are. */
export async function hunt(options: HuntOptions, context: CommandContext): Promise<number> {
  const { output, html, format } = options;
  const { inputs, files } = await huntInputs(options);
  mustBeWritable(output, '--output', files);
  mustBeWritable(html, '--html', files);
  mustDiffer({ '--output': output, '--html': html });

  const { classifier, level, open } = await openWatches(options, context.now());
  const watch = open(LATENESS_MS);
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
