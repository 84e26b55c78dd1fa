import type { LayerReaders } from '../layer-settings.ts';
import { type CodeWindows, readWindows } from './code-windows.ts';

/** Sums the table rows of a name's hashed n-grams: (positions) → (units). Its table is (buckets, units). */
export interface NgramBagOperation extends CodeWindows {
  readonly op: 'ngram_bag';
}

export const ngramBagLayers: LayerReaders<NgramBagOperation> = {
  NgramBag: { readsCodes: true, read: (layer) => [{ op: 'ngram_bag', ...readWindows(layer) }] },
};
