import { createHash, type Hash } from 'node:crypto';

import { type Encoding, type LabelledDomain, registrableName } from '@degas/features';

import { ModelError } from '../errors.ts';
import { EncodedRows } from './encoded-rows.ts';
import { type SourceRows } from './trained-model.ts';

export interface CollectedRows {
  readonly training: EncodedRows;
  readonly validation: EncodedRows;
  readonly skipped: number;
  readonly sources: SourceRows[];
}

/**
 * Encodes rows as they stream by. Without validation rows of their own, a share of the names is kept apart, chosen by the
 * hash of the name and the seed, so that a name that comes twice is on one side.
 */
export async function collectRows(
  rows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain>,
  validationRows: AsyncIterable<LabelledDomain> | Iterable<LabelledDomain> | undefined,
  {
    encoding,
    validationFraction,
    seed,
  }: { encoding: Encoding; validationFraction: number; seed: number },
): Promise<CollectedRows> {
  const training = new EncodedRows(encoding);
  const validation = new EncodedRows(encoding);
  const sources = new Map<string, SourceTally>();
  let skipped = 0;
  const collect = (row: LabelledDomain, into: (name: string) => EncodedRows): void => {
    const { registrable } = registrableName(row.domain);
    if (registrable === null) {
      skipped++;
      return;
    }
    into(registrable).add(registrable, row.label, row.family);
    tally(sources, row);
  };
  const share = validationRows ? 0 : validationFraction;
  for await (const row of rows) {
    collect(row, (name) => (hashShare(name, seed) < share ? validation : training));
  }
  for await (const row of validationRows ?? []) collect(row, () => validation);
  for (const [part, store] of Object.entries({ training, validation })) {
    const { total, benign, dga } = store.counts();
    if (benign > 0 && dga > 0) continue;
    throw new ModelError(
      'MODEL_TOO_FEW_ROWS',
      `The ${part} part has ${total} rows: ${benign} benign and ${dga} DGA; it needs some of each. Give more rows of the class that is missing.`,
    );
  }
  return { training, validation, skipped, sources: [...sources].map(describeSource) };
}

interface SourceTally {
  benign: number;
  dga: number;
  readonly hash: Hash;
}

function tally(
  sources: Map<string, SourceTally>,
  { domain, label, family, source }: LabelledDomain,
): void {
  let entry = sources.get(source);
  if (!entry) {
    entry = { benign: 0, dga: 0, hash: createHash('sha256') };
    sources.set(source, entry);
  }
  if (label === 1) entry.dga++;
  else entry.benign++;
  entry.hash.update(`${domain}\t${label}\t${family ?? ''}\n`);
}

function describeSource([source, { benign, dga, hash }]: [string, SourceTally]): SourceRows {
  return { source, total: benign + dga, benign, dga, sha256: hash.digest('hex') };
}

/** A number from 0 to below 1 for a name: FNV-1a over its characters after the seed, then mixed once more. */
function hashShare(name: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
