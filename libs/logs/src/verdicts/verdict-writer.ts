import { csvHeader, csvLines } from './csv.ts';
import { ecsLines } from './ecs.ts';
import { jsonLines } from './json-lines.ts';
import { tsvLines } from './tsv.ts';
import type { KeptFields, WritableVerdict } from './verdict.ts';

export const verdictFormats = ['tsv', 'csv', 'jsonl', 'ecs'] as const;
export type VerdictFormat = (typeof verdictFormats)[number];

/** Writes verdicts as text, batch by batch; a table's header comes with the first one, or at the end where there was none. */
export class VerdictWriter {
  readonly #format: VerdictFormat;
  #titles: readonly string[] | null;

  /** `titles`, those of another writer, go on with a table whose header is written. */
  constructor(format: VerdictFormat, titles: readonly string[] | null = null) {
    this.#format = format;
    this.#titles = titles;
  }

  /** The titles of kept fields in a table, which those of the first batch decide; null before. */
  get titles(): readonly string[] | null {
    return this.#titles;
  }

  /** Verdicts as lines, newlines included; `kept` are the fields of their records, in the same order. */
  lines(verdicts: readonly WritableVerdict[], kept?: KeptFields): string {
    switch (this.#format) {
      case 'tsv':
        return tsvLines(verdicts, kept);
      case 'csv': {
        const header = this.#header(kept);
        return header + csvLines(verdicts, kept, this.#titles ?? []);
      }
      case 'jsonl':
        return jsonLines(verdicts, kept);
      case 'ecs':
        return ecsLines(verdicts, kept);
    }
  }

  /** What a table without rows is. */
  end(): string {
    return this.#format === 'csv' ? this.#header() : '';
  }

  #header(kept: KeptFields = []): string {
    if (this.#titles !== null) return '';
    this.#titles = [...new Set(kept.flatMap((fields) => Object.keys(fields ?? {})))];
    return csvHeader(this.#titles);
  }
}
