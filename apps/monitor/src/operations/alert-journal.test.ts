import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Alert } from '@degas/traffic';
import { expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { AlertJournal } from './alert-journal.ts';

test('the alerts of the page are there after a restart, the latest of them, and a half line is no harm', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'degas-journal-'));
  const file = join(folder, 'alerts.jsonl');
  const problems: string[] = [];
  const open = () => AlertJournal.open(file, (message) => problems.push(message), 2);
  const first = await open();
  const raise = (journal: AlertJournal, raised: number, ...alerts: Alert[]): void => {
    for (const alert of alerts) journal.book.add(alert, raised);
    journal.append(alerts, raised);
  };
  raise(first, 1, alertOf('a', { level: 'low' }), alertOf('b'));
  raise(first, 2, alertOf('a', { level: 'high' }), alertOf('c'));
  await first.close();
  appendFileSync(file, '{"raised":3,"alert":{"id":"d"');
  const again = await open();
  expect(again.book.list().map(({ alert, raised }) => [alert.id, alert.level, raised])).toEqual([
    ['c', 'high', 2],
    ['a', 'high', 2],
  ]);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2);
  raise(again, 4, alertOf('e'));
  await again.close();
  const third = await open();
  expect(third.book.list().map(({ alert }) => alert.id)).toEqual(['e', 'c']);
  for (let i = 0; i < 1500; i++) raise(third, 5, alertOf('f', { score: i / 1500 }));
  await third.close();
  expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThan(1010);
  expect(problems).toEqual([]);
  rmSync(folder, { recursive: true });
});
