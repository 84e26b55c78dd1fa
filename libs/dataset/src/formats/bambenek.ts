import { BLANK, COMMENT, dgaRow, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

const DESCRIPTION = /^Domain used by (.+?)(?: - .*| \(.*| for .*)?$/i;

/** The family inside a feed's description: `Domain used by Cryptolocker - Flashback DGA for 13 Apr 2017`. */
export function familyInDescription(description: string): string | null {
  return DESCRIPTION.exec(description.trim())?.[1]?.trim().toLowerCase() ?? null;
}

/** Bambenek's DGA feed: a block of `##` lines, then `domain,description,date,manual-url`. */
export function readBambenek(): LineReader {
  return (line) => {
    if (line.startsWith('#')) return COMMENT;
    if (isBlank(line)) return BLANK;
    const columns = splitRow(line, ',');
    if (columns === null) return reject('unclosed_quote');
    const [name = '', description, date] = columns;
    if (description === undefined) return reject('too_few_columns');
    const family = familyInDescription(description);
    return family === null ? reject('no_family') : dgaRow(name, family, date);
  };
}
