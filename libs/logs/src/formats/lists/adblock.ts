import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { isHostName } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';

/** `||name^` with its options behind `$`, an exception `@@||name^`, the older `|http://name/`. */
const RULE = /^(?:@@)?\|{1,2}(?:\w+:\/\/)?(?:\*\.)?([^/^$|*]+)[\^/|]?\|?(?:\^?\$.*)?$/;
/** Rules about elements of pages and about paths. */
const OTHER = /#[@?$%]{0,2}#|\$\$|^\/.*\/(?:\$.*)?$/;

/** Rules for names in the language of ad blockers. */
export const adblock: LineFormat = {
  name: 'adblock',
  description: 'ad-block rules: ||name^',
  rows: 'unknown',
  fields: [],
  frame: 'lines',
  detect: ({ content }) =>
    0.95 * shareOf(content, (line) => ruleName(line) !== null || /##|#@#/.test(line)),
  open: () => ({ line: readRule }),
};

function ruleName(line: string): string | null {
  const name = RULE.exec(line.trim())?.[1] ?? '';
  return isHostName(name) ? name : null;
}

function readRule(text: string, sink: RecordSink): void {
  const line = text.trim();
  if (line === '') sink.note('blank');
  else if (/^(?:!|#(?!#|@)|\[Adblock)/i.test(line)) sink.note('comment');
  else {
    const name = ruleName(line);
    if (name !== null) sink.event(name, {});
    else if (OTHER.test(line)) sink.note('unrelated');
    else if (isHostName(line)) sink.event(line, {});
    else sink.reject('unreadable');
  }
}
