import type { OperatingLevel } from '@degas/inference';

/** What a person may set; it holds for names and for clients. */
export interface JudgeSettings {
  /** The lowest level that is reported; the model's own for null. */
  readonly level: OperatingLevel | null;
  /** Rules, one each: `example.com` with all below it, `*.example.com` for those below alone. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Which known names to look up: none, those of the current month, those of a saved filter. */
  readonly knownDga: 'none' | 'this-month' | Uint8Array;
}

export const firstSettings: JudgeSettings = {
  level: null,
  allow: [],
  deny: [],
  knownDga: 'none',
};

/** What to look for; by itself: clients in what names clients, else names. */
export type Task = 'auto' | 'clients' | 'names';
