import { seededRandom } from '@degas/features';

import type { EvaluateScoresInput } from '../evaluate-scores.ts';

/** Families from easy to hard: the power to which a uniform number is raised before it is taken from 1. */
const hardness: Readonly<Record<string, number>> = {
  banjori: 6,
  chinad: 14,
  conficker: 4,
  gozi: 0.9,
  matsnu: 0.6,
  necurs: 5,
  nymaim2: 0.8,
  pykspa: 2.5,
  qakbot: 9,
  suppobox: 0.7,
  symmi: 3,
  tinba: 11,
};

/** A made-up detector's scores: enough benign names for every operating point, the same for the same seed. */
export function sampleScores(benignNames = 120_000, namesPerFamily = 400): EvaluateScoresInput {
  const random = seededRandom(42);
  const rows: {
    score: number;
    label: 0 | 1;
    family: string | null;
    source: string;
    domain: string;
  }[] = [];
  const name = (length: number) =>
    Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)]).join('');
  for (let i = 0; i < benignNames; i++) {
    rows.push({
      score: i % 1000 === 999 ? NaN : random() ** 6,
      label: 0,
      family: null,
      source: i % 3 === 0 ? 'tranco.csv.gz' : 'benign-crawl.csv.gz',
      domain: `${name(3 + (i % 11))}.${['com', 'org', 'de', 'co.uk'][i % 4] ?? 'com'}`,
    });
  }
  for (const [family, power] of Object.entries(hardness)) {
    for (let i = 0; i < namesPerFamily; i++) {
      rows.push({
        score: i % 200 === 199 ? NaN : 1 - random() ** power,
        label: 1,
        family,
        source: `dga-${family}.csv.gz`,
        domain: `${name(8 + (i % 20))}.${i % 2 === 0 ? 'com' : 'biz'}`,
      });
    }
  }
  return {
    scores: Float32Array.from(rows, ({ score }) => score),
    labels: Uint8Array.from(rows, ({ label }) => label),
    families: rows.map(({ family }) => family),
    sources: rows.map(({ source }) => source),
    domains: rows.map(({ domain }) => domain),
  };
}
