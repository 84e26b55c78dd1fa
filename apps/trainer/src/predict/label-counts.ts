import type { WritableVerdict } from '@degas/logs';

/** Verdicts on names, counted. */
export interface LabelCounts {
  readonly benign: number;
  readonly dga: number;
  /** Names that were skipped, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** The first name that is not a valid one, with its line. */
  readonly firstInvalid: { readonly line: number; readonly name: string } | null;
}

/** Counts verdicts on names of these lines. */
export function countLabels(verdicts: readonly WritableVerdict[], lines: Uint32Array): LabelCounts {
  let benign = 0;
  let dga = 0;
  let firstInvalid: LabelCounts['firstInvalid'] = null;
  const skips = new Map<string, number>();
  verdicts.forEach(({ label, skipped, domain }, i) => {
    if (label === 'benign') benign++;
    else if (label === 'dga') dga++;
    else if (skipped !== null) {
      skips.set(skipped, (skips.get(skipped) ?? 0) + 1);
      if (skipped === 'invalid') firstInvalid ??= { line: lines[i] ?? 0, name: domain };
    }
  });
  return { benign, dga, skipped: skips, firstInvalid };
}
