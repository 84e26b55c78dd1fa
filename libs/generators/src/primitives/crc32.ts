const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Returns the CRC-32 (IEEE, as in zlib) of a Latin-1 text, or of that text after one whose CRC is `before`. */
export function crc32(text: string, before = 0): number {
  let value = ~before;
  for (let index = 0; index < text.length; index++) {
    value = (table[(value ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return ~value >>> 0;
}
