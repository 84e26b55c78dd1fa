import { parseTime, type TimeReference } from './parse-time.ts';

/** A syslog priority, the quote of a cell that a line was put into, or where kubectl had the line from. */
const PRIORITY = /^(?:<\d{1,3}>(?:\d )?|"|\[pod\/[^\]]*\] )/;
const BEGINNING =
  /^(?:\[?(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)|([A-Za-z]{3} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d+)?)|(\d{1,2}[-/][A-Za-z]{3}[-/]\d{4}[ :]\d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})?)|\[?(\d{9,10}(?:\.\d+)?)\b|(\d{1,2}[./-]\d{1,2}[./-]\d{4} \d{1,2}:\d\d:\d\d(?:\.\d+)?(?: [AP]M)?)|([A-Za-z]{3},? [A-Za-z]{3} [ \d]?\d \d\d:\d\d:\d\d (?:[A-Z]{3,4} )?\d{4}))/;

/** The time that a line of a text log begins with, in any of the usual forms, behind a syslog priority or not. */
export function timeInLine(line: string, reference: TimeReference | null): number | null {
  const first = line.charCodeAt(0);
  const text =
    first === 60 || first === 34 || (first === 91 && line.charCodeAt(1) === 112)
      ? line.replace(PRIORITY, '')
      : line;
  const match = BEGINNING.exec(text);
  if (match === null) return null;
  return parseTime(match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? match[6], reference);
}
