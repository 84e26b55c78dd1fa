import { basename } from 'node:path';

import { failureOf, reportLine, type DnsEvent } from '@degas/logs';
import { readLogs, STDIN, type ReadLogsOptions } from '@degas/logs/node';
import type { Alert, TrafficWatch } from '@degas/traffic';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';

/** How logs are read: formats and columns. */
export type LogReading = Pick<
  ReadLogsOptions,
  'inputFormat' | 'column' | 'delimiter' | 'clientColumn' | 'timeColumn' | 'rcodeColumn'
>;

/** How far logs may be from the order of time: files come in any order, and some are sorted by client. A week. */
export const LATENESS_MS = 604_800_000;

export interface WatchedLogs {
  /** Of the windows that closed. */
  readonly alerts: Alert[];
  /** Inputs that were not understood. */
  readonly failures: readonly string[];
  /** A line an input. */
  readonly summary: string[];
}

/** Adds all events of the logs to the watch; `onEvents` sees them, too. A list without clients is one client, named after its file. */
export async function watchLogs(
  watch: TrafficWatch,
  inputs: readonly string[],
  reading: LogReading,
  { stdin, stderr, signal }: CommandContext,
  onEvents?: (events: readonly DnsEvent[]) => void,
): Promise<WatchedLogs> {
  const alerts: Alert[] = [];
  const failures: string[] = [];
  const summary: string[] = [];
  const batches = readLogs(inputs, {
    ...reading,
    stdin,
    onReport: (report) => {
      for (const warning of report.warnings) stderr.write(`${report.source}: ${warning}\n`);
      const failure = failureOf(report);
      if (failure !== null) failures.push(failure);
      summary.push(reportLine(report));
    },
    onLeftOut: (name, reason) => stderr.write(`left out: ${name} (${reason})\n`),
  });
  for await (const { source, records } of batches) {
    if (signal.aborted) break;
    const name = source === STDIN ? 'standard input' : basename(source);
    const events = records
      .filter((record): record is DnsEvent => record.kind === 'event')
      .map((event) => (event.client === null ? { ...event, client: name } : event));
    onEvents?.(events);
    watch.add(events);
    alerts.push(...watch.advance());
  }
  return { alerts, failures, summary };
}

/** Throws where an input was not understood. */
export function throwFailures({ failures }: WatchedLogs): void {
  if (failures.length === 0) return;
  throw new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${failures.join(' ')} Name the format with --input-format (see degas predict --list-formats) or the column with --column.`,
  );
}
