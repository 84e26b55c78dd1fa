import { registrableName, type LabelledDomain } from '@degas/features';
import { fnv1a, randomBits } from '@degas/features';
import {
  families,
  generate,
  plausibleSeeds,
  type FamilyMetadata,
  type GenerateOptions,
} from '@degas/generators';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2012, 0, 1);
const LAST_DAY = Date.UTC(2027, 11, 31);
/** Names of this year are for judging: training never sees one of a family that knows dates. */
export const VALIDATION_YEAR = 2025;
/** Names taken from one list: few, so that many dates and seeds have their say. */
const NAMES_PER_LIST = 150;
/** A family that gave nothing new so many lists in a row has no more. */
const PATIENCE = 60;
/** Made-up campaigns of a family that a part draws from, beside the known ones. */
const PLAUSIBLE_CAMPAIGNS = { training: 400, judging: 60 } as const;

export interface GeneratedNamesOptions {
  readonly families?: readonly string[];
  readonly perFamily: number;
  readonly part: 'training' | 'judging';
  readonly seed: number;
}

/**
 * Names of the implemented families at many dates, of known campaigns and of plausible ones that nobody has seen. The parts
 * share no day and no plausible campaign; what a known campaign gives without a date is in both, and the caller's to part.
 */
export function* generatedNames({
  families: wanted,
  perFamily,
  part,
  seed,
}: GeneratedNamesOptions): Iterable<LabelledDomain> {
  for (const metadata of families()) {
    const { name: family } = metadata;
    if (wanted && !wanted.includes(family)) continue;
    const bits = randomBits(seed ^ fnv1a(`${part} ${family}`));
    const campaigns = [
      knownCampaigns(metadata),
      plausibleSeeds(family, { count: PLAUSIBLE_CAMPAIGNS[part], seed: bits() }),
    ];
    const names = new Set<string>();
    for (let idle = 0; idle < PATIENCE && names.size < perFamily; idle++) {
      const before = names.size;
      const choices = campaigns[bits() % campaigns.length] ?? [];
      const campaign = choices[bits() % choices.length] ?? {};
      const date = randomDay(part, bits);
      for (const name of generate(family, { ...campaign, date, count: NAMES_PER_LIST })) {
        const { registrable } = registrableName(name);
        // A name under a shared parent that is no public suffix has the parent's score.
        if (registrable === name) names.add(name);
        if (names.size === perFamily) break;
      }
      if (names.size > before) idle = 0;
    }
    for (const domain of names) {
      yield { domain, label: 1, family, source: `generator-${family}` };
    }
  }
}

function knownCampaigns({ campaigns, variants, knownSeeds }: FamilyMetadata): GenerateOptions[] {
  return (
    campaigns?.map((campaign) => ({ ...campaign })) ?? [
      ...variants.map((variant) => ({ variant })),
      ...knownSeeds.map((seed) => ({ seed })),
    ]
  );
}

function randomDay(part: GeneratedNamesOptions['part'], bits: () => number): Date {
  for (;;) {
    const days = (LAST_DAY - FIRST_DAY) / DAY_MS;
    const date = new Date(FIRST_DAY + (bits() % days) * DAY_MS + (bits() % 86_400) * 1000);
    const isJudged = date.getUTCFullYear() === VALIDATION_YEAR;
    if (isJudged === (part === 'judging')) return date;
  }
}
