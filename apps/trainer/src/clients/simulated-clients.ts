import type { BenignMaterial } from './benign-material.ts';
import { cleanClient, type CleanKind, cleanKindNames, MACHINE_MADE } from './clean-clients.ts';
import type { ClientDay } from './client-day.ts';
import { type DgaMaterial, isImagined, syntheticFamilies } from './dga-material.ts';
import { Draw } from './draw.ts';
import { infectedClient } from './infected-clients.ts';

/** Clean clients of a kind, of the ordinary one and of the advertisers'. */
export interface CleanAmounts {
  readonly ordinary: number;
  readonly hard: number;
  readonly advertiser: number;
}

/** Clean clients of every kind, kind after kind. */
export function* cleanClients(
  material: BenignMaterial,
  amounts: CleanAmounts,
  seed: number,
): Iterable<ClientDay> {
  const draw = new Draw(seed);
  const amountOf = (kind: CleanKind): number => {
    if (kind === 'ordinary') return amounts.ordinary;
    return kind === MACHINE_MADE ? amounts.advertiser : amounts.hard;
  };
  for (const kind of cleanKindNames)
    for (let i = amountOf(kind); i > 0; i--) yield cleanClient(kind, material, draw);
}

/** Shares of the infected clients that train on families nobody wrote; the rest are of the families themselves. */
const imaginedShares = [
  [syntheticFamilies.letters, 0.12],
  [syntheticFamilies.words, 0.1],
  [syntheticFamilies.templates, 0.14],
  [syntheticFamilies.texts, 0.16],
] as const;
const FEWEST_TRAINED = 2;
const MOST_TRAINED = 40;
const HARD_SHARE = 0.3;
const SHIFTED_SHARE = 0.3;
const MOST_SHIFT = 3;

/** An infected client to train on. */
export interface TrainedInfection {
  readonly day: ClientDay;
  readonly dga: ReadonlySet<string>;
  readonly shift: number;
}

/** Infected clients to train on: few names or many, beside all kinds of benign ones. */
export function* trainedInfections(
  { families }: DgaMaterial,
  material: BenignMaterial,
  count: number,
  seed: number,
): Iterable<TrainedInfection> {
  const draw = new Draw(seed);
  const written = [...families.keys()].filter((family) => !isImagined(family));
  for (let i = 0; i < count; i++) {
    let rest = draw.share();
    const drawn = imaginedShares.find(([, share]) => (rest -= share) < 0)?.[0];
    const family = drawn ?? draw.pick(written);
    const list = draw.pick(families.get(family) ?? [[]]);
    const day = infectedClient(
      {
        family,
        list,
        count: Math.min(draw.magnitude(FEWEST_TRAINED, MOST_TRAINED), list.length),
        isHard: draw.isTrue(HARD_SHARE),
      },
      material,
      draw,
    );
    const shift = draw.isTrue(SHIFTED_SHARE) ? MOST_SHIFT * draw.share() : 0;
    yield { day, dga: new Set(list), shift };
  }
}

/** Infected clients to judge: so many of each family for each number of names. */
export function* judgedInfections(
  { families }: DgaMaterial,
  material: BenignMaterial,
  { perFamily, counts, seed }: { perFamily: number; counts: readonly number[]; seed: number },
): Iterable<ClientDay> {
  const draw = new Draw(seed);
  for (const [family, lists] of families) {
    for (const count of counts) {
      for (let i = 0; i < perFamily; i++) {
        const list = draw.pick(lists);
        const infection = { family, list, count: Math.min(count, list.length) };
        yield { ...infectedClient(infection, material, draw), infected: count };
      }
    }
  }
}
