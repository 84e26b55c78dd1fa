import { familySentence } from '@degas/generators';
import type { Classifier } from '@degas/inference';
import { ClientHunt } from '@degas/traffic';
import { renderHuntReport } from '@degas/traffic/report';

import type { CommandContext } from '../command-context.ts';
import { formatResults } from '../hunt/format-results.ts';
import type { HuntFormat } from '../hunt/hunt-formats.ts';
import { huntInputs } from '../hunt/hunt-inputs.ts';
import { isWorthSharing, SharedJudging } from '../hunt/judging/shared-judging.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { throwFailures, watchLogs } from '../hunt/reading/watch-logs.ts';
import { readChoices, type WatchChoices } from '../hunt/watch-choices.ts';
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

  const { classifier, level, ...choices } = await readChoices(options, context.now());
  const clientHunt = new ClientHunt(classifier, { ...choices, keepsEveryone: options.all });
  const logs = await watchLogs(clientHunt, inputs, options.reading, context);
  const { summary } = logs;
  // "No suspected client" would be read as good news.
  if (clientHunt.counts.events === 0) throwFailures(logs);
  await finish(clientHunt, classifier, options.model);
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

/** Judges the clients, those of a large network in two threads. */
async function finish(
  clientHunt: ClientHunt,
  classifier: Classifier,
  model: string | undefined,
): Promise<void> {
  if (!isWorthSharing(clientHunt.clients)) {
    clientHunt.finish();
    return;
  }
  const judging = new SharedJudging(classifier, model);
  try {
    clientHunt.finish((cases) => judging.ahead(cases));
  } finally {
    await judging.end();
  }
}
