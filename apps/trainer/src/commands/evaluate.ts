import { writeFile } from 'node:fs/promises';

import { readDataset } from '@degas/dataset';
import { evaluateScores, formatReport } from '@degas/evaluation';
import { loadClassifier } from '@degas/inference';

import { TrainerError } from '../errors.ts';
import { showProgress } from '../progress.ts';
import { type Terminal } from '../terminal.ts';

const CHUNK = 4096;

export interface EvaluateCommandOptions {
  readonly data: string;
  readonly model?: string;
  readonly out?: string;
}

/** Scores labelled names and prints what the model is worth on them. Rows that can't be read are counted aloud. */
export async function evaluate(options: EvaluateCommandOptions, terminal: Terminal): Promise<void> {
  const classifier = await loadClassifier(options.model);
  const progress = showProgress(terminal, 'scoring');
  const labels: number[] = [];
  const families: (string | null)[] = [];
  const sources: string[] = [];
  const scores: Float32Array[] = [];
  let rejected = 0;
  let names: string[] = [];
  const scoreChunk = () => {
    scores.push(classifier.score(names));
    names = [];
    progress.update(labels.length, 0, `${labels.length} names`);
  };
  const rows = readDataset({
    source: options.data,
    benchmark: 'allow',
    onRejected({ line, reason }) {
      if (rejected++ < 10) terminal.stderr.write(`line ${line}: ${reason}\n`);
    },
  });
  for await (const { domain, label, family, source } of rows) {
    names.push(domain);
    labels.push(label);
    families.push(family);
    sources.push(source);
    if (names.length === CHUNK) scoreChunk();
  }
  scoreChunk();
  progress.end();
  if (labels.length === 0) {
    throw new TrainerError(
      'TRAINER_NO_NAMES',
      `${options.data} holds no labelled name; expected rows of domain and label (0 or 1). Check the file.`,
    );
  }
  if (rejected > 0) terminal.stderr.write(`${rejected} rows could not be read and are left out\n`);

  const { model } = classifier;
  const report = evaluateScores({
    scores: concatenate(scores, labels.length),
    labels: Uint8Array.from(labels),
    families,
    sources,
    threshold: model.threshold,
    thresholds: Object.fromEntries(
      model.operatingPoints.map(({ level, threshold }) => [level, threshold]),
    ),
  });
  terminal.stdout.write(`${formatReport(report)}\n`);
  if (options.out !== undefined) await writeReport(options.out, report);
}

async function writeReport(file: string, report: object): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (cause) {
    throw new TrainerError(
      'TRAINER_CANNOT_WRITE',
      `${file} can't be written (${String(cause)}); expected a writable file. Check the folder, its rights and the space left.`,
      { cause },
    );
  }
}

function concatenate(parts: readonly Float32Array[], length: number): Float32Array {
  const all = new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
