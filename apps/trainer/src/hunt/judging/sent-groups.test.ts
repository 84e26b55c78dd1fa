import { groupEvidence } from '@degas/inference';
import { expect, test } from '@jest/globals';

import { receivedGroups, sentGroups } from './sent-groups.ts';

test('groups come as they were sent', () => {
  const names = ['qxkzjvw.com', 'example.org', 'bwnqplk.net'];
  const groups = [
    groupEvidence(names, [3.5, -9, 1.25], [true, false, true]),
    groupEvidence(names, [3.5, -9, 1.25], null),
    groupEvidence(names, [3.5, -9, 1.25], [false, false, false]),
    groupEvidence([], [], null),
  ];
  expect(receivedGroups(sentGroups(groups))).toEqual(groups);
  expect(receivedGroups(sentGroups([]))).toEqual([]);
});
