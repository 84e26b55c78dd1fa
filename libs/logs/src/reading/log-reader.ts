import { recognise, formatNamed, type Recognised } from '../detect/detect-format.ts';
import { isBinary, makeSample, sampleEnd, type Sample } from '../detect/sample.ts';
import { LogsError } from '../errors.ts';
import type { LogRecord } from '../events/log-record.ts';
import type { BytesFormat, BytesParser } from '../formats/format.ts';
import { bytesFormats, listFormats } from '../formats/registry.ts';
import { TextDecoding } from '../text/decode-text.ts';
import { kindOfBytes, SNIFFED } from '../unpack/kind-of-bytes.ts';
import type { ReadOptions } from './read-options.ts';
import { ReadReport } from './read-report.ts';
import { RecordSink } from './record-sink.ts';
import { jsonReading, lineReading, type TextReading } from './text-reading.ts';

/**
 * Reads one text or binary log that comes in pieces, whatever its format: each call returns the records that are complete. The
 * first hundred lines decide the format, so nothing comes out before them, the end or a `flush`.
 */
export class LogReader {
  readonly report: ReadReport;
  readonly #options: ReadOptions;
  readonly #sink: RecordSink;
  readonly #decoding = new TextDecoding();
  #firstBytes: Uint8Array | null = new Uint8Array(0);
  #binary: BytesParser | null = null;
  #sample = '';
  #reading: TextReading | null = null;
  #format: string | null = null;

  constructor(options: ReadOptions = {}) {
    formatNamed(options.inputFormat);
    this.#options = options;
    this.report = new ReadReport(options.fileName ?? '');
    this.#sink = new RecordSink(this.report, options);
  }

  /** The format that was recognised; null before that. Of JSON with records of several formats the last one. */
  get format(): string | null {
    return this.#reading?.format ?? this.#format;
  }

  /**
   * From where a source that was read up to the end of a line can be read on by another reader, once that one has the source's
   * first lines: from there (`line`), from there once all that waited came out (`settled`, see `flush`), or only as a whole.
   */
  get resumesAt(): 'line' | 'settled' | 'beginning' {
    return this.#reading?.resumesAt ?? 'beginning';
  }

  /** Takes the next piece, as text or as bytes of any encoding, and returns the records that are complete with it. */
  write(piece: Uint8Array | string): LogRecord[] {
    if (typeof piece === 'string') {
      this.#firstBytes = null;
      this.#text(piece);
    } else if (this.#firstBytes !== null) {
      this.#firstBytes = joined(this.#firstBytes, piece);
      if (this.#firstBytes.length >= SNIFFED) this.#sniff();
    } else this.#bytes(piece);
    return this.#sink.take();
  }

  /** Decides the format by what is there and gives out queries that wait for an answer: for live streams that pause. */
  flush(): LogRecord[] {
    if (this.#firstBytes !== null) {
      if (this.#firstBytes.length === 0) return [];
      this.#sniff();
    }
    if (this.#binary !== null) this.#binary.flush?.(this.#sink);
    else {
      if (this.#reading === null && this.#sample.includes('\n')) {
        const end = this.#sample.lastIndexOf('\n') + 1;
        this.#begin(end, false);
      }
      this.#reading?.flush();
    }
    return this.#sink.take();
  }

  /** Returns what is left at the end of the source. */
  end(): LogRecord[] {
    if (this.#firstBytes !== null) this.#sniff();
    if (this.#binary !== null) this.#binary.end(this.#sink);
    else {
      this.#text(this.#decoding.end());
      if (this.#reading === null && this.#sample.trim() !== '')
        this.#begin(this.#sample.length, true);
      this.#reading?.end();
    }
    return this.#sink.take();
  }

  #sniff(): void {
    const first = this.#firstBytes ?? new Uint8Array(0);
    this.#firstBytes = null;
    const named = formatNamed(this.#options.inputFormat);
    const format = bytesFormats.find(
      (one) => one.name === named || (named === null && one.recognises(first)),
    );
    if (format === undefined) refuseBinary(first, this.report.source);
    else this.#open(format);
    this.#bytes(first);
  }

  #open(format: BytesFormat): void {
    this.#format = format.name;
    this.#sink.format = format.name;
    const sample = makeSample('', false, this.#options.fileName);
    this.#binary = format.open({ sample, options: this.#options });
  }

  #bytes(bytes: Uint8Array): void {
    if (this.#binary !== null) this.#binary.bytes(bytes, this.#sink);
    else {
      const text = this.#decoding.decode(bytes);
      this.#sink.hasEscapes = this.#decoding.hasEscapes;
      this.#text(text);
    }
  }

  #text(text: string): void {
    if (text === '') return;
    if (this.#reading !== null) {
      this.#reading.push(text);
      return;
    }
    this.#sample += this.#sample === '' && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    const end = sampleEnd(this.#sample);
    if (end >= 0) this.#begin(end, false);
  }

  /** Decides by the first characters, and reads all that are there. */
  #begin(end: number, isWhole: boolean): void {
    const text = this.#sample;
    this.#sample = '';
    const sample = makeSample(text.slice(0, end), isWhole, this.#options.fileName);
    const recognised = recognise(sample, this.#options);
    if (recognised === null) throw unknownFormat(sample);
    this.#reading = this.#readingOf(recognised, sample);
    this.#reading.push(text);
  }

  #readingOf(recognised: Recognised, sample: Sample): TextReading {
    if (recognised.frame === 'json') return jsonReading(recognised, this.#sink);
    const { format, lineEnd } = recognised;
    const parser = format.open({ sample, options: this.#options });
    return lineReading(format.name, parser, lineEnd, this.#sink);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function refuseBinary(bytes: Uint8Array, source: string): void {
  const kind = kindOfBytes(bytes);
  if (kind === null) return;
  throw new LogsError(
    'LOGS_FORMAT_UNSUPPORTED',
    `${source === '' ? 'The input' : source} is ${kind.text}. ${kind.advice}`,
  );
}

function unknownFormat(sample: Sample): LogsError {
  const { fileName, content } = sample;
  const name = fileName === '' ? 'The input' : fileName;
  if (isBinary(sample)) {
    return new LogsError(
      'LOGS_FORMAT_UNSUPPORTED',
      `${name} is no text, and no binary file that is known. Give a text file.`,
    );
  }
  const shown = (content[0] ?? '').slice(0, 80);
  return new LogsError(
    'LOGS_FORMAT_UNKNOWN',
    `${name} is in no known format; it begins with '${shown}'. Expected a list of names, a table, JSON or a DNS log; ` +
      `name the format with { inputFormat }, one of: ${listFormats()
        .map(({ name }) => name)
        .join(', ')}; or what holds the name with { column }.`,
  );
}
