import { failureOf, LogReader, reportLine, unpack } from '@degas/logs';

/** The names of a text or a file, and one line about what was read. */
export interface ReadLog {
  readonly names: readonly string[];
  /** The recognised format, the number of records, and why others were left out. */
  readonly summary: string;
}

/**
 * Reads the names in a text or a file of any format that `@degas/logs` knows, packed or not.
 *
 * @throws an Error that says why the input was not understood, of a binary file for example.
 */
export async function readLog(source: Blob | string, fileName = ''): Promise<ReadLog> {
  const names: string[] = [];
  const summaries: string[] = [];
  const read = async (name: string, pieces: AsyncIterable<Uint8Array> | string): Promise<void> => {
    const reader = new LogReader({ fileName: name });
    const take = (records: ReturnType<LogReader['end']>): void => {
      for (const record of records) if (record.kind === 'event') names.push(record.name);
    };
    if (typeof pieces === 'string') take(reader.write(pieces));
    else for await (const piece of pieces) take(reader.write(piece));
    take(reader.end());
    const failure = failureOf(reader.report);
    if (failure !== null) throw new Error(failure);
    summaries.push(reportLine(reader.report));
  };

  if (typeof source === 'string') {
    await read('', linesOf(source));
  } else {
    const file = { name: fileName, bytes: piecesOf(source) };
    for await (const { name, bytes } of unpack(file)) await read(name, bytes);
  }
  return { names, summary: summaries.join('; ') };
}

/** Names that were pasted side by side on one line are put on lines of their own. */
function linesOf(text: string): string {
  return /^\s*[\w.-]+(?:[ \t]+[\w.-]+)*\s*$/.test(text) ? text.trim().replace(/\s+/g, '\n') : text;
}

/** The bytes of a file, piece by piece; not every browser can iterate its streams. */
async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}
