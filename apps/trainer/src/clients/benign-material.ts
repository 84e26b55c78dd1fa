import { readDataset } from '@degas/dataset';
import { hyphenatedParts } from '@degas/model';

import { isHeldOut } from '../recipe/held-out.ts';
import { hostingProviderNames } from '../recipe/hosting-provider-names.ts';
import { type Part, partOf, parts } from './parts.ts';

/** Benign names to make clients of, one part's. */
export interface BenignMaterial {
  readonly part: Part;
  /** Names that many people ask for, the most popular first. */
  readonly popular: readonly string[];
  /** Names that few ask for, of sources that the name network didn't see. */
  readonly rare: readonly string[];
  /** Names of a list of 2013 that no later list holds. */
  readonly expired: readonly string[];
  /** Names by country-code suffix: what a start page or a search in one language leads to. */
  readonly countries: readonly (readonly string[])[];
  /** Hosts that third parties put into pages, and those of them that machines made for advertisers. */
  readonly thirdParty: readonly string[];
  readonly advertisers: readonly string[];
  /** Domains of one owner, a list each. */
  readonly owners: readonly (readonly string[])[];
  /** Names that clouds and content networks give to their customers. */
  readonly hosted: readonly string[];
  /** Names whose label is digits, and internationalised ones. */
  readonly digits: readonly string[];
  readonly international: readonly string[];
  /** Words that people put into names. */
  readonly words: readonly string[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] };

const POPULAR = /^(alexa|benign-alexa100k-2016|benign-umbrella|majestic|cisco)/;
const EXPIRED = 'benign-alexa100k-2013';
const THIRD_PARTY = 'benign-third-party-hosts';
/** Countries whose crawled names the group network may train on though the name network didn't; the others judge. */
const TRAINING_COUNTRIES: ReadonlySet<string> = new Set(['se', 'at']);
const LARGEST_COUNTRY = 4000;
const FEWEST_OF_COUNTRY = 300;
const HOSTED_PER_HOST = 300;
const NAMES_PER_WORD = 12;
const OWNED_LEAST = 4;

/** Reads the pool once; each name belongs to one part, as does each owner. `looksMade` says which third parties' hosts machines made. */
export async function benignMaterial(
  data: string,
  seed: number,
  looksMade: (domain: string) => boolean,
): Promise<Readonly<Record<Part, BenignMaterial>>> {
  const byPart = Object.fromEntries(
    parts.map((part) => [part, emptyMaterial(part)]),
  ) as unknown as Record<Part, Mutable<BenignMaterial>>;
  const countries = new Map<string, string[]>();
  const words = new Map<string, number>();
  for await (const { domain, label, source } of readDataset({ source: data })) {
    if (label === 1) continue;
    const part = partOf(domain);
    const material = byPart[part];
    const dot = domain.indexOf('.');
    const suffix = domain.slice(domain.lastIndexOf('.') + 1);
    const name = domain.slice(0, dot);
    if (/^\d+$/.test(name)) material.digits.push(domain);
    if (name.startsWith('xn--')) material.international.push(domain);
    if (isHeldOut({ domain, source })) {
      if (source === THIRD_PARTY)
        (looksMade(domain) ? material.advertisers : material.thirdParty).push(domain);
      else if (!source.startsWith('benign-crawl')) material.rare.push(domain);
      else if (TRAINING_COUNTRIES.has(suffix) === (part === 'train')) material.rare.push(domain);
    } else {
      if (source === EXPIRED) material.expired.push(domain);
      else if (POPULAR.test(source)) material.popular.push(domain);
      for (const word of hyphenatedParts(domain)) words.set(word, (words.get(word) ?? 0) + 1);
    }
    if (suffix.length === 2 && source.startsWith('benign-crawl')) {
      const key = `${part} ${suffix}`;
      const names = countries.get(key) ?? [];
      if (names.length < LARGEST_COUNTRY) names.push(domain);
      countries.set(key, names);
    }
  }
  for (const [key, names] of countries) {
    const part = key.slice(0, key.indexOf(' ')) as Part;
    if (names.length >= FEWEST_OF_COUNTRY) byPart[part].countries.push(names);
  }
  const common = [...words]
    .filter(([word, count]) => count >= NAMES_PER_WORD && word.length >= 3 && word.length <= 10)
    .map(([word]) => word);
  for (const word of common) byPart[partOf(word)].words.push(word);
  for (const { domain } of hostingProviderNames({
    perHost: HOSTED_PER_HOST,
    words: common,
    seed,
  })) {
    byPart[partOf(domain)].hosted.push(domain);
  }
  for (const domains of await ownedDomains()) byPart[partOf(domains[0] ?? '')].owners.push(domains);
  return byPart;
}

/** Domains of one owner, from the `third-party-web` package. */
async function ownedDomains(): Promise<string[][]> {
  const { default: thirdParties } = (await import('third-party-web')) as {
    default: { entities: { domains: string[] }[] };
  };
  return thirdParties.entities
    .map(({ domains }) => [...new Set(domains.map((domain) => domain.replace(/^\*\./, '')))])
    .filter(({ length }) => length >= OWNED_LEAST);
}

function emptyMaterial(part: Part): Mutable<BenignMaterial> {
  return {
    part,
    popular: [],
    rare: [],
    expired: [],
    countries: [],
    thirdParty: [],
    advertisers: [],
    owners: [],
    hosted: [],
    digits: [],
    international: [],
    words: [],
  };
}
