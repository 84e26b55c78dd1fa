import type { ReadReport, Rejection } from '@degas/logs';

import type { NameBatch } from './name-batches.ts';
import { nameRows } from './name-rows.ts';
import type { RowWriters } from './open-row-writers.ts';
import type { WrittenRows } from './row-writer.ts';

/** The rows of a batch, and what else is wanted of it: its records are gone by then, so that many batches need little memory. */
export interface WrittenBatch extends WrittenRows {
  readonly source: string;
  readonly report: ReadReport;
  readonly rejections: readonly Rejection[];
}

/** Rows batch by batch in input order, while those of the batches behind are written already. */
export async function* writeBatches(
  batches: AsyncIterable<NameBatch>,
  writers: RowWriters,
  keep: boolean,
): AsyncGenerator<WrittenBatch> {
  const waiting: Promise<WrittenBatch>[] = [];
  for await (const batch of batches) {
    const written = writtenBatch(batch, writers.write(nameRows(batch, keep)));
    // Awaited in its turn; until then its failure is not an unhandled one.
    written.catch(() => undefined);
    waiting.push(written);
    while (waiting.length >= writers.batchesAhead) {
      const first = waiting.shift();
      if (first !== undefined) yield await first;
    }
  }
  for (const written of waiting) yield await written;
}

function writtenBatch(
  { source, report, records }: NameBatch,
  rows: Promise<WrittenRows>,
): Promise<WrittenBatch> {
  const rejections = records.filter((record): record is Rejection => record.kind === 'rejection');
  return rows.then((written) => ({ ...written, source, report, rejections }));
}
