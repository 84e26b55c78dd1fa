import type { SkipReason } from '@degas/features';

import type { OperatingLevel } from '../format/compiled-model.ts';
import type { DgaKind } from './kind.ts';

/** Which list decided a label in place of the score. */
export interface Decision {
  readonly by: 'allow' | 'deny' | 'known_dga';
  /** The rule of the list, or the known name. */
  readonly rule: string;
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
  /** The malware family where the label is `dga` and one is likely enough, else null. */
  readonly family: string | null;
  /** What a DGA name without a family looks like, where that is likely enough, else null. */
  readonly kind: DgaKind | null;
  /** How likely the family or kind is, if the name is DGA; only where the network named one. */
  readonly familyProbability?: number;
  /** Only where a list decided the label, not the score. */
  readonly decision?: Decision;
  /** Why the name was not scored. */
  readonly skipped: SkipReason | null;
}
