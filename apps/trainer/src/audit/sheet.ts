import Papa from 'papaparse';

import { answerOf, answerWords, type GivenAnswer } from './answer.ts';
import type { SheetName } from './draw-sheet.ts';

const COLUMNS = ['number', 'name', 'answer'] as const;
/** Spreadsheets write one in front of UTF-8. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** Returns a sheet for a reader, as CSV: numbers and names, nothing that says which is which, and a column for the answers. */
export function formatSheet(names: readonly SheetName[]): string {
  const rows = names.map(({ domain }, index) => [String(index + 1), domain, '']);
  return `${Papa.unparse([[...COLUMNS], ...rows], { newline: '\n' })}\n`;
}

export interface ReadSheet {
  readonly answers: ReadonlyMap<string, GivenAnswer>;
  /** Names without an answer, which count as made by people. */
  readonly unanswered: number;
  /** Rows that say nothing about a name, with the line and why. */
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Reads a sheet that a reader has filled in, between commas, semicolons or tabs, in any order of rows and columns; null where it has no columns
 * `name` and `answer`. Case and blanks around an answer don't matter.
 */
export function readSheet(text: string): ReadSheet | null {
  const { data } = Papa.parse<string[]>(text.replace(BYTE_ORDER_MARK, ''));
  const [header = [], ...rows] = data;
  const titles = header.map(plain);
  const [nameAt, answerAt] = [titles.indexOf('name'), titles.indexOf('answer')];
  if (nameAt < 0 || answerAt < 0) return null;
  const answers = new Map<string, GivenAnswer>();
  const rejected: { line: number; reason: string }[] = [];
  let unanswered = 0;
  rows.forEach((row, index) => {
    const name = plain(row[nameAt] ?? '');
    const word = plain(row[answerAt] ?? '');
    if (name === '' && word === '') return;
    const given = answerOf(word);
    const reason = faultOf(name, word, given, answers);
    if (given === null || reason !== null) {
      rejected.push({ line: index + 2, reason: reason ?? '' });
      return;
    }
    if (word === '') unanswered++;
    answers.set(name, given);
  });
  return { answers, unanswered, rejected };
}

function faultOf(
  name: string,
  word: string,
  given: GivenAnswer | null,
  answers: ReadSheet['answers'],
): string | null {
  if (given === null)
    return `unknown answer '${word}', expected one of: ${answerWords.join(', ')}, or nothing`;
  if (name === '') return `the answer '${word}' has no name`;
  return answers.has(name) ? `'${name}' comes a second time` : null;
}

function plain(cell: string): string {
  return cell.trim().toLowerCase();
}
