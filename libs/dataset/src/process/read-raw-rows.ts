import { isBenchmarkFileDigest } from '../benchmark/benchmark-names.ts';
import { DatasetError } from '../errors.ts';
import { detectFormat } from '../formats/detect-format.ts';
import type { LabelledColumns } from '../formats/labelled-csv.ts';
import { reject, type LineReader } from '../formats/parsed-line.ts';
import { makeReader, unknownFormat, type FormatName } from '../formats/registry.ts';
import { OVERLONG, lineBatches, type LineBatch } from '../input/line-batches.ts';
import { fileDigest, openFile } from '../input/open-file.ts';
import type { TextSource } from '../input/text-source.ts';
import type { Deduplicator, RowOrigin } from './deduplicator.ts';
import { DATA_FILE, sourceOf, type RawFile } from './list-raw-files.ts';

export interface ReadingOptions extends LabelledColumns {
  /** File name, in which `*` stands for anything → format, where the file doesn't show it. */
  readonly formats?: Readonly<Record<string, FormatName>>;
}

/** The lines of one raw text by what they are; `lines` is their sum. */
export interface ReadSource {
  /** The raw file, or `file!member` in an archive. */
  readonly file: string;
  readonly format: FormatName;
  /** Of the file, or of the archive that holds it. */
  readonly sha256: string;
  lines: number;
  rows: number;
  header: number;
  comment: number;
  blank: number;
}

/** What a rejected line shows of itself. */
const SHOWN_CHARACTERS = 256;

/** Puts every row of one file into the pool, and counts its lines: one entry for each text in it. */
export async function readRawRows(
  { path, name }: RawFile,
  pool: Deduplicator,
  options: ReadingOptions,
  onRows: (rows: number) => void,
): Promise<{ readonly texts: readonly ReadSource[]; readonly ignored: readonly string[] }> {
  const sha256 = await fileDigest(path);
  if (isBenchmarkFileDigest(sha256)) throw benchmarkFile(path);
  const texts: ReadSource[] = [];
  const ignored: string[] = [];
  const rowsBefore = (): number => texts.reduce((sum, { rows }) => sum + rows, 0);
  for await (const text of openFile(path)) {
    const member = text.file.slice(path.length);
    if (member !== '' && !DATA_FILE.test(member)) {
      ignored.push(name + member);
      await drained(text.bytes);
      continue;
    }
    const origin = {
      file: name,
      text: name + member,
      source: sourceOf(/\.zip$/i.test(name) ? name : name + member),
    };
    const before = rowsBefore();
    const onTextRows = (rows: number): void => {
      onRows(before + rows);
    };
    texts.push({ ...(await readText(text, origin, pool, options, onTextRows)), sha256 });
  }
  return { texts, ignored };
}

/** An archive gives its next member only when this one is read. */
async function drained(bytes: AsyncIterable<Buffer>): Promise<void> {
  const blocks = bytes[Symbol.asyncIterator]();
  while ((await blocks.next()).done !== true);
}

/** Puts every row of one text into the pool, and counts its lines. */
export async function readText(
  text: TextSource,
  origin: RowOrigin,
  pool: Deduplicator,
  options: ReadingOptions,
  onRows: (rows: number) => void,
): Promise<Omit<ReadSource, 'sha256'>> {
  const counts = { lines: 0, rows: 0, header: 0, comment: 0, blank: 0 };
  let format: FormatName | null = null;
  let read: LineReader | null = null;
  for await (const batch of lineBatches(text)) {
    if (format === null || read === null) {
      format = namedFormat(origin.text, options) ?? detectFormat(origin.text, batch.lines, options);
      if (format === null) throw unknownFormat(text.file);
      read = makeReader(format, text.file, options);
    }
    readBatch(batch, read, origin, pool, counts);
    onRows(counts.rows);
  }
  if (format === null) throw unknownFormat(text.file);
  return { file: origin.text, format, ...counts };
}

function readBatch(
  { firstLine, lines }: LineBatch,
  read: LineReader,
  origin: RowOrigin,
  pool: Deduplicator,
  counts: { lines: number; rows: number; header: number; comment: number; blank: number },
): void {
  counts.lines += lines.length;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const outcome = line === OVERLONG ? reject('line_too_long') : read(line);
    if ('note' in outcome) {
      counts[outcome.note]++;
      continue;
    }
    counts.rows++;
    if ('rejected' in outcome) {
      pool.addRejected(origin, firstLine + i, line.slice(0, SHOWN_CHARACTERS), outcome.rejected);
    } else pool.add(origin, firstLine + i, outcome);
  }
}

function namedFormat(file: string, { formats = {} }: ReadingOptions): FormatName | null {
  const found = Object.entries(formats).find(([pattern]) => matchesName(pattern, file));
  return found?.[1] ?? null;
}

/** True where the pattern, in which `*` stands for anything, is the whole name or that of its last part. */
function matchesName(pattern: string, file: string): boolean {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('!')) + 1);
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return expression.test(file) || expression.test(base);
}

function benchmarkFile(path: string): DatasetError {
  return new DatasetError(
    'DATASET_BENCHMARK_FILE',
    `${path} is the benchmark, which nothing may be trained on; take it out of the raw folder.`,
  );
}
