import { isBenchmarkFileDigest } from './benchmark-names.ts';
import { DatasetError } from './errors.ts';
import { formatByName, makeReader, unknownFormat } from './formats.ts';
import { type NamePool } from './name-pool.ts';
import { fileDigest, openFile } from './open-file.ts';
import { type RawFile, sourceOf } from './raw-files.ts';
import { reject } from './raw-row.ts';
import { OVERLONG, textLines } from './text-lines.ts';

/** The lines of one raw file by what they are; `lines` is their sum. */
export interface ReadFile {
  readonly file: string;
  readonly format: string;
  readonly sha256: string;
  lines: number;
  rows: number;
  header: number;
  comment: number;
  blank: number;
}

/** What a rejected line shows of itself. */
const SHOWN_CHARACTERS = 256;

/** Puts every row of one file into the pool, and counts its lines. */
export async function readRawFile(
  { path, name }: RawFile,
  pool: NamePool,
  onRows: (rows: number) => void,
): Promise<ReadFile> {
  const sha256 = await fileDigest(path);
  if (isBenchmarkFileDigest(sha256)) throw benchmarkFile(path);
  const format = formatByName(name);
  if (format === null) throw unknownFormat(path);
  const counts: ReadFile = {
    file: name,
    format,
    sha256,
    lines: 0,
    rows: 0,
    header: 0,
    comment: 0,
    blank: 0,
  };
  for await (const text of openFile(path)) {
    const origin = {
      file: name,
      text: name + text.file.slice(path.length),
      source: sourceOf(name),
    };
    const read = makeReader(format, text.file);
    for await (const { firstLine, lines } of textLines(text)) {
      for (const [i, line] of lines.entries()) {
        const outcome = line === OVERLONG ? reject('line_too_long') : read(line);
        if ('note' in outcome) {
          counts[outcome.note]++;
          continue;
        }
        counts.rows++;
        if ('rejected' in outcome) {
          const shown = line.slice(0, SHOWN_CHARACTERS);
          pool.addRejected(origin, firstLine + i, shown, outcome.rejected);
        } else pool.add(origin, firstLine + i, outcome);
      }
      counts.lines += lines.length;
      onRows(counts.rows);
    }
  }
  return counts;
}

function benchmarkFile(path: string): DatasetError {
  return new DatasetError(
    'DATASET_BENCHMARK_FILE',
    `${path} is the benchmark, which nothing may be trained on; take it out of the raw folder.`,
  );
}
