/** Bytes that were not text (see `TextDecoding`); a UTF-16 low surrogate behind a high one is none. */
const ESCAPED_BYTE = /(?<![\ud800-\udbff])[\udc80-\udcff]/g;

/** True where a text holds bytes that were not text. */
export function hasEscapedBytes(text: string): boolean {
  ESCAPED_BYTE.lastIndex = 0;
  return ESCAPED_BYTE.test(text);
}

/**
 * A name with the bytes that were not text as DNS writes them (`\255`), where its last two labels have none: a strange
 * label in front hides nothing. Null where a byte is in those, for then nothing can be said of the name.
 */
export function nameWithEscapes(name: string): string | null {
  const labels = name.replace(/\.$/, '').split('.');
  if (labels.length < 3 || labels.slice(-2).some(hasEscapedBytes)) return null;
  return name.replace(ESCAPED_BYTE, (byte) => `\\${byte.charCodeAt(0) & 0xff}`);
}

/** Says which byte is wrong and where: `byte 0xFC at character 2`. */
export function firstEscapedByte(text: string): string {
  ESCAPED_BYTE.lastIndex = 0;
  const match = ESCAPED_BYTE.exec(text);
  if (match === null) return '';
  const byte = (match[0].charCodeAt(0) & 0xff).toString(16).toUpperCase();
  return `byte 0x${byte} at character ${match.index + 1} is not UTF-8`;
}

/** A text for people, in which such bytes are `\xFC`. */
export function withVisibleBytes(text: string): string {
  return text.replace(
    ESCAPED_BYTE,
    (byte) => `\\x${(byte.charCodeAt(0) & 0xff).toString(16).toUpperCase()}`,
  );
}
