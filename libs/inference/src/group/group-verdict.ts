import type { OperatingPoint } from '../format/compiled-model.ts';

/** The family of a group that resembles none of the known ones. */
export const UNKNOWN_FAMILY = 'unknown';

/** Which names of a group failed (NXDOMAIN). */
export interface GroupAnswers {
  /** A value for each name, in their order, or the names that failed; left out where answers are not known. */
  readonly failed?: ReadonlySet<string> | ArrayLike<boolean | number>;
}

/** How evidence is judged. */
export interface EvidenceOptions {
  /** Clean clients that the evidence was chosen from: of a resolver's names, as many as it serves. 1 unless given. */
  readonly trials?: number;
  /** What `groupLogit` says of the evidence, where that is known already. */
  readonly logit?: number;
}

/** A name with its part in a verdict; those of all names sum to 1. */
export interface WeighedName {
  /** Registrable. */
  readonly name: string;
  readonly weight: number;
}

/** What a classifier says about a set of names that one client asked for. */
export interface GroupVerdict {
  /**
   * How likely a DGA made some of the names where one client in 1,000 is infected: from 0 to 1, the same measure with and
   * without answers. Of one name, its own score.
   */
  readonly score: number;
  /** One clean client in 100, 1,000, 10,000 a day reaches `low`, `medium`, `high` by mistake; null below. */
  readonly level: OperatingPoint['level'] | null;
  /** The likeliest DGA family, `unknown` where none is likely enough; null without a level. */
  readonly family: string | null;
  /** How likely the family is, if a DGA made the names; only where one is named. */
  readonly familyProbability?: number;
  /** Names that the verdict rests on, those that weigh most first, up to 24. */
  readonly names: readonly WeighedName[];
  /** Different registrable names, and how many of them failed; null where answers are not known. */
  readonly distinctNames: number;
  readonly failed: number | null;
  /** What is remarkable about the names, in words; empty without a level. */
  readonly reasons: readonly string[];
}
