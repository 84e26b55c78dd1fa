import { failureOf, type ReadReport } from '@degas/logs';

import type { LabelCounts } from './label-counts.ts';
import type { WrittenBatch } from './write-batches.ts';

/** A text of which less than this share is names was not understood. */
const UNDERSTOOD = 0.1;

const REASONS: Readonly<Record<string, string>> = {
  bad_json: 'not JSON',
  bad_message: 'broken DNS message',
  cut_off: 'cut off',
  empty: 'no name',
  invalid: 'not a valid name',
  invalid_bytes: 'not UTF-8',
  ip_address: 'IP address',
  line_too_long: 'line over 1 MiB',
  no_name: 'no name',
  private_zone: 'private zone',
  public_suffix: 'public suffix',
  reverse_zone: 'reverse lookup',
  service_label: 'service record',
  single_label: 'single label',
  too_few_columns: 'too few columns',
  unclosed_quote: 'unclosed quote',
  unreadable: 'not in the format',
};

interface SourceCounts {
  readonly report: ReadReport;
  readonly isInput: boolean;
  benign: number;
  dga: number;
  /** Records without a verdict, those that could not be read among them, by reason. */
  readonly skipped: Map<string, number>;
  firstInvalid: LabelCounts['firstInvalid'];
}

/** Counts what a run read and what became of it. */
export class RunSummary {
  readonly #sources = new Map<ReadReport, SourceCounts>();
  /** Names of files, and why they were not read. */
  readonly leftOut: { readonly name: string; readonly reason: string }[] = [];

  get dga(): number {
    return this.#sum(({ dga }) => dga);
  }

  /** Adds a text, which may have no records at all. */
  addSource(report: ReadReport, isInput: boolean): SourceCounts {
    let counts = this.#sources.get(report);
    if (counts === undefined) {
      counts = { report, isInput, benign: 0, dga: 0, skipped: new Map(), firstInvalid: null };
      this.#sources.set(report, counts);
    }
    return counts;
  }

  add({ source, report, counts }: WrittenBatch): void {
    const sum = this.addSource(report, source !== '');
    sum.benign += counts.benign;
    sum.dga += counts.dga;
    for (const [reason, count] of counts.skipped) {
      sum.skipped.set(reason, (sum.skipped.get(reason) ?? 0) + count);
    }
    sum.firstInvalid ??= counts.firstInvalid;
  }

  /** Names that have a verdict. */
  get names(): number {
    return this.dga + this.#sum(({ benign }) => benign);
  }

  /** One line: formats, records, verdicts, what was left out by reason; null where no input was read. */
  line(): string | null {
    const inputs = [...this.#sources.values()].filter(({ isInput }) => isInput);
    if (inputs.length === 0 && this.leftOut.length === 0) return null;
    const all = [...this.#sources.values()];
    const formats = new Set(inputs.flatMap(({ report }) => [...report.formats.keys()]));
    const events = all.reduce((sum, { report }) => sum + report.events, 0);
    const reasons = this.#reasons();
    const left = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    const files = inputs.length > 1 ? `${inputs.length} inputs, ` : '';
    return (
      `${files}${[...formats].join(' + ') || 'no format'}: ${plural(events, 'record')}, ` +
      `${this.dga} DGA, ${this.#sum(({ benign }) => benign)} benign, ${left} left out${reasonText(reasons)}`
    );
  }

  /** Why each text that was not understood is one; empty where all were. */
  failures(): readonly string[] {
    return [...this.#sources.values()].flatMap((counts) => {
      const failure = counts.isInput ? failureOfSource(counts) : null;
      return failure === null ? [] : [failure];
    });
  }

  #reasons(): Map<string, number> {
    const reasons = new Map<string, number>();
    const add = (reason: string, count: number): void => {
      const text = REASONS[reason] ?? reason;
      reasons.set(text, (reasons.get(text) ?? 0) + count);
    };
    for (const { report, skipped } of this.#sources.values()) {
      for (const { reason, count } of report.leftOut) add(reason, count);
      for (const [reason, count] of skipped) add(reason, count);
    }
    return new Map([...reasons].sort(([, a], [, b]) => b - a));
  }

  #sum(of: (counts: SourceCounts) => number): number {
    return [...this.#sources.values()].reduce((sum, counts) => sum + of(counts), 0);
  }
}

/** Lines without a record in any of them are for a header, comments and blanks; an empty text holds nothing to misread. */
function failureOfSource({
  report,
  benign,
  dga,
  skipped,
  firstInvalid,
}: SourceCounts): string | null {
  const { events, rejected, notes } = report;
  if (events + rejected === 0) return notes.unrelated > 0 ? failureOf(report) : null;
  const failure = failureOf(report);
  if (failure !== null) return failure;
  const invalid = skipped.get('invalid') ?? 0;
  const understood = benign + dga + [...skipped.values()].reduce((a, b) => a + b, 0) - invalid;
  const total = understood + invalid + rejected;
  if (total === 0 || understood >= UNDERSTOOD * total) return null;
  const source = report.source === '' ? 'The input' : report.source;
  const first =
    firstInvalid === null
      ? ''
      : ` The first, line ${firstInvalid.line}: ${JSON.stringify(firstInvalid.name.slice(0, 120))}.`;
  return `${source}: ${understood} of ${total} records hold a name (${((100 * understood) / total).toFixed(1)} %): ${invalid} not a valid name, ${rejected} not readable.${first}`;
}

function reasonText(reasons: ReadonlyMap<string, number>): string {
  const texts = [...reasons].map(([reason, count]) => `${count} ${reason}`);
  return texts.length === 0 ? '' : ` (${texts.join(', ')})`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
