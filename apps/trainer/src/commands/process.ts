import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { processRawData } from '@degas/dataset';
import { escapeControls, firstLeftOut, type ReadReport, reportLine } from '@degas/logs';

import type { CommandContext } from '../command-context.ts';
import { mustBeWritable } from '../output/output-path.ts';
import { formatProcessReport, type ProcessBreakdown } from '../output/process-table.ts';
import { RejectedRows } from '../output/rejected-rows.ts';
import { showProgress } from '../progress/progress.ts';

export interface ProcessCommandOptions {
  readonly raw: string;
  readonly out: string;
  /** Sources to leave out; a `*` at the end stands for any ending. */
  readonly exclude?: readonly string[];
  /** File name → format, where the file doesn't show it. */
  readonly format: Readonly<Record<string, string>>;
  readonly domainColumn?: string;
  readonly labelColumn?: string;
  readonly familyColumn?: string;
  /** The first day, `2020-01-01`, of the generated names that benign lists are searched for. */
  readonly knownDgaFrom?: string;
  readonly knownDgaDays: number;
  readonly shortestDgaLabel?: number;
  readonly dates: boolean;
  /** A file for every dropped row with its reason. */
  readonly rejected?: string;
  /** Whether the report is printed as JSON. */
  readonly json: boolean;
  /** What the printed table breaks the rows down by. */
  readonly by?: ProcessBreakdown;
}

/** Processes raw files into a data set and prints what became of every row. */
export async function processRaw(
  options: ProcessCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  const { format, knownDgaFrom: from, knownDgaDays: days, by, json, ...settings } = options;
  mustBeWritable(options.rejected, '--rejected', filesOf(options.raw));
  const progress = showProgress(terminal, 'reading');
  const rejected =
    options.rejected === undefined ? null : new RejectedRows(options.rejected, terminal);
  const unread: string[] = [];
  let report;
  try {
    report = await processRawData({
      ...settings,
      formats: format,
      knownDga: from === undefined ? 'unchanging' : { from, days },
      onProgress: ({ bytesDone, bytesTotal, rows, file }) => {
        progress.update(bytesDone, bytesTotal, `${rows} rows, ${file}`);
      },
      onReport: (file, read) => {
        unread.push(...notesOn(file, read));
      },
      ...(rejected !== null && {
        onRejected: (row) => {
          rejected.add(row);
        },
      }),
    });
    await rejected?.close();
  } catch (error) {
    await rejected?.discard();
    throw error;
  } finally {
    progress.end();
    for (const note of unread) terminal.stderr.write(`${note}\n`);
  }
  for (const { name, reason } of report.filesLeftOut.ignored) {
    terminal.stderr.write(`left out: ${escapeControls(name)} (${reason})\n`);
  }
  for (const name of report.filesLeftOut.excluded) {
    terminal.stderr.write(`left out: ${escapeControls(name)} (--exclude)\n`);
  }
  if (json) {
    terminal.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  terminal.stdout.write(`${formatProcessReport(report, by)}\ndata set written to ${options.out}\n`);
}

/** What a reader had to guess, and what it left out, with the first such line. */
function notesOn(file: string, report: ReadReport): readonly string[] {
  const name = escapeControls(file);
  const notes = Array.from(report.warnings, (warning) => `${name}: ${warning}`);
  const first = firstLeftOut(report);
  if (first !== null) {
    const source = report.source === '' ? 0 : report.source.length + ': '.length;
    notes.push(`${name}: ${reportLine(report).slice(source)}; the first, ${first}`);
  }
  return notes;
}

/** The file itself, or every file below the folder. */
function filesOf(raw: string): readonly string[] {
  if (statSync(raw, { throwIfNoEntry: false })?.isDirectory() !== true) return [raw];
  return readdirSync(raw, { recursive: true, encoding: 'utf8' }).map((file) => join(raw, file));
}
