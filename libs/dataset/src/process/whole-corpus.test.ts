import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from '@jest/globals';

import { folderOf } from '../testing/temporary-folder.ts';

const raw = join(import.meta.dirname, '../../../../../shared/data/raw');
const pool = existsSync(raw) ? test : test.skip;

pool(
  'the whole corpus (skipped where ../shared/data is absent): the report adds up, no registrable name is on both sides',
  async () => {
    const program = join(import.meta.dirname, '../testing/corpus-check.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--conditions=@degas/source', '--import', 'tsx', program, raw, folderOf()],
    ]);
    const { addsUp, sums, report, rows, repeated, sides } = JSON.parse(stdout) as {
      addsUp: boolean;
      sums: number[];
      report: { rows: number; kept: number };
      rows: number;
      repeated: number;
      sides: { name: string; training: number; test: number; neither: number }[];
    };
    expect(addsUp).toBe(true);
    expect(sums).toEqual([report.rows, report.rows, report.rows]);
    expect([rows, repeated]).toEqual([report.kept, 0]);
    for (const { training, test: tested, neither } of sides) {
      expect(training + tested + neither).toBe(rows);
      expect(Math.min(training, tested)).toBeGreaterThan(10_000);
    }
  },
  600_000,
);
