import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { GenerateOptions, ParameterValue } from '../family.ts';
import { generate } from '../generate.ts';

/** One JSON file a family; the guide docs/guides/add-a-family.md describes the form. */
const EVIDENCE = join(import.meta.dirname, 'evidence');

type JsonOptions = Readonly<Record<string, ParameterValue>>;

/** Dates in a row: `days` of them, `step` days apart (1 when absent), or `months` first days of months. */
interface Dates {
  readonly from: string;
  readonly days?: number;
  readonly step?: number;
  readonly months?: number;
}

/** A published list: how our generator is called for it, and what comes out. */
export interface Vector {
  readonly options: JsonOptions;
  /** Where the list is the names of several dates, one after another. */
  readonly dates?: Dates;
  /** How many names, the first of them, and the SHA-256 of all, a line feed after each. */
  readonly names: number;
  readonly first: string;
  readonly sha256: string;
}

/** A list of ours, and how many of its names were seen in a file of the raw corpus. */
export interface CorpusMatch {
  /** Where the corpus has the family under another name. */
  readonly file?: string;
  readonly options: JsonOptions;
  /** Distinct names of the list, and those in the corpus. */
  readonly names: number;
  readonly found: number;
}

/** What shows that a family's generator is right. */
export interface FamilyEvidence {
  /** Made-up word lists, which options name as `@name`. */
  readonly wordLists?: Readonly<Record<string, string>>;
  readonly vectors: readonly Vector[];
  /**
   * The corpus files are drawn from many dates, seeds and sources, so that one list is never whole
   * in them. Where few names are found, most of the file has seeds or dates that are unpublished.
   */
  readonly corpus: readonly CorpusMatch[];
  /** Why the corpus shows nothing. */
  readonly absent?: string;
}

/** Returns the families that have evidence, in alphabetical order. */
export function familiesWithEvidence(): string[] {
  return readdirSync(EVIDENCE)
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

/** Returns the evidence of a family, or `undefined` where its file is missing. */
export function evidenceOf(family: string): FamilyEvidence | undefined {
  const path = join(EVIDENCE, `${family}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FamilyEvidence) : undefined;
}

/** Returns the names that a family generates for a vector, one after another. */
export function namesOfVector(
  family: string,
  { options, dates }: Vector,
  { wordLists }: FamilyEvidence,
): string[] {
  const call = toOptions(options, wordLists);
  if (dates === undefined) return [...generate(family, call)];
  return datesOf(dates).flatMap((date) => [...generate(family, { ...call, date })]);
}

/** Returns options as `generate` takes them: dates parsed, and word lists in the place of their names. */
export function toOptions(
  options: JsonOptions,
  wordLists: FamilyEvidence['wordLists'] = {},
): GenerateOptions {
  const call: Record<string, ParameterValue | Date> = {};
  for (const [name, value] of Object.entries(options)) {
    const list = typeof value === 'string' ? wordLists[value.replace(/^@/, '')] : undefined;
    call[name] = name === 'date' ? new Date(String(value)) : (list?.split(' ') ?? value);
  }
  return call;
}

function datesOf({ from, days = 0, step = 1, months = 0 }: Dates): Date[] {
  const start = new Date(from);
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  return [
    ...Array.from({ length: days }, (_, index) => Date.UTC(year, month, day + index * step)),
    ...Array.from({ length: months }, (_, index) => Date.UTC(year, month + index, 1)),
  ].map((time) => new Date(time));
}
