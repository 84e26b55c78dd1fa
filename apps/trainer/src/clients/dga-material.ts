import { readDataset, limitPerFamily } from '@degas/dataset';
import { registrableName } from '@degas/features';
import { families, generate, plausibleSeeds, type GenerateOptions } from '@degas/generators';

import { VALIDATION_YEAR } from '../recipe/generated-names.ts';
import { isValidationFamily } from '../recipe/recipe-families.ts';
import { syntheticNames } from '../recipe/synthetic-families.ts';
import { syntheticWordNames } from '../recipe/synthetic-word-lists.ts';
import { Draw } from './draw.ts';
import { templateNames, textNames } from './imagined-templates.ts';
import { redTeamNames } from './made-up-names.ts';
import { type Part, partOf } from './parts.ts';

/** DGA names to infect clients with: a list is what one campaign makes on one day, or a sample of a family. */
export interface DgaMaterial {
  /** By family, lists of names that one client may ask for together. */
  readonly families: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export interface DgaMaterialOptions {
  readonly data: string;
  readonly part: Part;
  readonly seed: number;
  /** Families that are left out (in training) … */
  readonly without?: readonly string[];
  /** … or whose names are taken from the pool whole, as no training saw them. */
  readonly unseen?: readonly string[];
}

const LISTS_PER_FAMILY = 60;
const NAMES_PER_LIST = 60;
const POOL_PER_FAMILY = 2000;
const DAY_MS = 86_400_000;
const IMAGINED_PER_LIST = 40;
const IMAGINED_LISTS = { train: 2400, calibrate: 0, test: 0 } as const;

/** Families whose lists are made of names that an imagined generator makes, in training only. */
export const syntheticFamilies = {
  letters: 'imagined letters',
  words: 'imagined words',
  templates: 'imagined templates',
  texts: 'imagined texts',
} as const;

const imagined: ReadonlySet<string> = new Set(Object.values(syntheticFamilies));

export function isImagined(family: string): boolean {
  return imagined.has(family);
}

/**
 * Lists of names by family that the name network's training didn't see: dates of the judged year (its first half to train on,
 * its second to judge), seeds that no campaign used, and the part of the pool that is kept for judging.
 */
export async function dgaMaterial(
  { data, part, seed, without = [], unseen = [] }: DgaMaterialOptions,
  words: readonly string[],
): Promise<DgaMaterial> {
  const lists = new Map<string, string[][]>();
  const add = (family: string, list: readonly string[]): void => {
    const names = [...new Set(list)];
    if (names.length < 3) return;
    const known = lists.get(family) ?? [];
    lists.set(family, known);
    known.push(names);
  };
  for (const { name: family } of families()) {
    if (without.includes(family)) continue;
    for (const list of campaignLists(family, part, seed)) add(family, list);
  }
  const pool = new Map<string, string[]>();
  for await (const row of limitPerFamily(readDataset({ source: data }), { perFamily: 20_000 })) {
    const { label, family, domain } = row;
    if (label === 0 || family === null || without.includes(family)) continue;
    const isUnseen = unseen.includes(family);
    if (!isUnseen && (!isValidationFamily(row) || !isOfPart(domain, part))) continue;
    const names = pool.get(family) ?? [];
    pool.set(family, names);
    if (names.length < POOL_PER_FAMILY) names.push(domain);
  }
  const draw = new Draw(seed + 17);
  for (const [family, names] of pool) {
    if (names.length < 20) continue;
    for (let i = 0; i < LISTS_PER_FAMILY; i++) add(family, draw.sample(names, NAMES_PER_LIST));
  }
  const made = IMAGINED_LISTS[part];
  const count = made * IMAGINED_PER_LIST;
  const chunk = (family: string, rows: Iterable<{ domain: string }>): void => {
    const domains = Array.from(rows, ({ domain }) => domain);
    for (let i = 0; i < domains.length; i += IMAGINED_PER_LIST)
      add(family, domains.slice(i, i + IMAGINED_PER_LIST));
  };
  if (made > 0) {
    chunk(syntheticFamilies.letters, syntheticNames({ count, seed: seed + 5 }));
    chunk(syntheticFamilies.words, syntheticWordNames({ count, words, seed: seed + 6 }));
    for (let i = 0; i < made; i++)
      add(syntheticFamilies.templates, templateNames(draw, words, IMAGINED_PER_LIST));
    for (let i = 0; i < made; i++)
      add(syntheticFamilies.texts, textNames(draw, words, IMAGINED_PER_LIST));
  }
  for (let i = 0; i < LISTS_PER_FAMILY; i++) add('red team', redTeamNames(draw, NAMES_PER_LIST));
  return { families: lists };
}

/** What campaigns of a family make on days of the part: half of the lists of one day, half of many. */
function* campaignLists(family: string, part: Part, seed: number): Iterable<string[]> {
  const draw = new Draw(seed ^ hashOf(`${part} ${family}`));
  const metadata = families().find(({ name }) => name === family);
  if (metadata === undefined) return;
  const known: GenerateOptions[] = metadata.campaigns?.map((campaign) => ({ ...campaign })) ?? [
    ...metadata.variants.map((variant) => ({ variant })),
    ...metadata.knownSeeds.map((knownSeed) => ({ seed: knownSeed })),
  ];
  const plausible = plausibleSeeds(family, { count: 60, seed: draw.below(2 ** 31) });
  const registrable = (names: readonly string[]): string[] =>
    names.filter((name) => registrableName(name).registrable === name);
  const ofDay = (): string[] => {
    // What a known campaign makes without a date, the name network was trained on.
    const takesKnown = known.length > 0 && metadata.dateSeeded && draw.isTrue(0.5);
    const campaigns = takesKnown || plausible.length === 0 ? known : plausible;
    const campaign = campaigns.length > 0 ? draw.pick(campaigns) : {};
    return registrable([
      ...generate(family, { ...campaign, date: dayOf(part, draw), count: 4 * NAMES_PER_LIST }),
    ]);
  };
  for (let i = 0; i < LISTS_PER_FAMILY; i++) {
    if (i % 2 === 0) {
      yield draw.sample(ofDay(), NAMES_PER_LIST);
    } else {
      const days = Array.from({ length: 4 }, ofDay);
      yield draw.sample([...new Set(days.flat())], NAMES_PER_LIST);
    }
  }
}

/** A day of the judged year: its first half is for training, its second for judging. */
function dayOf(part: Part, draw: Draw): Date {
  const first = part === 'train' ? 0 : 183;
  return new Date(Date.UTC(VALIDATION_YEAR, 0, 1) + (first + draw.below(182)) * DAY_MS);
}

function isOfPart(domain: string, part: Part): boolean {
  return (partOf(domain) === 'train') === (part === 'train');
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
