import type { Verdict } from '@degas/inference';
import type { LogRecord, RecordFields, WritableVerdict } from '@degas/logs';

import type { NameBatch } from './name-batches.ts';
import type { OpenClassifier } from './open-classifier.ts';

/** A batch with a verdict for each record, in order. */
export interface ScoredBatch {
  readonly batch: NameBatch;
  readonly verdicts: readonly WritableVerdict[];
  /** The fields of the record of each verdict. */
  readonly kept: readonly (RecordFields | null)[];
}

/** Verdicts batch by batch in input order, while the batches behind are scored already. */
export async function* scoreBatches(
  batches: AsyncIterable<NameBatch>,
  classifier: OpenClassifier,
): AsyncGenerator<ScoredBatch> {
  const waiting: Promise<ScoredBatch>[] = [];
  for await (const batch of batches) {
    const scored = classifier
      .classify(namesOf(batch.records))
      .then((verdicts) => withVerdicts(batch, verdicts));
    // Awaited in its turn; until then its failure is not an unhandled one.
    scored.catch(() => undefined);
    waiting.push(scored);
    while (waiting.length >= classifier.chunksAhead) {
      const first = waiting.shift();
      if (first !== undefined) yield await first;
    }
  }
  for (const scored of waiting) yield await scored;
}

function namesOf(records: readonly LogRecord[]): string[] {
  const names: string[] = [];
  for (const record of records) if (record.kind === 'event') names.push(record.name);
  return names;
}

/** A record that could not be read has a line too, so that output stays next to input; what is not a record has none. */
function withVerdicts(batch: NameBatch, scored: readonly Verdict[]): ScoredBatch {
  const verdicts: WritableVerdict[] = [];
  const kept: (RecordFields | null)[] = [];
  let at = 0;
  for (const record of batch.records) {
    let verdict: WritableVerdict | undefined;
    if (record.kind === 'event') verdict = scored[at++];
    else if (record.kind === 'rejection') verdict = unread(record.reason);
    else if (record.note === 'blank' && batch.isList) verdict = unread('empty');
    if (verdict === undefined) continue;
    verdicts.push(verdict);
    kept.push(record.kind === 'event' ? record.fields : null);
  }
  return { batch, verdicts, kept };
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
