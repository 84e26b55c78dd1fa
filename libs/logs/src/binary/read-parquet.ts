import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import { makeSample } from '../detect/sample.ts';
import { LogsError } from '../errors.ts';
import type { LogRecord } from '../events/log-record.ts';
import { jsonFormats } from '../formats/registry.ts';
import { JsonParser } from '../json/json-parser.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { ReadReport } from '../reading/read-report.ts';
import { RecordSink } from '../reading/record-sink.ts';

/** Rows that are in memory at once. */
const ROWS = 10_000;
const SAMPLE_ROWS = 100;

/**
 * The rows of a Parquet file in batches, each row read as a JSON record: by the format that recognises it (Security Lake is OCSF) or
 * by what its columns hold. `file` is anything with a length and slices, such as a `Blob`'s or a file's.
 */
export async function* readParquet(
  file: AsyncBuffer,
  options: ReadOptions = {},
  report: ReadReport = new ReadReport(options.fileName ?? ''),
): AsyncGenerator<LogRecord[]> {
  const sink = new RecordSink(report, options);
  let parser: JsonParser | null = null;
  try {
    const metadata = await parquetMetadataAsync(file);
    const count = Number(metadata.num_rows);
    for (let from = 0; from < count; from += ROWS) {
      const to = Math.min(count, from + ROWS);
      const rows = await parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: from,
        rowEnd: to,
      });
      const records = rows.map(plainValue);
      parser ??= parserFor(records, options);
      for (const record of records) {
        report.lines = ++sink.line;
        sink.text = '';
        sink.fields = null;
        parser.value(record, sink);
      }
      yield sink.take();
    }
  } catch (error) {
    if (error instanceof LogsError) throw error;
    throw new LogsError(
      'LOGS_FILE_CORRUPT',
      `${report.source === '' ? 'The input' : report.source} can't be read as Parquet (${error instanceof Error ? error.message : String(error)}). Expected a whole Parquet file; fetch it again.`,
      { cause: error },
    );
  }
  parser?.flush(sink);
  yield sink.take();
}

function parserFor(records: readonly unknown[], options: ReadOptions): JsonParser {
  const sample = makeSample('', false, options.fileName);
  const { inputFormat = 'parquet', ...others } = options;
  const isOpen = inputFormat === 'parquet' || inputFormat === 'auto';
  const settings = isOpen ? others : { ...others, inputFormat };
  const parser = new JsonParser(
    jsonFormats,
    records.slice(0, SAMPLE_ROWS),
    { sample, options: settings },
    'parquet',
  );
  if (parser.hasNames) return parser;
  const [first] = records;
  const columns = typeof first === 'object' && first !== null ? Object.keys(first) : [];
  throw new LogsError(
    'LOGS_COLUMN_MISSING',
    `${options.fileName ?? 'The input'} has the columns [${columns.slice(0, 24).join(', ')}], none of which holds names; name the right one with the column option.`,
  );
}

/** A value as JSON would have it: large integers as numbers, times as text. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
}
