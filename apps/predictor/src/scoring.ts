import { setImmediate } from 'node:timers/promises';

import { findEncoding } from '@degas/features';
import type { ServedClassifier, ServedVerdict } from './served-classifier.ts';

import type { RowForm, TensorInput } from './tensor-input.ts';

/** Rows per turn of the event loop: other requests get their turn in a few milliseconds. */
const ROWS_PER_TURN = 500;

/** The codes that a model's network reads. */
export function rowFormOf({ model }: ServedClassifier): Required<RowForm> & { length: number } {
  const { name, version, length } = model.encoding;
  return { length, vocabulary: findEncoding(name, version)?.vocabulary ?? 256 };
}

/** One score per row. A name that can't be judged gets 0: a float tensor has no empty place, and JSON no NaN. */
export async function scoreRows(
  classifier: ServedClassifier,
  input: TensorInput,
): Promise<Float32Array> {
  const scores =
    input.kind === 'names'
      ? await inTurns(input.names.length, (from, to) =>
          classifier.score(input.names.slice(from, to)),
        )
      : await scoreCodes(classifier, input.codes, input.rows);
  return scores.map((score) => (Number.isNaN(score) ? 0 : score));
}

async function scoreCodes(
  classifier: ServedClassifier,
  codes: Int32Array,
  rows: number,
): Promise<Float32Array> {
  const length = codes.length / rows;
  return inTurns(rows, (from, to) =>
    classifier.scoreCodes(codes.subarray(from * length, to * length)),
  );
}

/** One verdict per name. */
export async function judgeNames(
  classifier: ServedClassifier,
  names: readonly string[],
): Promise<ServedVerdict[]> {
  const verdicts: ServedVerdict[] = [];
  for (let from = 0; from < names.length; from += ROWS_PER_TURN) {
    if (from > 0) await setImmediate();
    verdicts.push(...classifier.classify(names.slice(from, from + ROWS_PER_TURN)));
  }
  return verdicts;
}

async function inTurns(
  rows: number,
  score: (from: number, to: number) => Float32Array,
): Promise<Float32Array> {
  const scores = new Float32Array(rows);
  for (let from = 0; from < rows; from += ROWS_PER_TURN) {
    if (from > 0) await setImmediate();
    scores.set(score(from, Math.min(rows, from + ROWS_PER_TURN)), from);
  }
  return scores;
}
