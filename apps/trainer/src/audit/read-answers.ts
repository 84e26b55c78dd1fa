/** What a reader may answer; docs/research/audit-rules.md says when. */
export type Answer = 'human' | 'machine' | 'unclear';

/** Why a name is a machine's; docs/research/audit-rules.md describes each. */
export const machineReasons = ['random', 'syllables', 'hash', 'words', 'host', 'series'] as const;
export type MachineReason = (typeof machineReasons)[number];

export interface GivenAnswer {
  readonly answer: Answer;
  /** Null but for machines, and for these where the reader gave none. */
  readonly reason: MachineReason | null;
}

export interface ReadAnswers {
  /** One for each number of the sheet; those that the file doesn't name are `human`. */
  readonly answers: readonly GivenAnswer[];
  /** Lines that say nothing about the sheet, with their number and why. */
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

const human: GivenAnswer = { answer: 'human', reason: null };

/**
 * Reads a reader's answers to a sheet of `count` names: lines of a reason (`random`, `words` …), `machine` without one, or
 * `unclear`, and the numbers of the names that it holds for, with spaces between, ranges as `7-12`; `#` begins a comment. A number that comes twice with
 * different answers, or that the sheet doesn't have, rejects its line.
 */
export function readAnswers(text: string, count: number): ReadAnswers {
  const answers = Array<GivenAnswer>(count).fill(human);
  const rejected: { line: number; reason: string }[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    const [word = '', ...numbers] = content
      .replace(/#.*/, '')
      .split(/[\s,:]+/)
      .filter(Boolean);
    if (word === '') return;
    const given = answerOf(word);
    const rows = numbers.flatMap((number) => rowsOf(number, count));
    const reason = given === null ? `unknown answer '${word}'` : faultOf(rows, given, answers);
    if (given === null || reason !== null) rejected.push({ line: index + 1, reason: reason ?? '' });
    else for (const row of rows) answers[row] = given;
  });
  return { answers, rejected };
}

function answerOf(word: string): GivenAnswer | null {
  if (word === 'unclear' || word === 'human' || word === 'machine') {
    return { answer: word, reason: null };
  }
  const reason = machineReasons.find((known) => known === word);
  return reason === undefined ? null : { answer: 'machine', reason };
}

/** From 0; NaN for what is no number or range, or goes beyond the sheet. */
function rowsOf(text: string, count: number): number[] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined || Number(to) < Number(from) || Number(to) > count) return [Number.NaN];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) - 1 + i);
}

function faultOf(
  rows: readonly number[],
  given: GivenAnswer,
  answers: readonly GivenAnswer[],
): string | null {
  for (const row of rows) {
    const former = answers[row];
    if (former === undefined) {
      return `expected numbers from 1 to ${answers.length}, or ranges of them`;
    }
    if (former !== human && former.answer !== given.answer) {
      return `number ${row + 1} has two answers: '${former.answer}' and '${given.answer}'`;
    }
  }
  return null;
}
