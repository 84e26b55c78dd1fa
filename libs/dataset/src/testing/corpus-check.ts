import { join } from 'node:path';

import { registrableName } from '@degas/features';

import type { RowCounts } from '../process/counts.ts';
import { processRawData } from '../process/process-dataset.ts';
import { readDataset } from '../processed/read-dataset.ts';
import { splitByDate } from '../splits/by-date.ts';
import { splitBySource } from '../splits/by-source.ts';
import { holdOutBenignSources } from '../splits/hold-out-benign-sources.ts';
import { holdOutFamilies } from '../splits/hold-out-families.ts';
import { splitIntoFolds } from '../splits/k-fold.ts';
import { splitAtRandom } from '../splits/random.ts';
import { StringTable } from '../storage/string-table.ts';

/** What `whole-corpus.test.ts` asserts, as JSON; a program, for under Jest millions of rows take minutes. */
const [, , raw = '', folder = ''] = process.argv;
const out = join(folder, 'processed');
const report = await processRawData({ raw, out, knownDga: 'unchanging' });

const addsUp = ({ rows, kept, dropped }: RowCounts): boolean =>
  rows === kept + Object.values(dropped).reduce((sum, count) => sum + count, 0);
const parts = [report.files, Object.values(report.bySource), Object.values(report.byFamily)];
const sum = (counts: readonly RowCounts[]): number =>
  counts.reduce((all, { rows }) => all + rows, 0);

const splits = [
  splitAtRandom(),
  splitBySource({ testSources: ['tranco', 'dga-t*'] }),
  splitByDate({ testFrom: '2020-01-01' }),
  holdOutFamilies(),
  holdOutBenignSources(),
  splitIntoFolds({ fold: 0 }),
];
const sides = splits.map(({ name }) => ({ name, training: 0, test: 0, neither: 0 }));
const names = new StringTable();
let rows = 0;
/** A registrable name that comes once is on one side of every split. */
let repeated = 0;
for await (const row of readDataset({ source: out })) {
  rows++;
  const { registrable } = registrableName(row.domain);
  const before = names.size;
  if (registrable !== row.domain || names.add(registrable) !== before) repeated++;
  for (const [i, split] of splits.entries()) {
    const counts = sides[i];
    if (counts !== undefined) counts[split.sideOf(row)]++;
  }
}
process.stdout.write(
  JSON.stringify({
    addsUp: [report, ...parts.flat()].every(addsUp),
    sums: parts.map(sum),
    report: { rows: report.rows, kept: report.kept },
    rows,
    repeated,
    sides,
  }),
);
