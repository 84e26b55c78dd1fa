import { type Classifier, groupEvidence, logitOf } from '@degas/inference';

import type { BenignMaterial } from './benign-material.ts';
import { addOrdinary } from './clean-clients.ts';
import { DayNames } from './client-day.ts';
import type { ClientSample } from './client-sample.ts';
import type { DgaMaterial } from './dga-material.ts';
import { Draw } from './draw.ts';

/** Names that a client asks for before it counts as missed. */
const MOST_NAMES = 40;

/** By family, the number of names at which each client alerted; null where it never did. */
export type NamesUntilAlert = Readonly<Record<string, readonly (number | null)[]>>;

/** A detector with the value that it alerts above. */
export interface AlertingDetector {
  readonly name: string;
  readonly detect: (sample: ClientSample) => number;
  readonly threshold: number;
}

/** Lets infected clients ask for one DGA name after another, all of which fail, until each detector alerts; by detector's name. */
export function namesUntilAlert(
  classifier: Classifier,
  detectors: readonly AlertingDetector[],
  { families }: DgaMaterial,
  material: BenignMaterial,
  { perFamily, seed }: { readonly perFamily: number; readonly seed: number },
): ReadonlyMap<string, NamesUntilAlert> {
  const draw = new Draw(seed);
  const counts = new Map(detectors.map(({ name }) => [name, {}]));
  for (const [family, lists] of families) {
    for (let i = 0; i < perFamily; i++) {
      const day = new DayNames();
      addOrdinary(day, material, draw);
      const dga = draw.sample(draw.pick(lists), MOST_NAMES);
      const names = [...day.names, ...dga];
      const logits = Array.from(classifier.score(names), logitOf);
      const failed = [...day.failed, ...dga.map(() => true)];
      const waiting = new Set(detectors);
      for (let count = 1; count <= dga.length && waiting.size > 0; count++) {
        const until = day.names.length + count;
        const upTo = logits.slice(0, until);
        const sample = {
          kind: 'ordinary',
          family,
          infected: count,
          hasAnswers: true,
          evidence: groupEvidence(names.slice(0, until), upTo, failed.slice(0, until)),
          logits: upTo.filter((_, at) => failed[at]),
        };
        for (const detector of waiting) {
          if (detector.detect(sample) <= detector.threshold) continue;
          waiting.delete(detector);
          addCount(counts.get(detector.name), family, count);
        }
      }
      for (const { name } of waiting) addCount(counts.get(name), family, null);
    }
  }
  return counts;
}

/** The number of names within which a share of the families' clients alerts; null where no number of names is enough. */
export function namesForShare(
  counts: NamesUntilAlert,
  share: number,
  isCounted: (family: string) => boolean,
): number | null {
  const all = Object.entries(counts)
    .flatMap(([family, each]) => (isCounted(family) ? each : []))
    .map((count) => count ?? Infinity)
    .sort((a, b) => a - b);
  const at = all[Math.max(0, Math.ceil(share * all.length) - 1)] ?? Infinity;
  return at === Infinity ? null : at;
}

function addCount(
  counts: Record<string, (number | null)[]> | undefined,
  family: string,
  count: number | null,
): void {
  if (counts !== undefined) (counts[family] ??= []).push(count);
}
