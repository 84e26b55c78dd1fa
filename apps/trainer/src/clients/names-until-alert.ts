import { type Classifier, groupEvidence, logitOf } from '@degas/inference';

import type { BenignMaterial } from './benign-material.ts';
import { addOrdinary } from './clean-clients.ts';
import { DayNames } from './client-day.ts';
import type { DgaMaterial } from './dga-material.ts';
import { Draw } from './draw.ts';

/** Names that a client asks for before it counts as missed. */
const MOST_NAMES = 40;

export interface NamesUntilAlert {
  /** By family, the number of names at which each client alerted; Infinity where it never did. */
  readonly families: Readonly<Record<string, readonly number[]>>;
}

/** Lets infected clients ask for one DGA name after another, all of which fail, until the classifier alerts at MEDIUM. */
export function namesUntilAlert(
  classifier: Classifier,
  { families }: DgaMaterial,
  material: BenignMaterial,
  {
    perFamily,
    seed,
    isCounted,
  }: { perFamily: number; seed: number; isCounted: (family: string) => boolean },
): NamesUntilAlert {
  const draw = new Draw(seed);
  const counts: Record<string, number[]> = {};
  for (const [family, lists] of families) {
    if (!isCounted(family)) continue;
    counts[family] = Array.from({ length: perFamily }, () => {
      const day = new DayNames();
      addOrdinary(day, material, draw);
      const dga = draw.sample(draw.pick(lists), MOST_NAMES);
      const names = [...day.names, ...dga];
      const logits = Float64Array.from(classifier.score(names), logitOf);
      const benign = day.names.length;
      for (let count = 1; count <= dga.length; count++) {
        const until = benign + count;
        const failed = [...day.failed, ...new Array<boolean>(count).fill(true)];
        const evidence = groupEvidence(names.slice(0, until), logits.subarray(0, until), failed);
        const { level } = classifier.judgeEvidence(evidence);
        if (level === 'medium' || level === 'high') return count;
      }
      return Infinity;
    });
  }
  return { families: counts };
}

/** The value that a share of all clients stays at or below. */
export function quantileOf({ families }: NamesUntilAlert, share: number): number {
  const all = Object.values(families)
    .flat()
    .sort((a, b) => a - b);
  return all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? Infinity;
}
