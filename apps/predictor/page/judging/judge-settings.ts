import type { OperatingLevel } from '@degas/inference';

/** What the service judges by beside its model; what a person sets is added to it. */
export interface ServiceRules {
  readonly operatingPoint: OperatingLevel | number | null;
  /** Rules, one a line. */
  readonly allow: string;
  readonly deny: string;
  /** A saved filter. */
  readonly knownDga: Uint8Array | null;
}

export const noServiceRules: ServiceRules = {
  operatingPoint: null,
  allow: '',
  deny: '',
  knownDga: null,
};

/** What a person may set; it holds for names and for clients. */
export interface JudgeSettings {
  /** The lowest level that is reported; the service's for null, the model's own where it has none. */
  readonly level: OperatingLevel | null;
  /** Rules, one each: `example.com` with all below it, `*.example.com` for those below alone. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Which known names to look up: none, those of the service's filter, of the current month, of a saved filter. */
  readonly knownDga: 'none' | 'service' | 'this-month' | Uint8Array;
}

export const firstSettings: JudgeSettings = {
  level: null,
  allow: [],
  deny: [],
  knownDga: 'none',
};

/** What to look for; by itself: clients in what names clients, else names. */
export type Task = 'auto' | 'clients' | 'names';
