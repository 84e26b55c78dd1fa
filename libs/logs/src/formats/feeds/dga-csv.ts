import { columnsOf } from '../../csv/columns-of.ts';
import { shareOf } from '../../detect/sample.ts';
import { isHostName } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';
import { dayIn, dgaEvent, feedFields, feedLines } from './feed-lines.ts';

const OTHER_WORDS =
  /^(?:a|aaaa|ptr|txt|mx|ns|cname|https|srv|benign|legit|dga|malicious|true|false|yes|no|allowed|blocked|noerror|nxdomain|[a-z]{2,3})$/;
const FAMILY = /^[a-z][\w ./-]*$/i;
/** In a file that is named as one of DGA names, any word but one of a class may be a family. */
const ANY_FAMILY = /[a-z]/i;
const CLASS = /^(?:benign|legit|dga|malicious|true|false|yes|no)$/i;

/** `domain,family[,date]`: what the pool has and `degas generate` writes. */
export const dgaCsv: LineFormat = {
  name: 'dga-csv',
  description: 'domain,family[,date]',
  rows: 'dga',
  fields: feedFields,
  frame: 'lines',
  detect: ({ content, fileName }) => {
    const [first = '', ...others] = content;
    const isTitled = /^"?domain"?,"?family"?(?:,"?date"?)?$/i.test(first.trim());
    const isNamed = /(?:^|[/!])dga[-_]/i.test(fileName);
    const isRow = (line: string): boolean => {
      const [name = '', family = '', ...rest] = columnsOf(line, ',') ?? [];
      const isDated =
        rest.length === 0 || (rest.length === 1 && (rest[0] === '' || dayIn(rest[0]) !== null));
      const isFamily = isNamed
        ? ANY_FAMILY.test(family) && !CLASS.test(family.trim())
        : FAMILY.test(family.trim());
      return isHostName(name) && isFamily && !isHostName(family) && isDated;
    };
    const share = shareOf(isTitled ? others : content, isRow);
    if (isTitled) return 0.97 * Math.max(share, others.length === 0 ? 1 : 0);
    // Without titles the second column may as well be a type or a word of the list's own.
    return (isNamed ? 0.9 : hasFamilies(content) ? 0.67 : 0) * share;
  },
  open: () =>
    feedLines(
      ',',
      ([name = '', family, date = ''], sink) => {
        if (family === undefined) sink.reject('too_few_columns');
        else dgaEvent(sink, name, family, date);
      },
      ([title = '']) => title.trim().toLowerCase() === 'domain',
    ),
};

/** A second column of classes or record types is not one of families; families repeat. */
function hasFamilies(content: readonly string[]): boolean {
  const families = content.map((line) => (columnsOf(line, ',')?.[1] ?? '').trim().toLowerCase());
  return (
    !families.some((family) => OTHER_WORDS.test(family)) &&
    new Set(families).size <= Math.max(2, content.length / 2)
  );
}
