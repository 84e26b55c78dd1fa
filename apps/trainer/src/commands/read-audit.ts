import { dirname, join } from 'node:path';

import { textTable } from '@degas/evaluation';

import {
  KEY_FILE,
  notUnderstood,
  refuseExisting,
  textOf,
  writeAuditFile,
} from '../audit/audit-files.ts';
import {
  compareReadings,
  type Reading,
  type ReadingComparison,
} from '../audit/compare-readings.ts';
import type { SheetName } from '../audit/draw-sheet.ts';
import { readKey } from '../audit/sheet-key.ts';
import { readSheet } from '../audit/sheet.ts';
import { formatDigests } from '../audit/verdict-digests.ts';
import type { CommandContext } from '../command-context.ts';

const DIGESTS_FILE = 'digests.csv';
/** Rejected rows that are shown one by one. */
const SHOWN = 10;

export interface ReadOptions {
  /** Sheets of one or two readers. */
  readonly sheets: readonly string[];
  /** The file of the sheets' key; the one beside the first sheet unless given. */
  readonly key?: string;
  /** The file for the digests; `digests.csv` beside the first sheet unless given. */
  readonly out?: string;
  readonly overwrite: boolean;
}

/** Reads answers back, says how far readers agree and what they call decoys, and writes the digests of what is not a person's. */
export async function readAudit(
  { sheets, overwrite, ...files }: ReadOptions,
  { stdout, stderr }: CommandContext,
): Promise<void> {
  const folder = dirname(sheets[0] ?? '');
  const { key: keyFile = join(folder, KEY_FILE), out = join(folder, DIGESTS_FILE) } = files;
  refuseExisting([out], overwrite);
  // A sheet that is missing is the likelier mistake than its key.
  for (const sheet of sheets) await textOf(sheet, '--read');
  const key = readKey(await textOf(keyFile, '--key'));
  if (key === null)
    throw notUnderstood(keyFile, 'the key that degas audit wrote beside the sheets', '--key');
  const readings: Reading[] = [];
  for (const sheet of sheets) readings.push(await answersOf(sheet, key, stderr));
  const [first = new Map(), ...others] = readings;
  const comparison = compareReadings(key, [first, ...others]);
  await writeAuditFile(out, formatDigests(comparison.verdicts));
  stdout.write(
    `${comparisonText(comparison, first.size)}\n\ndigests written to ${out}; --audit ${out} of degas train and degas evaluate leaves the names out\n`,
  );
}

/** The answers of a sheet to names that the key has. */
async function answersOf(
  file: string,
  key: readonly SheetName[],
  stderr: CommandContext['stderr'],
): Promise<Reading> {
  const sheet = readSheet(await textOf(file, '--read'));
  if (sheet === null)
    throw notUnderstood(file, 'a sheet with the columns name and answer', '--read');
  const known = new Set(key.map(({ domain }) => domain));
  const strangers = [...sheet.answers.keys()].filter((name) => !known.has(name));
  const answers = new Map([...sheet.answers].filter(([name]) => known.has(name)));
  if (answers.size === 0 || sheet.unanswered === sheet.answers.size) {
    throw notUnderstood(
      file,
      `a sheet of this key with answers, but found ${answers.size} of its names, ${sheet.unanswered} of them unanswered`,
      '--read',
    );
  }
  for (const { line, reason } of sheet.rejected.slice(0, SHOWN))
    stderr.write(`${file}, line ${line}: ${reason}\n`);
  const notes = [
    [sheet.rejected.length, 'rows could not be read and are left out'],
    [strangers.length, 'names are not in the key and are left out'],
    [known.size - answers.size, 'names of the key have no row'],
    [sheet.unanswered, 'names have no answer, which counts as human'],
  ] as const;
  for (const [count, what] of notes) if (count > 0) stderr.write(`${file}: ${count} ${what}\n`);
  return answers;
}

function comparisonText({ agreement, decoys, verdicts }: ReadingComparison, names: number): string {
  const counts = new Map<string, number>();
  for (const verdict of verdicts.values()) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const table = textTable([
    ['answer', 'names'],
    ['human', String(names - verdicts.size)],
    ...[...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([verdict, count]) => [verdict, String(count)]),
  ]);
  const called = decoys.map(({ source, names: of, machine, interval }) => [
    source,
    String(of),
    String(machine),
    percent(machine / of),
    interval === null ? '–' : `${percent(interval.low)} to ${percent(interval.high)}`,
  ]);
  const agreed =
    agreement.observed === null
      ? 'One reading: no agreement to tell.'
      : `Two readings of ${agreement.names} names agree on ${percent(agreement.observed)}: Cohen’s κ ${agreement.kappa?.toFixed(3) ?? 'not defined, as all answers are one'}.`;
  return [
    table,
    textTable([['decoys of', 'names', 'called machine', 'share', '95 % interval'], ...called]),
    agreed,
  ].join('\n\n');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
