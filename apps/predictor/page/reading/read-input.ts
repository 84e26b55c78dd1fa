import {
  type DnsEvent,
  failureOf,
  LogReader,
  type LogRecord,
  readParquet,
  ReadReport,
  reportLine,
  rotatedOrder,
  unpack,
} from '@degas/logs';

/** What a person gave: a text that was pasted, or files. */
export type Input = { readonly text: string } | { readonly files: readonly File[] };

/** What is said of a source, for people. */
export interface SourceNote {
  /** `failure`: it was not understood; `summary`: a line when it is read. */
  readonly kind: 'warning' | 'failure' | 'summary';
  readonly text: string;
}

/** Events of one source. */
export interface ReadEvents {
  /** The file, in an archive its member; empty for a pasted text. */
  readonly source: string;
  readonly events: readonly DnsEvent[];
  /** Bytes of all files that are read so far. */
  readonly bytes: number;
}

/** Reads the events of a text or of files of any format that `@degas/logs` knows, packed or not, rotated logs in order of time. */
export async function* readInput(
  input: Input,
  onNote: (note: SourceNote) => void,
): AsyncGenerator<ReadEvents> {
  const done = { bytes: 0 };
  const batch = (source: string, records: readonly LogRecord[]): ReadEvents => {
    const events = records.filter((record): record is DnsEvent => record.kind === 'event');
    return { source, events, bytes: done.bytes };
  };
  const sources =
    'text' in input
      ? [readText(input.text, onNote)]
      : inOrder(input.files).map((file) => readFile(file, done, onNote));
  for (const batches of sources) {
    try {
      for await (const { source, records } of batches) yield batch(source, records);
    } catch (error) {
      onNote({ kind: 'failure', text: error instanceof Error ? error.message : String(error) });
    }
  }
}

interface ReadRecords {
  readonly source: string;
  readonly records: readonly LogRecord[];
}

// eslint-disable-next-line @typescript-eslint/require-await -- it is read as files are
async function* readText(
  text: string,
  onNote: (note: SourceNote) => void,
): AsyncGenerator<ReadRecords> {
  const reader = new LogReader();
  yield { source: '', records: reader.write(linesOf(text)) };
  yield { source: '', records: reader.end() };
  noteReport(reader.report, onNote);
}

async function* readFile(
  file: File,
  done: { bytes: number },
  onNote: (note: SourceNote) => void,
): AsyncGenerator<ReadRecords> {
  const { name, lastModified: referenceTime } = file;
  if ((await file.slice(0, 4).text()) === 'PAR1') {
    const report = new ReadReport(name);
    const slice = (from: number, to = file.size) => file.slice(from, to).arrayBuffer();
    const table = { byteLength: file.size, slice };
    for await (const records of readParquet(table, { fileName: name }, report))
      yield { source: name, records };
    done.bytes += file.size;
    noteReport(report, onNote);
    return;
  }
  const texts = unpack(
    { name, bytes: piecesOf(file, done) },
    {
      onLeftOut: (member, reason) => {
        onNote({ kind: 'warning', text: `left out: ${member} (${reason})` });
      },
    },
  );
  for await (const { name: member, bytes } of texts) {
    const source = member.slice(member.lastIndexOf('/') + 1);
    const reader = new LogReader({ fileName: source, referenceTime });
    for await (const piece of bytes) yield { source, records: reader.write(piece) };
    yield { source, records: reader.end() };
    noteReport(reader.report, onNote);
  }
}

function noteReport(report: ReadReport, onNote: (note: SourceNote) => void): void {
  const source = report.source === '' ? '' : `${report.source}: `;
  for (const warning of report.warnings) onNote({ kind: 'warning', text: `${source}${warning}` });
  const failure = failureOf(report);
  if (failure !== null) onNote({ kind: 'failure', text: failure });
  if (report.events > 0) onNote({ kind: 'summary', text: reportLine(report) });
}

function inOrder(files: readonly File[]): readonly File[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  if (byName.size < files.length) return files;
  return rotatedOrder([...byName.keys()]).flatMap((name) => byName.get(name) ?? []);
}

/** Names that were pasted side by side on one line are put on lines of their own. */
function linesOf(text: string): string {
  return /^\s*[\w.-]+(?:[ \t]+[\w.-]+)*\s*$/.test(text) ? text.trim().replace(/\s+/g, '\n') : text;
}

/** The bytes of a file, piece by piece; not every browser can iterate its streams. */
async function* piecesOf(file: File, done: { bytes: number }): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { value, done: isAtEnd } = await reader.read();
    if (isAtEnd) return;
    done.bytes += value.length;
    yield value;
  }
}
