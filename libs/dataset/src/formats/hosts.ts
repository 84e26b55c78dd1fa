import { benignRow, BLANK, COMMENT, HEADER, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

const HEADER_WORDS = new Set(['rank', 'domain', 'host', 'hostname', 'name', 'globalrank']);

/** The host of a URL or of an old list's `host/path`, its port taken off. */
function hostOf(text: string): string {
  const start = text.indexOf('://');
  const host = start < 0 ? text : text.slice(start + 3);
  const end = host.search(/[/?#]/);
  const authority = end < 0 ? host : host.slice(0, end);
  return authority.replace(/:\d{1,5}$/, '');
}

/**
 * Benign hosts, one a line or `rank,host`: Alexa, Tranco, Cisco Umbrella, crawls. Old Alexa lists hold URL
 * paths, which are cut off.
 */
export function readHosts(): LineReader {
  let first = true;
  return (line) => {
    if (line.startsWith('#')) return COMMENT;
    if (isBlank(line)) return BLANK;
    const isFirst = first;
    first = false;
    const columns = line.includes(',') ? splitRow(line, ',') : [line];
    if (columns === null) return reject('unclosed_quote');
    const [rank = '', ranked] = columns;
    if (isFirst && HEADER_WORDS.has(rank.trim().toLowerCase())) return HEADER;
    const name = ranked !== undefined && /^\d+$/.test(rank) ? ranked : rank;
    return name.trim() === '' ? reject('no_name') : benignRow(hostOf(name));
  };
}
