import { createHash, type Hash } from 'node:crypto';

import { type Encoding, type LabelledDomain, unitHash, registrableName } from '@degas/features';

import { ModelError } from '../errors.ts';
import { EncodedRows } from './encoded-rows.ts';
import { HyphenWordCounts } from './hyphen-word-counts.ts';
import type { SourceRows } from './trained-model.ts';

export interface CollectedRows {
  readonly training: EncodedRows;
  readonly validation: EncodedRows;
  readonly skipped: number;
  readonly sources: SourceRows[];
  /** Of the benign training rows. */
  readonly words: HyphenWordCounts;
}

/** One of `of` equal parts, `index` from 0. */
export interface Fold {
  readonly index: number;
  readonly of: number;
}

export interface CollectOptions {
  readonly encoding: Encoding;
  readonly seed: number;
  /** Validation rows of their own; without them a part of the rows is kept apart: the fold, or else the fraction. */
  readonly validation?: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>;
  readonly fold?: Fold;
  readonly validationFraction: number;
}

/**
 * Encodes rows as they stream by. Rows kept apart are chosen by the hash of the name and the seed, so that a name that
 * comes twice is on one side, and the folds of one seed part the names between them.
 */
export async function collectRows(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  { encoding, seed, validation: validationRows, fold, validationFraction }: CollectOptions,
): Promise<CollectedRows> {
  const training = new EncodedRows(encoding);
  const validation = new EncodedRows(encoding);
  const sources = new Map<string, SourceTally>();
  const words = new HyphenWordCounts();
  let skipped = 0;
  const collect = (row: LabelledDomain, into: (name: string) => EncodedRows): void => {
    const { registrable } = registrableName(row.domain);
    if (registrable === null) {
      skipped++;
      return;
    }
    const part = into(registrable);
    part.add(registrable, row.label, row.family);
    if (part === training && row.label === 0) words.add(registrable);
    tally(sources, row);
  };
  const [from, to] = fold
    ? [fold.index / fold.of, (fold.index + 1) / fold.of]
    : [0, validationFraction];
  const isKept = (name: string): boolean => {
    const share = unitHash(name, seed);
    return !validationRows && share >= from && share < to;
  };
  for await (const row of rows) {
    collect(row, (name) => (isKept(name) ? validation : training));
  }
  for await (const row of validationRows ?? []) collect(row, () => validation);
  for (const [part, store] of Object.entries({ training, validation })) {
    const { total, benign, dga } = store.counts();
    if (benign > 0 && dga > 0) continue;
    throw new ModelError(
      'MODEL_TOO_FEW_ROWS',
      `The ${part} part has ${total} rows: ${benign} benign and ${dga} DGA; it needs some of each. Pass more rows of the class that is missing.`,
    );
  }
  return { training, validation, skipped, sources: [...sources].map(describeSource), words };
}

/** A digest costs as much for a line as for a hundred. */
const LINES_LENGTH = 1 << 14;

interface SourceTally {
  benign: number;
  dga: number;
  readonly hash: Hash;
  /** Lines that the hash hasn't seen yet. */
  lines: string;
}

function tally(
  sources: Map<string, SourceTally>,
  { domain, label, family, source }: LabelledDomain,
): void {
  let entry = sources.get(source);
  if (!entry) {
    entry = { benign: 0, dga: 0, hash: createHash('sha256'), lines: '' };
    sources.set(source, entry);
  }
  if (label === 1) entry.dga++;
  else entry.benign++;
  entry.lines += `${domain}\t${label}\t${family ?? ''}\n`;
  if (entry.lines.length < LINES_LENGTH) return;
  entry.hash.update(entry.lines);
  entry.lines = '';
}

function describeSource([source, tally]: [string, SourceTally]): SourceRows {
  const { benign, dga, hash, lines } = tally;
  return { source, total: benign + dga, benign, dga, sha256: hash.update(lines).digest('hex') };
}
