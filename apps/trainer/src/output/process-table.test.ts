import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { processRawData } from '@degas/dataset';
import { expect, test } from '@jest/globals';

import { formatProcessReport } from './process-table.ts';

const RAW = {
  'dga-necurs.csv': 'abcd.com,necurs\nABCD.com,necurs\n10.0.0.1,necurs\nefgh.org,necurs\n',
  'tranco.csv': '1,example.org\n2,www.example.org\n',
};

test('the report as a table: in, out by reason, left; then the same for each family', async () => {
  const raw = mkdtempSync(join(tmpdir(), 'degas-table-'));
  for (const [name, text] of Object.entries(RAW)) writeFileSync(join(raw, name), text);
  const out = join(mkdtempSync(join(tmpdir(), 'degas-table-')), 'out');
  const report = await processRawData({ raw, out });
  const [totals = '', families = ''] = formatProcessReport(report, 'family').split('\n\n');
  expect(totals.split('\n')).toEqual([
    'rows read            6',
    'dropped: duplicate   2',
    'dropped: ip_address  1',
    'kept                 3',
    'kept: benign         1',
    'kept: DGA            2',
  ]);
  expect(families.split('\n')).toEqual([
    'family  rows  kept  dropped  by reason',
    'benign     2     1        1  duplicate 1',
    'necurs     4     2        2  duplicate 1, ip_address 1',
    'all        6     3        3  duplicate 2, ip_address 1',
  ]);
  expect(formatProcessReport(report)).toBe(totals);
  expect(formatProcessReport(report, 'file')).toContain('\ntranco.csv ');
  expect(formatProcessReport(report, 'source')).toContain('\ndga-necurs ');
});
