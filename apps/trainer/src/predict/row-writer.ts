import type { Classifier } from '@degas/inference';
import { VerdictWriter, type VerdictFormat, type WritableVerdict } from '@degas/logs';

import { countLabels, type LabelCounts } from './label-counts.ts';
import type { NamelessRow, NameRows } from './name-rows.ts';

/** How rows are written. */
export interface RowStyle {
  readonly format: VerdictFormat;
  /** How the label `dga` is shown in a row of TSV: in colour on terminals. */
  readonly dgaLabel: string;
  /** The titles of kept fields in a table whose header is written; null before. */
  readonly titles: readonly string[] | null;
}

/** Rows as they are in the output: as text, or as UTF-8. */
export interface WrittenRows<Text = string | Uint8Array> {
  readonly text: Text;
  readonly counts: LabelCounts;
}

/** Classifies names and writes a row for each verdict. */
export class RowWriter {
  readonly #classifier: Classifier;
  readonly #writer: VerdictWriter;
  readonly #style: RowStyle;

  constructor(classifier: Classifier, style: RowStyle) {
    this.#classifier = classifier;
    this.#writer = new VerdictWriter(style.format, style.titles);
    this.#style = style;
  }

  /** The same style for other writers that go on with the table. */
  get style(): RowStyle {
    return { ...this.#style, titles: this.#writer.titles };
  }

  write({ names, lines, nameless, kept }: NameRows): WrittenRows<string> {
    const verdicts = this.#classifier.classify(names);
    const text = this.#writer.lines(withNameless(verdicts, nameless), kept ?? undefined);
    return { text: this.#withLabel(text), counts: countLabels(verdicts, lines) };
  }

  /** What a table without rows is. */
  end(): string {
    return this.#writer.end();
  }

  #withLabel(text: string): string {
    const { format, dgaLabel } = this.#style;
    if (format !== 'tsv' || dgaLabel === 'dga') return text;
    return text.replace(/\tdga(?=[\t\n])/g, `\t${dgaLabel}`);
  }
}

function withNameless(
  verdicts: readonly WritableVerdict[],
  nameless: readonly NamelessRow[],
): readonly WritableVerdict[] {
  if (nameless.length === 0) return verdicts;
  const rows: WritableVerdict[] = [];
  let next = 0;
  for (const verdict of verdicts) {
    for (let at = nameless[next]; at?.row === rows.length; at = nameless[++next]) {
      rows.push(unread(at.reason));
    }
    rows.push(verdict);
  }
  for (const { reason } of nameless.slice(next)) rows.push(unread(reason));
  return rows;
}

function unread(skipped: string): WritableVerdict {
  return {
    domain: '',
    registrable: null,
    score: null,
    label: 'skipped',
    level: null,
    family: null,
    kind: null,
    skipped,
  };
}
