import { expect, test } from '@jest/globals';

import { infection } from '../testing/events.ts';
import { fakeJudge } from '../testing/fake-judge.ts';
import { TrafficWatch } from '../traffic-watch.ts';
import { resultOfAlert } from './client-result.ts';
import { ecsDocument } from './ecs-document.ts';

test('an alert of no known family has the technique, and no software', () => {
  const watch = new TrafficWatch(fakeJudge);
  watch.add(infection('10.0.0.7', 1_795_161_600_000, 8));
  const [alert] = watch.finish();
  if (alert === undefined) throw new Error('no alert');
  const result = resultOfAlert(alert);
  expect(result.family).toBeNull();
  const document = ecsDocument(result, 'degas.hunt') as { threat: object };
  expect(document.threat).toMatchObject({ technique: { subtechnique: { id: ['T1568.002'] } } });
  expect(document.threat).not.toHaveProperty('software');
});
