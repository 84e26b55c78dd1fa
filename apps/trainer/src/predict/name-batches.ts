import { LogReader, type LogRecord, type ReadReport } from '@degas/logs';
import { readLogs, type ReadLogsOptions } from '@degas/logs/node';

/** Records that are scored together, of one text. */
export interface NameBatch {
  /** The file, `file!member` in an archive, `-`; empty for names of the command line. */
  readonly source: string;
  readonly records: readonly LogRecord[];
  readonly report: ReadReport;
  /** True for a list of names, in which a blank line is a record without a name. */
  readonly isList: boolean;
}

/** The names of the command line, then the records of the inputs in order. */
export async function* nameBatches(
  names: readonly string[],
  inputs: readonly string[],
  options: ReadLogsOptions,
): AsyncGenerator<NameBatch> {
  if (names.length > 0) yield argumentBatch(names);
  if (inputs.length === 0) return;
  for await (const { format, ...batch } of readLogs(inputs, { ...options, everyLine: true })) {
    yield { ...batch, isList: format === 'plain' };
  }
}

/** Names of the command line are read as a list, so that URLs and defanged names are understood. */
function argumentBatch(names: readonly string[]): NameBatch {
  const reader = new LogReader({ inputFormat: 'plain', everyLine: true });
  const records = [...reader.write(`${names.join('\n')}\n`), ...reader.end()];
  return { source: '', records, report: reader.report, isList: true };
}
