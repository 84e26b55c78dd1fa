import type { Classifier } from '@degas/inference';

import type { CommandContext } from '../command-context.ts';
import { TrainerError } from '../errors.ts';
import { loadModel } from '../models/load-model.ts';
import { FileOutput } from '../output/file-output.ts';
import { sayWaiting } from '../reading/say-waiting.ts';
import { classifierSettings, readRuleFiles, type RuleFiles } from '../rules/classifier-settings.ts';
import { answerText, type Answer, type AnswerStyle } from '../stream/answer-text.ts';
import { LineCutter } from '../stream/line-cutter.ts';
import { nameInRequest, namesInArray, type StreamRequest } from '../stream/name-in-request.ts';

export interface ScoreOptions extends RuleFiles, AnswerStyle {
  readonly model?: string;
  /** The field of the name in JSON lines. */
  readonly column?: string;
  /** Whether the JSON object of a line comes back as `input`. */
  readonly keep: boolean;
  /** Whether a line with their number is in front of each block of lines, as ClickHouse sends it. */
  readonly chunkHeader: boolean;
  /** Whether each line is a JSON array of records, and so is its answer, which is made in one go. */
  readonly arrays: boolean;
}

/**
 * Answers every line of standard input with exactly one line, in order, as soon as it is complete, and ends with its input. A
 * line that cannot be read has an answer that says so. Nothing is read while an answer waits for its reader, and nothing more when
 * that is gone.
 */
export async function scoreStream(options: ScoreOptions, terminal: CommandContext): Promise<void> {
  if (options.arrays && options.format !== 'jsonl') {
    throw new TrainerError(
      'TRAINER_OPTION_INVALID',
      `--arrays with --format ${options.format} has no form of an answer. Expected --format jsonl; add it, or send lines.`,
    );
  }
  const settings = classifierSettings(await readRuleFiles(options, terminal.now()));
  const classifier = await loadModel(options.model, settings);
  const output = new FileOutput('-', terminal);
  sayWaiting(['-'], 'names, one a line,', terminal);
  const cutter = new LineCutter();
  const blocks = options.chunkHeader ? new BlockLines() : null;
  const answer = async (lines: readonly (string | null)[]): Promise<void> => {
    const asked = blocks === null ? lines : blocks.take(lines);
    await output.writeThrough(answers(asked, classifier, options));
  };
  try {
    for await (const bytes of terminal.stdin) {
      if (terminal.signal.aborted) return;
      await answer(cutter.take(bytes));
      if (output.hasFailed) return;
    }
    await answer(cutter.end());
  } finally {
    classifier.close();
  }
}

function answers(
  lines: readonly (string | null)[],
  classifier: Classifier,
  options: ScoreOptions,
): string {
  const requested = lines.map((line) =>
    options.arrays
      ? (namesInArray(line, options.column) ?? noArray(line))
      : nameInRequest(line, options.column),
  );
  const names = requested.flat().flatMap((request) => ('name' in request ? [request.name] : []));
  const verdicts = classifier.classify(names);
  let at = 0;
  const answerTo = (request: StreamRequest): string => {
    const verdict = 'name' in request ? verdicts[at++] : undefined;
    const problem = 'problem' in request ? request.problem : 'no_name';
    return answerText(verdict ?? unread(problem), options, options.keep ? request.input : null);
  };
  let text = '';
  for (const one of requested)
    text += `${Array.isArray(one) ? `[${one.map(answerTo).join(',')}]` : answerTo(one)}\n`;
  return text;
}

/** A line that should have been an array has one answer that is none. */
function noArray(line: string | null): StreamRequest {
  return { problem: line === null ? 'line_too_long' : 'bad_json', input: null };
}

function unread(skipped: string): Answer {
  const none = { registrable: null, score: null, level: null, family: null, kind: null };
  return { domain: '', ...none, candidates: [], label: 'skipped', skipped };
}

/** Takes the numbers out that are in front of each block. */
class BlockLines {
  #left = 0;

  take(lines: readonly (string | null)[]): (string | null)[] {
    const asked: (string | null)[] = [];
    for (const line of lines) {
      if (this.#left > 0) {
        this.#left--;
        asked.push(line);
      } else if (line !== null && /^\d{1,12}$/.test(line)) this.#left = Number(line);
      else {
        throw new TrainerError(
          'TRAINER_CANNOT_READ',
          `A block begins with ${JSON.stringify(line?.slice(0, 80) ?? null)}. Expected the number of its lines (--chunk-header); send it, or leave the option out.`,
        );
      }
    }
    return asked;
  }
}
