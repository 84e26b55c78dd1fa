/** The beginning of a text, by which its format is recognised. */
export interface Sample {
  /** Up to a hundred lines, without their ends. */
  readonly lines: readonly string[];
  /** Those that are neither blank nor comments (`#`, `!`, `//`, `; `). */
  readonly content: readonly string[];
  /** All characters that were looked at. */
  readonly text: string;
  /** True where the sample is the whole text. */
  readonly isWhole: boolean;
  /** Empty where the text is from no file. */
  readonly fileName: string;
}

export const SAMPLE_LINES = 100;
export const SAMPLE_CHARACTERS = 1 << 18;

/** JSON over many lines, of which one value may have more than a hundred: a packet of tshark's. */
const SPREAD_JSON = /^\s*[[{]\s*?\n/;

/** Where a sample ends in a text; -1 where more text may still belong to it. */
export function sampleEnd(text: string): number {
  const most = SPREAD_JSON.test(text) ? SAMPLE_CHARACTERS : SAMPLE_LINES;
  let end = -1;
  for (let lines = 0; lines < most; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length >= SAMPLE_CHARACTERS ? SAMPLE_CHARACTERS : -1;
    if (end >= SAMPLE_CHARACTERS) return SAMPLE_CHARACTERS;
  }
  return end + 1;
}

/** Control characters that no log and no list has: all but tab, line ends, the separator of `subset` and escapes of colours. */
const CONTROL = /[\0\x02-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]/g;
/** A twentieth of random bytes and more; a few in a text are a broken line. */
const BINARY_SHARE = 0.05;
const FEW = 8;

/** Whether a text is none: the bytes of a program, a picture, something encrypted. */
export function isBinary({ text }: Sample): boolean {
  const controls = text.match(CONTROL)?.length ?? 0;
  return controls >= FEW && controls >= BINARY_SHARE * text.length;
}

/** What ends the lines of a text: CR only where it has no LF at all. */
export function lineEndOf(text: string): '\n' | '\r' {
  return text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
}

export function makeSample(text: string, isWhole: boolean, fileName = ''): Sample {
  const end = lineEndOf(text);
  const lines = text.split(
    end === '\n' && text.includes('\r') ? /\r*\n|\r(?!\r*$)/ : end,
    SAMPLE_LINES + 1,
  );
  // The last piece is a line of its own only where the text ends with it.
  if (lines.length > 1 && (lines.length > SAMPLE_LINES || !isWhole || lines.at(-1) === ''))
    lines.pop();
  const trimmed = lines.map((line) => line.replace(/^\ufeff+|\r$/g, ''));
  const content = trimmed.filter(
    (line) => line.trim() !== '' && !/^\s*(?:#|!|\/\/|;(?:\s|$))/.test(line),
  );
  return { lines: trimmed, content, text, isWhole, fileName };
}

/** The share of the lines that a test holds for. */
export function shareOf(lines: readonly string[], test: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter(test).length / lines.length;
}
