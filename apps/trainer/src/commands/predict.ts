import { createWriteStream } from 'node:fs';
import { type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { loadClassifier, type Classifier } from '@degas/inference';

import { TrainerError } from '../errors.ts';
import { readNames, type NamesInputOptions } from '../names-input.ts';
import { type Terminal } from '../terminal.ts';
import { formatVerdict, headerOf, type VerdictFormat } from '../verdict-formats.ts';

/** Names judged at a time: enough to amortise a call, few enough to stay in cache and memory. */
const CHUNK = 4096;

export interface PredictOptions extends NamesInputOptions {
  /** Names given as arguments; without any, `input` is read. */
  readonly names: readonly string[];
  /** A file or `-`. */
  readonly input: string;
  /** A file or `-`. */
  readonly output: string;
  readonly outputFormat: VerdictFormat;
  /** A model folder, or undefined for the model that ships. */
  readonly model?: string;
}

/** Judges names as they come and writes a verdict a record in input order; gives how many were called DGA. */
export async function predict(options: PredictOptions, terminal: Terminal): Promise<number> {
  const classifier = await loadClassifier(options.model);
  const names =
    options.names.length > 0 ? options.names : readNames(options.input, terminal, options);
  const output = openOutput(options.output, terminal);
  let failure: Error | undefined;
  output.once('error', (error: Error) => {
    failure = error;
  });

  let dga = 0;
  try {
    await write(output, headerOf(options.outputFormat));
    for await (const chunk of inChunks(names)) {
      if (failure !== undefined || terminal.signal.aborted) break;
      const verdicts = judge(classifier, chunk, options.outputFormat);
      dga += verdicts.dga;
      await write(output, verdicts.text);
    }
    if (failure === undefined && output !== terminal.stdout) {
      output.end();
      await finished(output);
    }
  } catch (error) {
    if (error !== failure) throw error;
  }
  // A reader that has had enough (`| head`) ends the work; that is no failure.
  if (failure !== undefined && (failure as NodeJS.ErrnoException).code !== 'EPIPE') {
    throw new TrainerError(
      'TRAINER_CANNOT_WRITE',
      `${options.output} can't be written (${failure.message}); expected a writable file. Check the folder, its rights and the space left.`,
      { cause: failure },
    );
  }
  return dga;
}

function judge(classifier: Classifier, names: readonly string[], format: VerdictFormat) {
  let text = '';
  let dga = 0;
  for (const verdict of classifier.classify(names)) {
    if (verdict.label === 'dga') dga++;
    text += formatVerdict(verdict, format);
  }
  return { text, dga };
}

async function* inChunks(names: Iterable<string> | AsyncIterable<string>): AsyncIterable<string[]> {
  let chunk: string[] = [];
  for await (const name of names) {
    chunk.push(name);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

function openOutput(file: string, { stdout }: Terminal): Writable {
  if (file === '-') return stdout;
  const target = createWriteStream(file);
  if (!file.endsWith('.gz')) return target;
  const gzip = createGzip();
  target.once('error', (error) => gzip.destroy(error));
  gzip.pipe(target);
  return gzip;
}

/** Waits while the reader on the other side is slower. */
function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (text === '') resolve();
    else {
      output.write(text, (error) => {
        if (error) reject(error);
        else resolve();
      });
    }
  });
}
