import { limitPerFamily, readDataset, MIN_SIGNIFICANT_LABEL } from '@degas/dataset';
import type { LabelledDomain } from '@degas/features';
import {
  buildKnownDgaFilter,
  charBot,
  families,
  insertWords,
  insertionPlaces,
} from '@degas/generators';

import { corpusStatistics } from '../recipe/corpus-statistics.ts';
import { validationNames } from '../recipe/flagship-recipe.ts';
import { VALIDATION_YEAR } from '../recipe/generated-names.ts';
import { heldOutSource, isHeldOut } from '../recipe/held-out.ts';
import { sampleEvenly } from '../sampling/sample-evenly.ts';

/** Names that no training of a recipe sees, in groups that protocols ask about. */
export interface ProtocolNames {
  /** Benign, of held-out sources; `source` tells them apart. */
  readonly benign: readonly LabelledDomain[];
  /** Of every family, at dates and seeds of their own. */
  readonly judged: readonly LabelledDomain[];
  /** Of the families named, as the pool has them: for models that saw nothing of these. */
  readonly pool: readonly LabelledDomain[];
  /** What an adversary makes, by attack. */
  readonly attacks: ReadonlyMap<string, readonly LabelledDomain[]>;
  /** Which of these names a known-DGA look-up finds that was built for the judged year. */
  readonly known: ReadonlySet<string>;
}

export const protocolDefaults = { perFamily: 2000, attacked: 10_000, seed: 1 } as const;

/** The attack that the registrable-label rule answers. */
export const LABEL_IN_FRONT = 'label in front';

/** Families whose names are made of words, by their generators' own account and the reports on those without one. */
export const wordListFamilies: ReadonlySet<string> = new Set([
  ...families().flatMap(({ name, kind }) => (kind === 'wordlist' ? [name] : [])),
  'matsnu',
  'rovnix',
]);

/** Reads the processed pool twice; `unseen` are the families to take whole. */
export async function protocolNames(
  data: string,
  unseen: readonly string[],
): Promise<ProtocolNames> {
  const { perFamily, attacked, seed } = protocolDefaults;
  const survey = await corpusStatistics({ data, seed });
  const judged = [...validationNames({ data, seed }, survey)];
  const benign: LabelledDomain[] = [];
  const pool: LabelledDomain[] = [];
  for await (const row of limitPerFamily(readDataset({ source: data }), { perFamily })) {
    if (row.label === 1 && row.family !== null && unseen.includes(row.family)) pool.push(row);
    if (row.label === 0 && isHeldOut(row)) benign.push({ ...row, source: heldOutSource(row) });
  }
  const attacks = new Map<string, LabelledDomain[]>();
  const add = (attack: string, domains: Iterable<string>): void => {
    const rows = Array.from(domains, (domain): LabelledDomain => {
      return { domain, label: 1, family: attack, source: 'attack' };
    });
    attacks.set(attack, rows);
  };
  const popular = benign.filter(({ source }) => !source.startsWith('crawl'));
  add('charbot', charBot(domainsOf(popular, attacked), { seed: seed + 1 }));
  const victims = domainsOf(judged, attacked);
  add('as they are', victims);
  for (const place of insertionPlaces) {
    const attack = place === 'label' ? LABEL_IN_FRONT : `word at ${place}`;
    add(attack, insertWords(victims, { seed: seed + 1, words: survey.words, places: [place] }));
  }
  const filter = buildKnownDgaFilter({
    from: new Date(Date.UTC(VALIDATION_YEAR, 0, 1)),
    days: 365,
  });
  // A look-up without labels of a few letters, as no one could work with its false alarms.
  const known = [...benign, ...judged, ...pool].filter(
    ({ domain }) => domain.indexOf('.') >= MIN_SIGNIFICANT_LABEL && filter.isKnownDga(domain),
  );
  return { benign, judged, pool, attacks, known: new Set(known.map(({ domain }) => domain)) };
}

function domainsOf(rows: readonly LabelledDomain[], count: number): string[] {
  return sampleEvenly(rows, count).map(({ domain }) => domain);
}
