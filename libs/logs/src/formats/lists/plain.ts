import { isKnownTitle } from '../../csv/field-names.ts';
import { shareOf, type Sample } from '../../detect/sample.ts';
import { type RecordSink } from '../../reading/record-sink.ts';
import { isHostName } from '../../text/host-name.ts';
import { hostInWord, hostOrAddressInWord } from '../../text/name-in-text.ts';
import { type LineFormat, type LineParser } from '../format.ts';

/** Behind white space a `#` starts a comment, as `;` and `//` do. */
const COMMENT_BEHIND = /\s+(?:#|;|\/\/).*$/;
const COMMENT_LINE = /^\s*(?:#|;|\/\/|!)/;

/** A word that ends like a name, whatever is in front of it. */
const ENDS_LIKE_A_NAME = /[\p{L}\p{N}-]\.[\p{L}][\p{L}\p{N}-]+\.?$/u;

/** One name a line: bare, quoted, in a URL, with a port, defanged, with a comment behind it. */
export const plain: LineFormat = {
  name: 'plain',
  description: 'one name a line: names, URLs, host:port, defanged; comments behind #',
  rows: 'unknown',
  fields: [],
  frame: 'lines',
  detect: ({ content }) => {
    const names = shareOf(content, (line) => nameInLine(line).isSure);
    if (names >= 0.5) return 0.5 * names;
    const ends = shareOf(content, (line) => ENDS_LIKE_A_NAME.test(line.trim()));
    if (ends >= 0.5) return 0.2;
    // Single labels may be meant as names; prose has blanks, and tables have delimiters.
    const words = shareOf(content, (line) => /^[^\s,;|<>{}()"]{1,255}$/.test(line.trim()));
    return words === 1 ? 0.1 : 0;
  },
  open: ({ sample }) => new PlainParser(headerOf(sample)),
};

/** The title over a list, which is no name. */
function headerOf({ content }: Sample): string | null {
  const [first = ''] = content;
  const title = first.trim().replace(/^"(.*)"$/, '$1');
  return !title.includes('.') && isKnownTitle(title) && content.length > 1 ? first : null;
}

class PlainParser implements LineParser {
  readonly #header: string | null;
  #isFirst = true;

  constructor(header: string | null) {
    this.#header = header;
  }

  line(text: string, sink: RecordSink): void {
    if (isHostName(text)) {
      this.#isFirst = false;
      sink.event(text, {});
    } else if (text.trim() === '') sink.note('blank');
    else if (COMMENT_LINE.test(text)) sink.note('comment');
    else if (this.#isFirst && text === this.#header) {
      this.#isFirst = false;
      sink.note('header');
    } else {
      this.#isFirst = false;
      sink.event(nameInLine(text).name, {});
    }
  }
}

/** The name in a line; a line that has none in any known form is a name as a whole, so that nothing hides in front of one. */
function nameInLine(line: string): { readonly name: string; readonly isSure: boolean } {
  let text = line.trim();
  const known = hostOrAddressInWord(text);
  if (known !== null && !/\s/.test(text)) return { name: known, isSure: true };
  text = text.replace(COMMENT_BEHIND, '').replace(/[,;]$/, '');
  const quoted = /^(["'`<])(.*)(["'`>])$/.exec(text);
  if (quoted !== null) text = (quoted[2] ?? '').trim();
  const host = /\s/.test(text) ? null : hostOrAddressInWord(text);
  if (host !== null) return { name: host, isSure: true };
  const [first = '', second] = text.split(/\s+/, 2);
  // A name with a number, a date or a note behind it; not a name with a blank in one of its labels.
  if (second !== undefined && !ENDS_LIKE_A_NAME.test(text)) {
    const name = hostInWord(first);
    if (name !== null) return { name, isSure: true };
  }
  return { name: text, isSure: false };
}
