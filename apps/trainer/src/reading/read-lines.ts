import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';

/** Bytes read at a time: some thousands of names. */
const READ_SIZE = 2 ** 15;
/** No record of the formats is longer; what a line has beyond it is dropped, so that a file of one line needs no memory of its size. */
const LONGEST_LINE = 2 ** 20;

/** The lines of a file (or of standard input as `-`), as many at a time as arrived together; `.gz` is unpacked by name. */
export async function* readLines(
  file: string,
  terminal?: Pick<CommandContext, 'stdin'>,
): AsyncIterable<string[]> {
  const bytes = file === '-' && terminal !== undefined ? terminal.stdin : openFile(file);
  const decoder = new TextDecoder();
  const splitter = new LineSplitter();
  try {
    for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
      const lines = splitter.take(decoder.decode(chunk, { stream: true }));
      if (lines.length > 0) yield lines;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainerError(
      'TRAINER_CANNOT_READ',
      `${file} can't be read (${reason}); expected a readable file of names, whole where it is gzip. Check the path and the file.`,
      { cause },
    );
  } finally {
    bytes.destroy();
  }
  const lines = [...splitter.take(decoder.decode()), ...splitter.end()];
  if (lines.length > 0) yield lines;
}

/** Cuts text at line feeds, whatever pieces it comes in; a carriage return before one belongs to it. */
class LineSplitter {
  #rest = '';

  take(text: string): string[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (let i = 0; i < lines.length; i++) lines[i] = withoutReturn(lines[i] ?? '');
    return lines;
  }

  end(): string[] {
    return this.#rest === '' ? [] : [withoutReturn(this.#rest)];
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function openFile(file: string): Readable {
  const raw = createReadStream(file, { highWaterMark: READ_SIZE });
  if (!file.endsWith('.gz')) return raw;
  // The callback's error reaches the reader through the destroyed last stream.
  return pipeline(raw, createGunzip({ chunkSize: READ_SIZE }), () => undefined);
}
