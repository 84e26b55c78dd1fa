import { escapeControls, rejectedLines, type Column, type VerdictFormat } from '@degas/logs';
import { STDIN } from '@degas/logs/node';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { FileOutput } from '../output/file-output.ts';
import { isNoOutput, mustBeWritable, mustDiffer } from '../output/output-path.ts';
import { paint } from '../output/paint.ts';
import { stoppedEarly } from '../output/stopped-early.ts';
import { nameBatches } from '../predict/name-batches.ts';
import { openRowWriters } from '../predict/open-row-writers.ts';
import { RunSummary } from '../predict/run-summary.ts';
import { writeBatches } from '../predict/write-batches.ts';
import { findInputs } from '../reading/find-inputs.ts';
import { sayWaiting } from '../reading/say-waiting.ts';
import { readRuleFiles, type RuleFiles } from '../rules/classifier-settings.ts';

export interface PredictOptions extends RuleFiles {
  /** Names of the command line. */
  readonly names: readonly string[];
  /** Files, folders, patterns and `-`; with neither names nor inputs, standard input is read. */
  readonly inputs: readonly string[];
  /** A file or `-`. */
  readonly output: string;
  readonly outputFormat: VerdictFormat;
  /** A format of `@degas/logs`; detected unless given. */
  readonly inputFormat?: string;
  /** What holds the name: a title, a dotted path in JSON, or the number of a column from 1. */
  readonly column?: Column;
  readonly delimiter?: string;
  /** A file for records that could not be read. */
  readonly rejected?: string;
  /** Whether the fields of each record follow its verdict. */
  readonly keep: boolean;
  /** A model folder, or undefined for the bundled model. */
  readonly model?: string;
  readonly workers: number;
}

/**
 * Writes a verdict for each record, in input order. Returns the number of names classified as DGA; throws where an input
 * could not be understood, regardless of the others.
 */
export async function predict(options: PredictOptions, terminal: CommandContext): Promise<number> {
  const { names, keep, rejected, output, allow, deny, knownDga, settings } = options;
  const inputs = names.length + options.inputs.length === 0 ? [STDIN] : options.inputs;
  const listed = await findInputs(inputs, '--name');
  const read = [...listed, allow, deny, knownDga, settings];
  mustBeWritable(output, '--output', read);
  mustBeWritable(rejected, '--rejected', read);
  mustDiffer({ '--output': output, '--rejected': rejected });
  const isShown = output === STDIN && options.outputFormat === 'tsv';
  const writers = await openRowWriters(
    options.model,
    await readRuleFiles(options, terminal.now()),
    {
      format: options.outputFormat,
      dgaLabel: isShown ? paint(terminal, 'stdout', 'red', 'dga') : 'dga',
      titles: null,
    },
    options.workers,
  );
  const files = {
    verdicts: new FileOutput(output, terminal),
    rejected: rejected === undefined ? null : new FileOutput(rejected, terminal),
  };
  const summary = new RunSummary();
  sayWaiting(inputs, 'names, one a line,', terminal);
  try {
    const batches = nameBatches(names, inputs, readOptionsOf(options, summary, terminal));
    for await (const written of writeBatches(batches, writers, keep)) {
      if (files.verdicts.hasFailed || terminal.signal.aborted) break;
      summary.add(written);
      await files.verdicts.write(written.text);
      await files.rejected?.write(rejectedLines(written.source, written.rejections));
    }
    await files.verdicts.write(writers.end());
    if (!files.verdicts.hasFailed) mustBeUnderstood(summary, terminal);
  } catch (error) {
    await files.verdicts.discard();
    await files.rejected?.close();
    throw error;
  } finally {
    await writers.close();
  }
  if (terminal.signal.aborted) {
    await files.rejected?.close();
    const where = await files.verdicts.closeEarly();
    throw stoppedEarly(`${summary.names} names`, `their verdicts are ${where}`);
  }
  await files.verdicts.close();
  await files.rejected?.close();
  return summary.dga;
}

function readOptionsOf(
  { inputFormat, column, delimiter, keep, output, rejected }: PredictOptions,
  summary: RunSummary,
  { stdin, stderr }: CommandContext,
) {
  return {
    keep,
    stdin,
    wants: isNoOutput([output, rejected]),
    ...(inputFormat !== undefined && { inputFormat }),
    ...(column !== undefined && { column }),
    ...(delimiter !== undefined && { delimiter }),
    onReport: (report: Parameters<RunSummary['addSource']>[0]) => {
      summary.addSource(report, true);
      for (const warning of report.warnings) stderr.write(`${report.source}: ${warning}\n`);
    },
    onLeftOut: (name: string, reason: string) => {
      summary.leftOut.push({ name, reason });
      stderr.write(`left out: ${escapeControls(name)} (${reason})\n`);
    },
  };
}

function mustBeUnderstood(summary: RunSummary, { stderr, isQuiet }: CommandContext): void {
  const line = summary.line();
  if (line !== null && !isQuiet) stderr.write(`${line}\n`);
  const failures = summary.failures();
  if (failures.length === 0) return;
  throw new TrainerError(
    'TRAINER_INPUT_NOT_UNDERSTOOD',
    `${failures.join(' ')} Name the format with --input-format (see --list-formats) or the column with --column.`,
  );
}
