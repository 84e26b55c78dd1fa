import { expect, test } from '@jest/globals';

import { isoWeek } from './iso-week.ts';

test.each([
  ['2020-12-28', 53],
  ['2021-01-03', 53],
  ['2021-01-04', 1],
  ['2024-12-30', 1],
  ['2026-11-24', 48],
  ['2027-01-01', 53],
])('%s is in week %d', (day, week) => {
  expect(isoWeek(new Date(day))).toBe(week);
});
