import type { GenerateOptions } from '../family.ts';

/** A list of ours and how many of its names were seen in a file of the pool. */
export interface CorpusMatch {
  /** Where the pool calls the family otherwise. */
  readonly file?: string;
  readonly options: GenerateOptions;
  /** Distinct names of the list, and those in the pool. */
  readonly made: number;
  readonly found: number;
}

/** What shows that a family's generator is right; tests hold it to the shared files. */
export interface FamilyProof {
  /** Published vectors that are reproduced, which are all. */
  readonly vectors: number;
  readonly pool: readonly CorpusMatch[];
  /** Why the pool shows nothing. */
  readonly absent?: string;
}

/**
 * The pool's files are drawn from many dates, seeds and sources, so that one list is never whole in
 * them. Where few are found, most of the file has seeds or dates that nobody published.
 */
export const familyProofs: Readonly<Record<string, FamilyProof>> = {
  banjori: {
    vectors: 6,
    pool: [
      { options: { seed: 'antisemitismgavenuteq.com', count: 10000 }, made: 10000, found: 1509 },
    ],
  },
  bazarloader: { vectors: 35, pool: [], absent: 'it does not hold the family' },
  bigviktor: {
    vectors: 5,
    pool: [{ options: { date: new Date('2021-12-11') }, made: 1000, found: 272 }],
  },
  ccleaner: {
    vectors: 3,
    pool: [{ options: { date: new Date('2024-01-01') }, made: 1, found: 1 }],
  },
  chinad: {
    vectors: 4,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 256, found: 98 }],
  },
  corebot: {
    vectors: 5,
    pool: [{ options: { date: new Date('2024-12-24'), seed: '1DBA8930' }, made: 40, found: 28 }],
  },
  dircrypt: { vectors: 5, pool: [{ options: { count: 10000 }, made: 10000, found: 2 }] },
  dmsniff: { vectors: 3, pool: [{ options: {}, made: 35, found: 35 }] },
  dnschanger: { vectors: 6, pool: [{ options: { seed: 12345 }, made: 5, found: 5 }] },
  enviserv: { vectors: 3, pool: [], absent: 'it does not hold the family' },
  fobber: { vectors: 4, pool: [{ options: { count: 10000 }, made: 10000, found: 5467 }] },
  gameover: {
    vectors: 4,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 1000, found: 467 }],
  },
  gozi: {
    vectors: 11,
    pool: [{ options: { date: new Date('2017-08-13'), variant: 'nasa' }, made: 12, found: 2 }],
  },
  kraken: {
    vectors: 11,
    pool: [{ options: { variant: 'v1', count: 10000 }, made: 9996, found: 3732 }],
  },
  locky: {
    vectors: 14,
    pool: [{ options: { date: new Date('2017-07-04') }, made: 12, found: 12 }],
  },
  m0yv: {
    vectors: 8,
    pool: [],
    absent:
      "the pool's eight names have other top-level domains and longer labels: another version's",
  },
  monerominer: {
    vectors: 3,
    pool: [{ options: { date: new Date('2024-12-18') }, made: 2500, found: 1940 }],
  },
  murofet: {
    vectors: 10,
    pool: [
      { options: { date: new Date('2024-12-26') }, made: 1020, found: 1020 },
      {
        file: 'murofetweekly',
        options: { date: new Date('2024-01-01'), variant: 'v3' },
        made: 1000,
        found: 1,
      },
    ],
  },
  mydoom: {
    vectors: 4,
    pool: [{ options: { date: new Date('2024-05-31') }, made: 99, found: 79 }],
  },
  necurs: {
    vectors: 5,
    pool: [{ options: { date: new Date('2017-07-06') }, made: 2048, found: 1717 }],
  },
  ngioweb: { vectors: 7, pool: [{ options: { count: 10000 }, made: 10000, found: 3017 }] },
  nymaim: {
    vectors: 4,
    pool: [{ options: { date: new Date('2017-07-04') }, made: 128, found: 128 }],
  },
  nymaim2: {
    vectors: 6,
    pool: [{ options: { date: new Date('2022-04-25') }, made: 704, found: 201 }],
  },
  orchard: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 16, found: 16 }],
  },
  padcrypt: {
    vectors: 8,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 24, found: 18 }],
  },
  pitou: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-28') }, made: 260, found: 13 }],
  },
  proslikefan: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 100, found: 10 }],
  },
  pushdo: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-26') }, made: 1350, found: 1290 }],
  },
  pykspa: {
    vectors: 9,
    pool: [
      {
        options: { date: new Date('2017-07-04'), variant: 'improved_set2' },
        made: 800,
        found: 589,
      },
    ],
  },
  qadars: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-24'), seed: 'e08a' }, made: 200, found: 145 }],
  },
  qakbot: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-26') }, made: 5000, found: 3740 }],
  },
  qsnatch: {
    vectors: 6,
    pool: [{ options: { date: new Date('2024-12-26') }, made: 2610, found: 863 }],
  },
  ramdo: { vectors: 3, pool: [{ options: { count: 10000 }, made: 10000, found: 7454 }] },
  ramnit: {
    vectors: 6,
    pool: [{ options: { seed: '4bfcbc6a', count: 10000 }, made: 10000, found: 1497 }],
  },
  ranbyus: {
    vectors: 8,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 40, found: 21 }],
  },
  reconyc: {
    vectors: 4,
    pool: [],
    absent: "the malware's seeds are unknown: the milliseconds since a machine was switched on",
  },
  sharkbot: {
    vectors: 13,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 7, found: 7 }],
  },
  shiotob: { vectors: 5, pool: [{ options: {}, made: 2001, found: 1508 }] },
  simda: { vectors: 3, pool: [{ options: {}, made: 1000, found: 997 }] },
  sisron: {
    vectors: 3,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 40, found: 40 }],
  },
  suppobox: {
    vectors: 10,
    pool: [
      {
        options: { date: new Date('2024-10-09'), variant: 'v2_net_ru', seed: 2 },
        made: 614,
        found: 512,
      },
      {
        file: 'pizd',
        options: { date: new Date('2024-06-17'), variant: 'v2_net_ru' },
        made: 614,
        found: 54,
      },
    ],
  },
  symmi: { vectors: 4, pool: [{ options: { date: new Date('2017-07-01') }, made: 64, found: 64 }] },
  tempedreve: {
    vectors: 4,
    pool: [{ options: { date: new Date('2400-01-01'), count: 1000 }, made: 1000, found: 154 }],
  },
  tinba: {
    vectors: 4,
    pool: [{ options: { seed: 'j193HsnW72Yqns7u', count: 10000 }, made: 10000, found: 4842 }],
  },
  tufik: {
    vectors: 3,
    pool: [{ options: { date: new Date('2024-12-24') }, made: 1020, found: 771 }],
  },
  unnamed_downloader: { vectors: 3, pool: [], absent: 'it does not hold the family' },
  vawtrak: {
    vectors: 7,
    pool: [{ options: { variant: 'v3', seed: '874c49', count: 10000 }, made: 9932, found: 5390 }],
  },
  verblecon: { vectors: 4, pool: [], absent: 'it does not hold the family' },
  vidro: { vectors: 3, pool: [], absent: 'it does not hold the family' },
  xshellghost: { vectors: 5, pool: [], absent: 'it does not hold the family' },
  zloader: {
    vectors: 5,
    pool: [{ options: { date: new Date('2020-01-31') }, made: 32, found: 9 }],
  },
};
