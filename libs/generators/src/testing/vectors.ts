import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { GenerateOptions } from '../family.ts';

/** The folder of the specifications, beside the repository; tests that need it skip without it. */
export const SPECIFICATIONS = join(import.meta.dirname, '../../../../../shared/dga-specs');

/** The inputs of one vector, as the file writes them. */
export type VectorInputs = Readonly<Record<string, unknown>>;

export interface Vector {
  readonly variant: string;
  readonly inputs: VectorInputs;
  readonly domains: readonly string[];
  readonly full: {
    readonly n: number;
    readonly sha256: string;
    readonly distinct: number;
    readonly last3: readonly string[];
  };
}

export interface VectorFile {
  readonly family: string;
  /** Made-up word lists, by the name that the inputs use. */
  readonly wordlists?: Readonly<Record<string, readonly string[]>>;
  readonly variants: readonly Vector[];
}

/** The calls whose names, one after another, are the list of a vector. */
export type VectorCalls = (
  inputs: VectorInputs,
  vector: Vector,
  file: VectorFile,
) => readonly GenerateOptions[];

/** The vectors of a family, or `undefined` where the folder holds none. */
export function readVectors(family: string): VectorFile | undefined {
  const path = join(SPECIFICATIONS, 'vectors', `${family}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as VectorFile) : undefined;
}

/** Inputs that are called as we call them: `date` or `datetime_utc`, `seed`, `n`. */
export const plainCall: VectorCalls = (inputs, { full }) => [
  { ...dateOf(inputs), ...seedOf(inputs), count: full.n },
];

/** As `plainCall`, the vector's variant being ours. */
export const variantCall: VectorCalls = (inputs, vector, file) =>
  plainCall(inputs, vector, file).map((options) => ({ ...options, variant: vector.variant }));

/** `{ date }` when the inputs tell a date or an instant. */
export function dateOf({ date, unix, datetime_utc: instant }: VectorInputs): { date?: Date } {
  if (typeof unix === 'number') return { date: new Date(unix * 1000) };
  const text = instant ?? date;
  return typeof text === 'string' ? { date: new Date(text) } : {};
}

/** `{ seed }` when the inputs tell one. */
export function seedOf({ seed }: VectorInputs): { seed?: string | number } {
  return typeof seed === 'string' || typeof seed === 'number' ? { seed } : {};
}

/** A made-up list of the vector file; empty for the lists of the wild, which the families have. */
export function madeUpWords({ wordlists }: VectorFile, name: unknown): readonly string[] {
  return wordlists?.[String(name)] ?? [];
}
