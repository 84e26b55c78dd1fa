import { groupEvidence } from '@degas/inference';
import type { GroupCase } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import { loadModel } from '../../models/load-model.ts';
import { writeGroupModel } from '../../testing/group-model.ts';
import { SharedJudging } from './shared-judging.ts';

/** What the judge here says of every group. */
const HERE = -100;
const here = { groupLogit: () => HERE };
const clock = new Int32Array(new SharedArrayBuffer(4));

function caseOf(i: number): GroupCase {
  if (i % 10 === 0) return { group: null };
  const names = [`${(i * 7919).toString(36)}q.com`, `${(i * 104_729).toString(36)}x.net`];
  return { group: { evidence: groupEvidence(names, [2 - (i % 5), -1], [true, i % 2 === 0]) } };
}

test('a thread says what the judge here would say, in order', async () => {
  const model = await writeGroupModel();
  const classifier = await loadModel(model);
  const judging = new SharedJudging(here, model);
  const given: GroupCase[] = [];
  let answered = 0;
  const until = performance.now() + 20_000;
  function* cases(): Iterable<GroupCase> {
    for (let i = 0; answered < 100 && performance.now() < until; i++) {
      const one = caseOf(i);
      given.push(one);
      yield one;
      if (i % 32 === 0) Atomics.wait(clock, 0, 0, 20);
    }
  }
  const taken: GroupCase[] = [];
  for (const [one, logit] of judging.ahead(cases())) {
    taken.push(one);
    if (one.group === null) expect(logit).toBeUndefined();
    else if (logit !== HERE) {
      answered++;
      expect(logit).toBe(classifier.groupLogit(one.group.evidence));
    }
  }
  await judging.end();
  expect(answered).toBeGreaterThanOrEqual(100);
  expect(taken).toEqual(given);
});

test('what a thread that fails does not answer is worked out here', async () => {
  const judging = new SharedJudging(here, '/no/such/model');
  const cases = Array.from({ length: 3000 }, (_, i) => caseOf(i));
  const judged = [...judging.ahead(cases)];
  await judging.end();
  expect(judged.map(([one]) => one)).toEqual(cases);
  expect(new Set(judged.map(([, logit]) => logit))).toEqual(new Set([undefined, HERE]));
});
