import { isKnownTitle } from '../../csv/field-names.ts';
import { shareOf, type Sample } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { bytesOfBase64 } from '../../text/base64.ts';
import { isHostName, isPublicHostName } from '../../text/host-name.ts';
import { hostInWord, hostOrAddressInWord } from '../../text/name-in-text.ts';
import type { LineFormat, LineParser } from '../format.ts';

/** Behind white space a `#` starts a comment, as `;` and `//` do. */
const COMMENT_BEHIND = /\s+(?:#|;|\/\/).*$/;
const COMMENT_LINE = /^\s*(?:#|;|\/\/|!|--\s|[-=_*+~]{3,}[-=_*+~\s]*$)/;
/** Dots that are defanged with blanks around them. */
const SPACED_DOTS = /\s*(?:\[\.\]|\(\.\)|\[dot\]|\(dot\))\s*/gi;

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
    if (content.length === 0) return 0.1;
    const many = shareOf(content, (line) => namesInLine(line).names.length >= ENOUGH_NAMES);
    if (many >= 0.9) return 0.7;
    const names = shareOf(content, (line) => namesInLine(line).isSure);
    if (names >= 0.5) return 0.5 * names;
    const ends = shareOf(content, (line) => ENDS_LIKE_A_NAME.test(line.trim()));
    if (ends >= 0.5) return 0.2;
    // Single labels may be meant as names; prose has blanks, and tables have delimiters.
    const words = shareOf(content, (line) => /^[^\s,;|<>{}()"]{1,255}$/.test(line.trim()));
    return words === 1 ? 0.1 : 0;
  },
  open: ({ sample }) => new PlainParser(headerOf(sample)),
};

/** The title over a list, which is not a name. */
function headerOf({ content }: Sample): string | null {
  const [first = ''] = content;
  const words = first
    .trim()
    .replace(/["']/g, '')
    .split(/[\s,;]+/);
  const isTitle = words.every((word) => !word.includes('.') && isKnownTitle(word));
  // Several titles, one of which is known, or the key of a list in YAML.
  const isRow =
    words.length > 1 &&
    words.every((word) => /^[A-Za-z_%]+$/.test(word)) &&
    words.some(isKnownTitle);
  const isKey = /^[A-Za-z_-]+:$/.test(first.trim());
  return (isTitle || isRow || isKey) && content.length > 1 ? first : null;
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
      for (const name of namesInLine(text).names) sink.event(name, {});
    }
  }
}

interface NamesInLine {
  readonly names: readonly string[];
  readonly isSure: boolean;
}

/** What may stand in front of a name: a rank, a count, a time, a bullet. */
const IN_FRONT = /^(?:[-*•+>]|[\d.,:/-]+[.)]?)$/;

/** The names in a line; a line that has none in any known form is a name as a whole, so that nothing hides in front of one. */
function namesInLine(line: string): NamesInLine {
  let text = line.trim();
  if (text.includes('[') || text.includes('(')) text = text.replace(SPACED_DOTS, '.');
  const known = hostOrAddressInWord(text);
  if (known !== null && !/\s/.test(text)) return { names: [known], isSure: true };
  text = text.replace(COMMENT_BEHIND, '').replace(/[,;]$/, '');
  const quoted = /^(["'`<])(.*)(["'`>])$/.exec(text);
  if (quoted !== null) text = (quoted[2] ?? '').trim();
  const words = text.split(/\s+/);
  if (words.length === 1) {
    const host = hostOrAddressInWord(text);
    if (host !== null) return { names: [host], isSure: true };
  }
  const listed = text.split(/[\s,;]+/).map((word) => hostOrAddressInWord(word));
  if (listed.length >= ENOUGH_NAMES && listed.every((name) => name !== null)) {
    return { names: listed, isSure: true };
  }
  const name = nameAmong(words) ?? nameInBase64(text);
  return name === null ? { names: [text], isSure: false } : { names: [name], isSure: true };
}

/** Suricata's data sets have names in base 64. */
function nameInBase64(text: string): string | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z\d+/]{8,}={0,2}$/.test(text)) return null;
  const bytes = bytesOfBase64(text);
  const name = bytes === null ? '' : String.fromCharCode(...bytes);
  return isPublicHostName(name) ? name : null;
}

/** Names that stand in one line without anything else. */
const ENOUGH_NAMES = 3;

/** A name behind a rank or a bullet, or with a number, a date or a note behind it; not one with a blank in one of its labels. */
function nameAmong(words: readonly string[]): string | null {
  const at = words.findIndex((word) => !IN_FRONT.test(word));
  const name = hostInWord(words[at] ?? '');
  if (name === null) return null;
  const isLast = at === words.length - 1;
  const hasNoteBehind = !ENDS_LIKE_A_NAME.test(words.join(' '));
  return (at > 0 && isLast) || hasNoteBehind ? name : null;
}
