import { basename } from 'node:path';

import { asyncBufferFromFile, type AsyncBuffer } from 'hyparquet';

import { readParquet } from '../binary/read-parquet.ts';
import { LogsError } from '../errors.ts';
import type { LogRecord } from '../events/log-record.ts';
import { LogReader } from '../reading/log-reader.ts';
import type { ReadOptions } from '../reading/read-options.ts';
import { ReadReport } from '../reading/read-report.ts';
import { collected, peek, type ByteSource } from '../unpack/byte-source.ts';
import { kindOfBytes, SNIFFED } from '../unpack/kind-of-bytes.ts';
import { listInputs, STDIN } from './list-inputs.ts';
import { openInput, openStream } from './open-input.ts';

/** How long a stream may pause before what waits (the format, queries without answers) is decided without more. */
const PAUSE_MS = 100;

export interface ReadLogsOptions extends Omit<ReadOptions, 'fileName'> {
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Called at the end of each text, and for those that were not recognised in a folder. */
  readonly onReport?: (report: ReadReport) => void;
  /** Called for files and members that are left out, with the reason. */
  readonly onLeftOut?: (name: string, reason: string) => void;
  /** True for files and members (`archive!member`) that are wanted. */
  readonly wants?: (name: string) => boolean;
}

/** Records that were complete at the same time, all of one text. */
export interface LogBatch {
  /** The file, with `!member` in an archive; `-` for standard input. */
  readonly source: string;
  readonly records: readonly LogRecord[];
  /** Of this text, as far as it is read. */
  readonly report: ReadReport;
  /** Null until it is recognised. */
  readonly format: string | null;
}

/**
 * The records of files, folders, patterns and standard input (`-`), in order and in batches, unpacked and of any format. A file
 * that was named and is of no known format is an error; one that was found in a folder or an archive is left out with its
 * reason, unless nothing else is there.
 */
export async function* readLogs(
  inputs: readonly string[],
  options: ReadLogsOptions = {},
): AsyncGenerator<LogBatch> {
  const { files, leftOut } = await listInputs(inputs);
  for (const { path, reason } of leftOut) options.onLeftOut?.(path, reason);
  let firstUnknown: LogsError | null = null;
  let isRead = false;
  for (const { path, isFound, modified } of files) {
    if (options.wants?.(path) === false) continue;
    const isStream = path === STDIN;
    const sources = isStream
      ? openStream(options.stdin ?? nothing(), STDIN, options)
      : openInput(path, options);
    for await (const source of sources) {
      const reference =
        modified === 0 ? options.referenceTime : (options.referenceTime ?? modified);
      const settings = reference === undefined ? options : { ...options, referenceTime: reference };
      try {
        yield* readSource(source, settings, isStream ? PAUSE_MS : null);
        isRead = true;
      } catch (error) {
        const isUnknown = error instanceof LogsError && /^LOGS_(?:FORMAT|COLUMN)_/.test(error.code);
        const isPart = isFound || source.name !== path;
        if (!isUnknown || !isPart) throw error;
        options.onLeftOut?.(source.name, error.message);
        firstUnknown ??= error;
      }
    }
  }
  if (!isRead && firstUnknown !== null) throw firstUnknown;
}

/** The records of one text or capture, unpacked before. */
export async function* readSource(
  source: ByteSource,
  options: ReadLogsOptions = {},
  pauseMs: number | null = null,
): AsyncGenerator<LogBatch> {
  const { name, bytes } = source;
  const { first, all } = await peek(bytes, SNIFFED);
  if (kindOfBytes(first)?.name === 'parquet') {
    yield* readTable({ ...source, bytes: all }, options);
    return;
  }
  const reader = new LogReader({ ...options, fileName: name === STDIN ? '' : basename(name) });
  const { report } = reader;
  const batch = (records: readonly LogRecord[]): LogBatch => ({
    source: name,
    records,
    report,
    format: reader.format,
  });
  const blocks = pauseMs === null ? all : withPauses(all, pauseMs);
  for await (const block of blocks) {
    const records = block === null ? reader.flush() : reader.write(block);
    if (records.length > 0) yield batch(records);
  }
  const records = reader.end();
  if (records.length > 0) yield batch(records);
  options.onReport?.(report);
}

/** A Parquet file has its directory at its end: where there is no path to it, it is held in memory. */
async function* readTable(source: ByteSource, options: ReadLogsOptions): AsyncGenerator<LogBatch> {
  const { name, path, bytes } = source;
  const report = new ReadReport(basename(name));
  const file =
    path === undefined ? bufferOf(await collected(bytes)) : await asyncBufferFromFile(path);
  for await (const records of readParquet(file, { ...options, fileName: basename(name) }, report)) {
    const [format = null] = report.formats.keys();
    if (records.length > 0) yield { source: name, records, report, format };
  }
  options.onReport?.(report);
}

function bufferOf(bytes: Uint8Array): AsyncBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  return {
    byteLength,
    slice: (start, end = byteLength) =>
      buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
  };
}

/** The blocks of a stream, and null where none comes for a while. */
async function* withPauses(
  bytes: AsyncIterable<Uint8Array>,
  pauseMs: number,
): AsyncGenerator<Uint8Array | null> {
  const blocks = bytes[Symbol.asyncIterator]();
  for (;;) {
    const next = blocks.next();
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, pauseMs, null);
    });
    const first = await Promise.race([next, pause]);
    clearTimeout(timer);
    if (first === null) yield null;
    const step = await next;
    if (step.done === true) return;
    yield step.value;
  }
}

/** Without a standard input there is nothing in it. */
async function* nothing(): AsyncGenerator<Uint8Array> {
  // No bytes.
}
