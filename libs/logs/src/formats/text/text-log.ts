import { shareOf, type Sample } from '../../detect/sample.ts';

/** Text logs have lines of other kinds between their queries: this share of a format's own lines makes it sure. */
const ENOUGH = 0.2;

/**
 * How sure a sample is of a text log: the share of lines that a program wrote (by its mark), if enough of them are queries;
 * one line of a strict form is seldom an accident.
 */
export function textLogShare({ content }: Sample, query: RegExp, mark: RegExp): number {
  const queries = shareOf(content, (line) => query.test(line));
  if (queries === 0) return 0;
  const marked = shareOf(content, (line) => mark.test(line) || query.test(line));
  return queries >= ENOUGH || marked >= 0.5
    ? 0.55 + 0.4 * Math.max(marked, queries)
    : 0.5 * queries;
}
