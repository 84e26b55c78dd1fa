import { shareOf } from '../../detect/sample.ts';
import type { LineFormat } from '../format.ts';
import { dgaEvent, feedFields, feedLines } from './feed-lines.ts';

const DESCRIPTION = /^Domain used by (.+?)(?: - .*| \(.*| for .*)?$/i;

/** The family inside a feed's description: `Domain used by Cryptolocker - Flashback DGA for 13 Apr 2017`. */
export function familyInDescription(description: string): string | null {
  return DESCRIPTION.exec(description.trim())?.[1]?.trim().toLowerCase() ?? null;
}

/** Bambenek's DGA feed: a block of `##` lines, then `domain,description,date,manual-url`. */
export const bambenek: LineFormat = {
  name: 'bambenek',
  description: "Bambenek's DGA feed: domain,description,date,url",
  rows: 'dga',
  fields: feedFields,
  frame: 'lines',
  detect: ({ content }) =>
    0.98 * shareOf(content, (line) => /^[^,]+,"?(?:Domain|IP) used by /i.test(line)),
  open: () =>
    feedLines(',', ([name = '', description, date = ''], sink) => {
      if (description === undefined) sink.reject('too_few_columns');
      else dgaEvent(sink, name, familyInDescription(description), date);
    }),
};
