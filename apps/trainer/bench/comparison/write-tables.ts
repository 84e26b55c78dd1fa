import { readFile, writeFile } from 'node:fs/promises';

import { markdownTable } from '@degas/evaluation';

import type { Budget } from './contenders.ts';
import type { Figures, SetFigures } from './judge.ts';
import type { Pool } from './pool.ts';

/** What one contender's file holds. */
export interface Result {
  readonly name: string;
  /** Of the networks; the forest is its library's own. */
  readonly backend: string;
  readonly budget: Budget;
  readonly rows: Readonly<
    Record<keyof Pool, { readonly benign: number; readonly dga: number; readonly families: number }>
  >;
  readonly figures: Figures;
}

const START = '<!-- tables: written by apps/trainer/bench/compare-networks.ts -->';
const END = '<!-- end of tables -->';

/** Replaces what stands between the two marks of the page. */
export async function writeTables(
  file: string,
  results: readonly Result[],
  absent: readonly string[],
): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [before, rest] = [page.indexOf(START), page.indexOf(END)];
  if (before === -1 || rest === -1) throw new Error(`${file} lacks the marks ${START} and ${END}.`);
  const body = [...tables(results), ...missing(absent)].join('\n\n');
  await writeFile(file, `${page.slice(0, before)}${START}\n\n${body}\n\n${page.slice(rest)}`);
}

function missing(absent: readonly string[]): string[] {
  return absent.length === 0 ? [] : [`Not yet run: ${absent.join(', ')}.`];
}

function tables(results: readonly Result[]): string[] {
  const [first] = results;
  if (!first) return [];
  const { training, seen, otherDates, unseenFamilies, unseenBenign } = first.rows;
  const count = (value: number): string => value.toLocaleString('en-US');
  const set = (pick: (figures: Figures) => SetFigures | null): string =>
    markdownTable([
      ['model', 'accuracy', 'AUC', 'TPR at 1e-2', 'at 1e-3', 'at 1e-4', 'mean of families at 1e-2', 'at 1e-3', 'at 1e-4'], // prettier-ignore
      ...results.flatMap(({ name, figures }) => {
        const picked = pick(figures);
        if (picked === null) return [];
        const { accuracy, auc, recall, macroRecall } = picked;
        return [[name, ...[accuracy, auc, ...recall, ...macroRecall].map(share)]];
      }),
    ]);
  return [
    `Pool: ${count(training.benign + training.dga)} training names (${count(training.benign)} benign, ${count(training.dga)} of ${training.families} families); ${first.budget.epochs} epoch(s), batches of ${first.budget.batchSize}, seed ${first.budget.seed}, backend ${first.backend}.`,
    '### Cost',
    markdownTable([
      ['model', 'parameters', 'training, CPU s', 'names trained a CPU s', 'names scored a CPU s'],
      ...results.map(({ name, figures }) => [
        name,
        count(figures.parameters),
        count(Math.round(figures.trainingSeconds)),
        count(Math.round(figures.trainedNamesPerSecond)),
        count(Math.round(figures.scoredNamesPerSecond)),
      ]),
    ]),
    `### Seen families: ${count(seen.dga)} held-out names of ${seen.families} families, ${count(unseenBenign.benign)} benign names of unseen sources`,
    set(({ seenFamilies }) => seenFamilies),
    `### Seen families, another date: ${count(otherDates.dga)} names that ${otherDates.families} families make on 2027-06-15, the same benign names`,
    set((figures) => figures.otherDates),
    `### Unseen families: ${count(unseenFamilies.dga)} names of ${unseenFamilies.families} families, the same benign names`,
    set((figures) => figures.unseenFamilies),
    `### Unseen benign sources: what a threshold set on ${count(seen.benign)} benign names of seen sources lets through`,
    markdownTable([
      ['model', 'set for 1e-2', 'set for 1e-3'],
      ...results.map(({ name, figures }) => [
        name,
        ...figures.unseenSourcesFalsePositiveRate.map((rate) =>
          rate === null ? '-' : rate.toExponential(2),
        ),
      ]),
    ]),
    '### The original project’s test set: 10,000 benign and 10,000 DGA names, families unknown',
    set(({ benchmark }) => benchmark),
  ];
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}
