import {
  allowedNames,
  countsLine,
  defaultTrafficOptions,
  MOST_HUNTED_NAMES,
  NameCache,
  TrafficWatch,
  withClients,
  type ClientResult,
} from '@degas/traffic';

import type { CommandContext } from '../command-context.ts';
import { formatResults } from '../hunt/format-results.ts';
import type { HuntFormat } from '../hunt/hunt-formats.ts';
import { huntInputs } from '../hunt/hunt-inputs.ts';
import type { LogReading } from '../hunt/reading/log-events.ts';
import { InputNotes, logBatches, throwFailures } from '../hunt/reading/watch-logs.ts';
import { AlertsInTime } from '../hunt/streaming/alerts-in-time.ts';
import { ClientsInTurn } from '../hunt/streaming/clients-in-turn.ts';
import { reaches, readChoices, type WatchChoices } from '../hunt/watch-choices.ts';
import { FileOutput } from '../output/file-output.ts';
import { mustBeWritable } from '../output/output-path.ts';

/** What the events of a stream are sorted by. */
export const eventOrders = ['time', 'client'] as const;
export type EventOrder = (typeof eventOrders)[number];

export interface HuntStreamOptions extends WatchChoices {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly format: Exclude<HuntFormat, 'table'>;
  readonly reading: LogReading;
  /** Whether every client is reported, with its score; only of events by client. */
  readonly all: boolean;
  readonly sortedBy: EventOrder;
}

/** No event of a client that is judged when all have come is late. */
const ANY_ORDER = Number.MAX_SAFE_INTEGER;

/** Writes each suspected client as soon as it is known; returns how many there are. */
export async function huntStream(
  options: HuntStreamOptions,
  context: CommandContext,
): Promise<number> {
  const { inputs, files } = await huntInputs(options);
  mustBeWritable(options.output, '--output', files);
  const watching = await readChoices(options, context.now());
  const { classifier, level, windowMs, findKnownDga } = watching;
  const allow = allowedNames(watching.allow);
  const settings = { windowMs, allow, maxNames: MOST_HUNTED_NAMES };
  const names = new NameCache(classifier, settings, findKnownDga);
  const open = (latenessMs: number): TrafficWatch =>
    new TrafficWatch(classifier, { ...settings, latenessMs }, findKnownDga, names);
  const output = new FileOutput(options.output, context);
  const notes = new InputNotes(context);
  const inTurn =
    options.sortedBy === 'client' ? new ClientsInTurn(names, () => open(ANY_ORDER)) : null;
  const stream = inTurn ?? new AlertsInTime(open(defaultTrafficOptions.latenessMs));
  const clients = new Set<string>();
  const suspected = new Set<string>();
  const write = async (results: readonly ClientResult[]): Promise<void> => {
    const reported = results.filter((result) => options.all || reaches(result.level, level));
    for (const result of reported) if (reaches(result.level, level)) suspected.add(result.client);
    await output.writeThrough(formatResults(reported, options.format));
  };
  for await (const { source, events, clients: named } of logBatches(
    inputs,
    options.reading,
    context,
    notes,
  )) {
    if (inTurn === null) for (const client of named) clients.add(client ?? source);
    await write(stream.take(withClients(events, source)));
    if (output.hasFailed) break;
  }
  await write(stream.finish());
  await output.close();
  classifier.close();
  const { counts } = stream;
  const { returned = 0 } = inTurn ?? {};
  if (returned > 0) {
    context.stderr.write(
      `${returned} clients came again after others and were judged in parts; sort the events by client\n`,
    );
  }
  if (!context.isQuiet) {
    const seen = inTurn === null ? clients.size : counts.clients;
    for (const line of [...notes.summary, countsLine(counts, seen, suspected.size)])
      context.stderr.write(`${line}\n`);
  }
  // A stream without events, as of an empty part of a table, is none that was not understood.
  throwFailures(notes);
  return suspected.size;
}
