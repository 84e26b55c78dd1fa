import { expect, test } from '@jest/globals';

import { clientsPage } from './clients-page.ts';
import type { ClientsReport } from './judge-clients.ts';

const report = (detector: string, hasAnswers: boolean): ClientsReport => ({
  detector,
  hasAnswers,
  thresholds: { low: 1, medium: 2, high: 3 },
  falseAlerts: { low: 0.008, medium: 0.0012, high: 0 },
  falseAlertsByKind: { ordinary: 0.0005, typos: 0.002, advertiser: 0.6 },
  recall: {
    seen: {
      low: { 5: 0.98, 10: 1 },
      medium: { 5: 0.961, 10: 0.994 },
      high: { 5: 0.9, 10: 0.97 },
    },
  },
  families: { qakbot: { 5: 1, 10: 1 }, nymaim2: { 5: 0.2, 10: 0.5 } },
  ...(hasAnswers && {
    namesUntilAlert: { seen: { median: 2, ninetieth: 4 } },
    namesByFamily: {
      qakbot: { median: 2, ninetieth: 3 },
      nymaim2: { median: 28, ninetieth: null },
    },
  }),
});

test('the page has every detector in the same tables, and pictures of the first', async () => {
  const detectors = ['group network', 'ten failing hosts'];
  const reports = detectors.flatMap((name) => [report(name, true), report(name, false)]);
  const page = await clientsPage(reports, [5, 10]);
  expect(page.match(/ten failing hosts, with answers/g)).toHaveLength(3);
  expect(page).toContain('0.961');
  expect(page.match(/<svg/g)).toHaveLength(5);
  expect(page).toContain('<td>never</td>');
  expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});
