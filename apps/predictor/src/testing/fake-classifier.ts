import {
  groupEvidence,
  type GroupEvidence,
  type GroupVerdict,
  type Verdict,
} from '@degas/inference';

import type { ServedClassifier } from '../models/served-classifier.ts';

/**
 * A classifier whose answers can be worked out by hand: the score of a name or a text is its length / 64, that of a
 * row its first code / 64; `10.0.0.1` and names without a dot are skipped. That of a group is its failing names / 64,
 * or its names / 64 where answers are not known; each name has the same part.
 */
export function fakeClassifier(version = 1): ServedClassifier & { readonly closed: () => boolean } {
  let closed = false;
  const scoreOf = (name: string): number =>
    isSkipped(name) ? Number.NaN : Math.min(1, name.length / 64);
  return {
    model: {
      name: 'degas',
      version,
      encoding: { name: 'degas', version: 1, length: 75 },
      labels: ['benign', 'dga'],
      judgesGroups: true,
    },
    cacheHits: 0,
    classify: (names) => names.map((name) => verdictOf(name, scoreOf(name))),
    explain: (name) => ({
      verdict: verdictOf(name, scoreOf(name)),
      sentence: `It has ${name.length} characters.`,
      characters: Array.from(name, (text, at) => ({ text, at, weight: 1 / 64 })),
      ngrams: [],
      facts: null,
    }),
    judgeEvidence: groupVerdict,
    judgeGroup: (names, answers) =>
      groupVerdict(
        groupEvidence(
          names,
          names.map(() => 0),
          (answers?.failed as readonly boolean[] | undefined) ?? null,
        ),
      ),
    score: (names) => Float32Array.from(names, scoreOf),
    scoreTexts: (texts) => Float32Array.from(texts, (text) => Math.min(1, text.length / 64)),
    scoreCodes: (codes) =>
      Float32Array.from({ length: codes.length / 75 }, (_, row) => (codes[row * 75] ?? 0) / 64),
    close: () => {
      closed = true;
    },
    closed: () => closed,
  };
}

const isSkipped = (name: string): boolean => !name.includes('.') || name === '10.0.0.1';

function verdictOf(domain: string, score: number): Verdict {
  if (isSkipped(domain)) {
    const skipped = domain === '10.0.0.1' ? 'ip_address' : 'single_label';
    return {
      domain,
      registrable: null,
      score: null,
      label: 'skipped',
      level: null,
      family: null,
      kind: null,
      candidates: [],
      skipped,
    };
  }
  const label = score >= 0.5 ? 'dga' : 'benign';
  return {
    domain,
    registrable: domain,
    score,
    label,
    level: null,
    family: null,
    kind: null,
    candidates: [],
    skipped: null,
  };
}

function groupVerdict({ all, failing }: GroupEvidence): GroupVerdict {
  const telling = failing ?? all;
  const isHigh = telling.total >= 2;
  return {
    score: telling.total / 64,
    level: isHigh ? 'high' : null,
    family: isHigh ? 'unknown' : null,
    names: telling.names.map((name) => ({ name, weight: 1 / telling.total })),
    distinctNames: all.total,
    failed: failing?.total ?? null,
    reasons: isHigh ? [`${telling.total} names`] : [],
  };
}
