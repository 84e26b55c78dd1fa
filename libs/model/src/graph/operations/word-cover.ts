import type { LayerReaders } from '../layer-settings.ts';
import { type CodeWindows, readWindows } from './code-windows.ts';

/** Shares of a label that are in words: (positions) → (sizes). Its table is (buckets), whole numbers. */
export interface WordCoverOperation extends CodeWindows {
  readonly op: 'word_cover';
}

export const wordCoverLayers: LayerReaders<WordCoverOperation> = {
  WordCover: { readsCodes: true, read: (layer) => [{ op: 'word_cover', ...readWindows(layer) }] },
};
