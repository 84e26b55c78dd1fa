import { registrableName, type LabelledDomain } from '@degas/features';
import { families, generate, type FamilyMetadata } from '@degas/generators';
import { randomBits } from '@degas/model';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2012, 0, 1);
const LAST_DAY = Date.UTC(2027, 11, 31);
/** Names of this year are for judging: training never sees one of a family that knows dates. */
const JUDGED_YEAR = 2025;
/** Names taken from one list: few, so that many dates and seeds have their say. */
const NAMES_PER_LIST = 150;
/** A family that gave nothing new so many lists in a row has no more. */
const PATIENCE = 60;
/** Share of the lists of a family with numeric seeds that use one that nobody has seen. */
const UNSEEN_SEEDS = 0.5;

export interface GeneratedNamesOptions {
  readonly families?: readonly string[];
  readonly perFamily: number;
  readonly part: 'training' | 'judging';
  readonly seed: number;
}

/**
 * Names of the implemented families at many dates and seeds. The parts share no day; of families without dates, no seed that
 * nobody has seen. What both parts may still share (names of known seeds without dates) the caller removes.
 */
export function* generatedNames({
  families: wanted,
  perFamily,
  part,
  seed,
}: GeneratedNamesOptions): Iterable<LabelledDomain> {
  for (const metadata of families()) {
    if (wanted && !wanted.includes(metadata.name)) continue;
    const bits = randomBits(seed ^ hashOf(`${part} ${metadata.name}`));
    const names = new Set<string>();
    for (let idle = 0; idle < PATIENCE && names.size < perFamily; idle++) {
      const before = names.size;
      for (const name of oneList(metadata, part, bits)) {
        const { registrable } = registrableName(name);
        if (registrable !== null) names.add(registrable);
        if (names.size === perFamily) break;
      }
      if (names.size > before) idle = 0;
    }
    for (const domain of names) {
      yield { domain, label: 1, family: metadata.name, source: `generator-${metadata.name}` };
    }
  }
}

function* oneList(
  metadata: FamilyMetadata,
  part: GeneratedNamesOptions['part'],
  bits: () => number,
): Iterable<string> {
  const { name, campaigns, variants, knownSeeds, seedForm } = metadata;
  const known = campaigns ?? [
    ...variants.map((variant) => ({ variant })),
    ...knownSeeds.map((seed) => ({ seed })),
  ];
  const campaign = known[bits() % known.length] ?? {};
  const isNumeric =
    metadata.kind !== 'wordlist' && (seedForm === 'hexadecimal' || seedForm === 'decimal');
  const isUnseen = isNumeric && bits() < UNSEEN_SEEDS * 2 ** 32;
  // Even numbers for training, odd ones for judging.
  const unseen = ((bits() & ~1) | (part === 'training' ? 0 : 1)) >>> 0;
  yield* generate(name, {
    ...campaign,
    ...(isUnseen ? { seed: unseen } : {}),
    date: randomDay(part, bits),
    count: NAMES_PER_LIST,
  });
}

function randomDay(part: GeneratedNamesOptions['part'], bits: () => number): Date {
  for (;;) {
    const days = (LAST_DAY - FIRST_DAY) / DAY_MS;
    const date = new Date(FIRST_DAY + (bits() % days) * DAY_MS + (bits() % 86_400) * 1000);
    const isJudged = date.getUTCFullYear() === JUDGED_YEAR;
    if (isJudged === (part === 'judging')) return date;
  }
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
