import { deriveSeed, randomBits, shuffle } from '@degas/features';

import type { Batch, TrimmablePadding } from '../forward/forward.ts';
import type { Augment } from '../networks/network.ts';
import type { EncodedRows } from './encoded-rows.ts';

/** Batches that are sorted by length together: enough that one batch's names are alike, few enough that batches stay mixed. */
const BATCHES_PER_GROUP = 32;

/** The order in which an epoch reads the rows: shuffled, and where padding may be cut, names of like length beside each other. */
export function epochOrder(
  rows: EncodedRows,
  {
    seed,
    epoch,
    batchSize,
    byLength,
  }: { seed: number; epoch: number; batchSize: number; byLength: boolean },
): Uint32Array {
  const order = Uint32Array.from({ length: rows.count }, (_, row) => row);
  shuffle(order, deriveSeed(seed, epoch));
  if (!byLength) return order;
  const group = batchSize * BATCHES_PER_GROUP;
  const sorted = new Uint32Array(rows.count);
  for (let from = 0, index = 0; from < order.length; from += group, index++) {
    const part = order.subarray(from, from + group).sort(byPadding(rows));
    // Batches of a group come in any order; the short one, if there is one, comes last so that all others are full.
    const full = Math.floor(part.length / batchSize);
    const places = Uint32Array.from({ length: full }, (_, place) => place);
    shuffle(places, deriveSeed(seed, epoch, index));
    places.forEach((place, to) => {
      sorted.set(part.subarray(place * batchSize, (place + 1) * batchSize), from + to * batchSize);
    });
    sorted.set(part.subarray(full * batchSize), from + full * batchSize);
  }
  return sorted;
}

/** Rows by length alone: for scoring, where order doesn't matter. */
export function lengthOrder(rows: EncodedRows): Uint32Array {
  return Uint32Array.from({ length: rows.count }, (_, row) => row).sort(byPadding(rows));
}

function byPadding({ padding }: EncodedRows): (a: number, b: number) => number {
  return (a, b) => (padding[b] ?? 0) - (padding[a] ?? 0) || a - b;
}

/** Copies batches out of the rows into one buffer, cutting the padding that a network needn't see. */
export class BatchReader {
  readonly #rows: EncodedRows;
  readonly #cuttable: TrimmablePadding | undefined;
  readonly #augment: Augment | undefined;
  readonly #codes: Uint8Array;

  constructor(
    rows: EncodedRows,
    batchSize: number,
    cuttable: TrimmablePadding | undefined,
    augment?: Augment,
  ) {
    this.#rows = rows;
    this.#cuttable = cuttable;
    this.#augment = augment;
    this.#codes = new Uint8Array(batchSize * rows.encoding.length);
  }

  /** Good until the next call. A seed lets the network change the codes as it wants for training. */
  read(members: Uint32Array, augmentSeed?: number): Batch {
    const { padding, encoding } = this.#rows;
    let shared = encoding.length;
    for (const row of members) shared = Math.min(shared, padding[row] ?? 0);
    const removed = this.#removable(shared);
    const length = encoding.length - removed;
    members.forEach((row, index) => {
      this.#rows.copyInto(row, removed, this.#codes, index * length);
    });
    if (this.#augment && augmentSeed !== undefined) {
      const bits = randomBits(augmentSeed);
      for (let index = 0; index < members.length; index++) {
        this.#augment(this.#codes.subarray(index * length, (index + 1) * length), bits);
      }
    }
    return {
      codes: this.#codes,
      count: members.length,
      length,
      removed,
      padding: shared - removed,
    };
  }

  #removable(padding: number): number {
    if (!this.#cuttable) return 0;
    const { kept, step } = this.#cuttable;
    return Math.max(0, Math.floor((padding - kept) / step) * step);
  }
}
