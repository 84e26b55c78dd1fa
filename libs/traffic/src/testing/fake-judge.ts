import type { GroupEvidence, GroupVerdict } from '@degas/inference';

import type { TrafficJudge } from '../alerts/judge-client.ts';

/** A judge whose answers can be read off the names: a label that begins with `x` is a DGA's, three failing ones are a campaign. */
export const fakeJudge: TrafficJudge = {
  score: (names) => names.map((name) => (name.startsWith('x') ? 0.99 : 0.001)),
  judgeEvidence(evidence: GroupEvidence, { trials = 1 } = {}): GroupVerdict {
    const list = evidence.failing ?? evidence.all;
    const made = list.names.filter((name) => name.startsWith('x'));
    const rate = trials * 10 ** -made.length;
    const level = rate <= 1e-4 ? 'high' : rate <= 1e-3 ? 'medium' : rate <= 1e-2 ? 'low' : null;
    return {
      score: 1e-3 / (1e-3 + rate),
      level,
      family: level === null ? null : 'unknown',
      names: made.map((name) => ({ name, weight: 1 / made.length })),
      distinctNames: evidence.all.total,
      failed: evidence.failing?.total ?? null,
      reasons: level === null ? [] : [`${made.length} names look made by a machine`],
    };
  },
};
