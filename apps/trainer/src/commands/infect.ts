import { failureOf, reportLine, type DnsEvent } from '@degas/logs';
import { readLogs } from '@degas/logs/node';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { eventWriters, type EventFormat, type WritableEvent } from '../infect/event-writers.ts';
import { infection, type InfectionOptions } from '../infect/infection.ts';
import { FileOutput } from '../output/file-output.ts';
import { isNoOutput, mustBeWritable } from '../output/output-path.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { findInputs } from '../reading/find-inputs.ts';

export interface InfectOptions extends InfectionOptions {
  readonly log: string;
  readonly output: string;
  readonly format: EventFormat;
  readonly inputFormat?: string;
}

/** Copies a log with the queries of an infected client among its own, at the times of the log. Returns how many were added. */
export async function infect(options: InfectOptions, context: CommandContext): Promise<number> {
  const { log, output, format, inputFormat, client } = options;
  mustBeWritable(output, '--output', await findInputs([log]));
  const { header, line } = eventWriters[format];
  const failures: string[] = [];
  const summary: string[] = [];
  const file = new FileOutput(output, context);
  let queries: WritableEvent[] | null = null;
  let next = 0;
  let text = header;
  const addUntil = (time: number): void => {
    for (; next < (queries?.length ?? 0); next++) {
      const query = queries?.[next];
      if (query === undefined || (query.time ?? 0) > time) break;
      text += line(query);
    }
  };
  try {
    for await (const { records } of readLogs([log], {
      ...(inputFormat !== undefined && { inputFormat }),
      stdin: context.stdin,
      wants: isNoOutput([output]),
      onReport: (report) => {
        const failure = failureOf(report);
        if (failure !== null) failures.push(failure);
        summary.push(reportLine(report));
      },
    })) {
      for (const event of records) {
        if (event.kind !== 'event') continue;
        queries ??= infection(startOf(event), options);
        if (event.time !== null) addUntil(event.time);
        text += line(event);
      }
      await file.write(text);
      text = '';
      if (file.hasFailed || context.signal.aborted) break;
    }
    if (context.signal.aborted) {
      throw stoppedEarly(`${next} added queries`, 'a copy of a part is of no use and is not kept');
    }
    addUntil(Infinity);
    await file.write(text);
    if (failures.length > 0) throw notUnderstood(failures);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.close();
  if (context.isQuiet) return next;
  for (const done of summary) context.stderr.write(`${done}\n`);
  context.stderr.write(`${next} queries of ${options.family} added for ${client}\n`);
  return next;
}

function startOf({ time }: DnsEvent): number {
  if (time !== null) return time;
  throw new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    "The log's records have no times. Expected a DNS log with times and clients; give one, such as Zeek's dns.log.",
  );
}

function notUnderstood(failures: readonly string[]): TrainerError {
  return new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${failures.join(' ')} Name the format with --input-format (see degas predict --list-formats).`,
  );
}
