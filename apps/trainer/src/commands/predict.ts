import { existsSync } from 'node:fs';

import {
  loadClassifier,
  loadClassifierPool,
  type ClassifierOptions,
  type Verdict,
} from '@degas/inference';

import type { CommandContext } from '../command-context.ts';
import { refuseInputAsOutput } from '../output/output-path.ts';
import { formatVerdicts, headerOf, type VerdictFormat } from '../output/verdict-formats.ts';
import { VerdictOutput } from '../output/verdict-output.ts';
import { readNames, type NamesInputOptions } from '../reading/names-input.ts';
import { readKnownDga, readRules } from '../rules/load-rules.ts';

/** Chunks judged ahead of the one that is written, for each worker: enough to keep it at work. */
const AHEAD = 3;

export interface PredictOptions extends NamesInputOptions {
  /** Names given as arguments, or one file; without any, `input` is read. */
  readonly names: readonly string[];
  /** A file or `-`. */
  readonly input: string;
  /** A file or `-`. */
  readonly output: string;
  readonly outputFormat: VerdictFormat;
  /** A model folder, or undefined for the model that ships. */
  readonly model?: string;
  readonly workers?: number;
  readonly operatingPoint?: ClassifierOptions['operatingPoint'];
  /** Files with a rule a line. */
  readonly allow?: string;
  readonly deny?: string;
  /** A saved filter of `@degas/generators`. */
  readonly knownDga?: string;
}

/** Judges names as they come and writes a verdict a record in input order; gives how many were called DGA. */
export async function predict(options: PredictOptions, terminal: CommandContext): Promise<number> {
  const { allow, deny, knownDga } = options;
  const read = [fileOf(options), allow, deny, knownDga].filter((file) => file !== undefined);
  refuseInputAsOutput(options.output, read);
  const judge = await openClassifier(options);
  const output = new VerdictOutput(options.output, terminal);
  let dga = 0;
  try {
    await output.write(headerOf(options.outputFormat));
    for await (const verdicts of inOrder(namesOf(options, terminal), judge)) {
      if (output.hasFailed || terminal.signal.aborted) break;
      for (const { label } of verdicts) if (label === 'dga') dga++;
      await output.write(formatVerdicts(verdicts, options.outputFormat));
    }
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    judge.close();
  }
  await output.close();
  return dga;
}

interface OpenClassifier {
  /** Chunks that are judged at a time. */
  readonly chunksAhead: number;
  classify(names: readonly string[]): Promise<Verdict[]> | Verdict[];
  close(): void;
}

async function openClassifier({
  model,
  workers = 1,
  ...options
}: PredictOptions): Promise<OpenClassifier> {
  const { operatingPoint, allow, deny, knownDga } = options;
  const settings: ClassifierOptions = {
    ...(operatingPoint !== undefined && { operatingPoint }),
    ...(allow !== undefined && { allow: await readRules(allow) }),
    ...(deny !== undefined && { deny: await readRules(deny) }),
    ...(knownDga !== undefined && { knownDga: await readKnownDga(knownDga) }),
  };
  if (workers === 1) {
    const classifier = await loadClassifier(model, settings);
    return {
      chunksAhead: 1,
      classify: (names) => classifier.classify(names),
      close: () => {
        classifier.close();
      },
    };
  }
  const pool = await loadClassifierPool(model, { ...settings, workers });
  return {
    chunksAhead: AHEAD * workers,
    classify: (names) => pool.classify(names),
    close: () => {
      pool.close();
    },
  };
}

async function* namesOf(
  options: PredictOptions,
  terminal: CommandContext,
): AsyncIterable<readonly string[]> {
  const file = fileOf(options);
  if (file === undefined) yield options.names;
  else yield* readNames(file, terminal, options);
}

/** What is read; undefined where the arguments are the names. */
function fileOf({ names, input }: PredictOptions): string | undefined {
  const [file = ''] = names;
  if (names.length === 0) return input;
  return names.length === 1 && existsSync(file) ? file : undefined;
}

/** Verdicts chunk by chunk in the order of the names, while the chunks that follow are at work already. */
async function* inOrder(
  chunks: AsyncIterable<readonly string[]>,
  judge: OpenClassifier,
): AsyncIterable<readonly Verdict[]> {
  const waiting: Promise<Verdict[]>[] = [];
  for await (const names of chunks) {
    const verdicts = Promise.resolve(judge.classify(names));
    // Awaited in its turn; until then its failure is nobody's.
    verdicts.catch(() => undefined);
    waiting.push(verdicts);
    const [first] = waiting.length >= judge.chunksAhead ? waiting.splice(0, 1) : [];
    if (first !== undefined) yield await first;
  }
  for (const verdicts of waiting) yield await verdicts;
}
