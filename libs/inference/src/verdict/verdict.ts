import type { SkipReason } from '@degas/features';

import type { OperatingLevel } from '../format/compiled-model.ts';
import type { DgaKind } from './kind.ts';

/** Which list decided a label in place of the score. */
export interface Decision {
  readonly by: 'allow' | 'deny' | 'known_dga';
  /** The rule of the list, or the known name. */
  readonly rule: string;
}

/** A malware family that may have made a name. */
export interface Candidate {
  readonly family: string;
  /** How likely the family is, if a DGA made the name. */
  readonly probability: number;
}

/** A classifier's verdict on one name. */
export interface Verdict {
  /** The name as it was given. */
  readonly domain: string;
  /** The registrable name, which is what was scored; null for a skipped name. */
  readonly registrable: string | null;
  /** The network's score, from 0 (benign) to 1 (made by a DGA), whatever decided the label; null for a skipped name. */
  readonly score: number | null;
  readonly label: 'benign' | 'dga' | 'skipped';
  /** The strictest operating point that the score reaches: `high` means that one benign name in 10,000 scores as much. */
  readonly level: OperatingLevel | null;
  /** The malware family where the label is `dga` and it alone is likely enough, else null. */
  readonly family: string | null;
  /** What the name looks like if no family that the network knows made it, where that is likely enough, else null. */
  readonly kind: DgaKind | null;
  /** The families that are likely enough to have made the name, the likeliest first; none for a name that the score doesn't call DGA. */
  readonly candidates: readonly Candidate[];
  /** How likely the family is, or else the kind, if the name is DGA; only where the network named one. */
  readonly familyProbability?: number;
  /** Only where a list decided the label, not the score. */
  readonly decision?: Decision;
  /** Why the name was not scored. */
  readonly skipped: SkipReason | null;
}
