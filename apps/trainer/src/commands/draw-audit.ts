import { join } from 'node:path';

import { textTable } from '@degas/evaluation';
import type { LabelledDomain } from '@degas/features';

import { KEY_FILE, refuseExisting, writeAuditFile } from '../audit/audit-files.ts';
import { crossFittedScores } from '../audit/cross-fit.ts';
import { drawSheet, readingOrder, type SheetName } from '../audit/draw-sheet.ts';
import { openDetector } from '../audit/model-detector.ts';
import { rankCandidates, type ScoredBenign } from '../audit/rank-candidates.ts';
import { namesOfFiles, namesOfSources } from '../audit/read-lists.ts';
import { formatKey } from '../audit/sheet-key.ts';
import { formatSheet } from '../audit/sheet.ts';
import type { CommandContext } from '../command-context.ts';
import { demoDataset } from '../demo-dataset.ts';
import { TrainerError } from '../errors.ts';

export interface DrawOptions {
  /** Files; sources of `data` where that is given. */
  readonly lists: readonly string[];
  /** Processed folder. */
  readonly data?: string;
  /** Folder for the sheets and their key. */
  readonly out: string;
  /** Candidates of each list; there are as many decoys. */
  readonly names: number;
  readonly readings: number;
  /** Model versions that score the names too. */
  readonly detector: readonly string[];
  /** Lists of other people that call names machine-made: each is a detector. */
  readonly outside: readonly string[];
  readonly seed: number;
  readonly overwrite: boolean;
}

/** Draws names of benign lists that machines may have made, mixed with others of the same lists, and writes them to sheets for readers. */
export async function drawAudit(options: DrawOptions, context: CommandContext): Promise<void> {
  const { lists, data, out, readings, seed } = options;
  const progress = (text: string): void => {
    if (!context.isQuiet) context.stderr.write(`${text}\n`);
  };
  const sheets = Array.from({ length: readings }, (_, i) => `reading-${i + 1}.csv`);
  refuseExisting(
    [...sheets, KEY_FILE].map((file) => join(out, file)),
    options.overwrite,
  );
  const names = await (data === undefined
    ? namesOfFiles(lists, context)
    : namesOfSources(data, lists));
  const sources = new Set(names.map(({ source }) => source));
  if (names.length === 0) {
    throw new TrainerError(
      'TRAINER_NO_NAMES',
      `${lists.join(', ')} have no name with a registrable part. Expected lists of domain names; check the files.`,
    );
  }
  const detectors = [];
  for (const directory of options.detector) detectors.push(await openDetector(directory, sources));
  const others: LabelledDomain[] = [];
  for await (const row of demoDataset()) others.push(row);
  let scored = await crossFittedScores(names, others, progress);
  const domains = scored.map(({ domain }) => domain);
  for (const detect of detectors) scored = withScores(scored, detect(domains));
  for (const file of options.outside) {
    const listed = new Set((await namesOfFiles([file], context)).map(({ domain }) => domain));
    const hits = domains.map((domain) => Number(listed.has(domain)));
    progress(`${file} has ${hits.filter(Boolean).length} of the names`);
    scored = withScores(scored, hits);
  }
  const ranked = rankCandidates(scored);
  const quotas = new Map([...sources].map((source) => [source, options.names]));
  const drawn = drawSheet({ ranked, quotas, seed });
  await writeAuditFile(join(out, KEY_FILE), formatKey(drawn));
  for (const [index, file] of sheets.entries())
    await writeAuditFile(join(out, file), formatSheet(readingOrder(drawn, index + 1, seed)));
  context.stdout.write(`${drawnTable(names, drawn)}\n\n${next(out, sheets)}\n`);
}

function withScores(names: readonly ScoredBenign[], more: ArrayLike<number>): ScoredBenign[] {
  return names.map((name, row) => ({ ...name, scores: [...name.scores, more[row] ?? NaN] }));
}

function drawnTable(names: readonly { source: string }[], drawn: readonly SheetName[]): string {
  const count = (rows: readonly { source: string }[], source: string): string =>
    String(rows.filter((row) => row.source === source).length);
  const candidates = drawn.filter(({ isDecoy }) => !isDecoy);
  const decoys = drawn.filter(({ isDecoy }) => isDecoy);
  return textTable([
    ['list', 'names', 'candidates', 'decoys'],
    ...[...new Set(names.map(({ source }) => source))].map((source) => [
      source,
      count(names, source),
      count(candidates, source),
      count(decoys, source),
    ]),
  ]);
}

function next(out: string, sheets: readonly string[]): string {
  const files = sheets.map((file) => join(out, file)).join(' ');
  return (
    `Readers fill in the column answer: human, machine or a reason, unclear (docs/guides/audit-a-list.md); ${KEY_FILE} is not for them.\n` +
    `Then: degas audit --read ${files}`
  );
}
