import { failureOf, type PackableEvent, reportLine, type DnsEvent } from '@degas/logs';
import { readLogs, type ReadLogsOptions } from '@degas/logs/node';

/** How logs are read: formats and columns. */
export type LogReading = Pick<
  ReadLogsOptions,
  'inputFormat' | 'column' | 'delimiter' | 'clientColumn' | 'timeColumn' | 'rcodeColumn'
>;

/** What is said of an input, for people. */
export interface SourceNote {
  /** `warning`: at once; `failure`: it was not understood; `empty`: there was nothing; `summary`: a line when it is read. */
  readonly kind: 'warning' | 'failure' | 'empty' | 'summary';
  readonly text: string;
}

/** Events of one source. */
export interface LogEvents {
  readonly source: string;
  readonly events: readonly PackableEvent[];
  /** All clients that no batch before had, each once or more often; others may be among them. */
  readonly clients: readonly (string | null)[];
}

/** Reads the events of logs; what is not an event is counted in the notes. */
export async function* logEvents(
  inputs: readonly string[],
  reading: LogReading,
  onNote: (note: SourceNote) => void,
  stdin?: ReadLogsOptions['stdin'],
): AsyncGenerator<LogEvents> {
  const batches = readLogs(inputs, {
    ...reading,
    ...(stdin !== undefined && { stdin }),
    onReport: (report) => {
      for (const warning of report.warnings)
        onNote({ kind: 'warning', text: `${report.source}: ${warning}` });
      const failure = failureOf(report);
      if (failure !== null)
        onNote({ kind: report.lines === 0 ? 'empty' : 'failure', text: failure });
      onNote({ kind: 'summary', text: reportLine(report) });
    },
    onLeftOut: (name, reason) => {
      onNote({ kind: 'warning', text: `left out: ${name} (${reason})` });
    },
  });
  for await (const { source, records } of batches) {
    const events = records.filter((record): record is DnsEvent => record.kind === 'event');
    yield { source, events, clients: events.map(({ client }) => client) };
  }
}
