/** Returns the unsigned 32-bit number at an offset of a text with a character for each byte, least significant byte first. */
export function littleEndian32(bytes: string, offset: number): number {
  return (
    (bytes.charCodeAt(offset) |
      (bytes.charCodeAt(offset + 1) << 8) |
      (bytes.charCodeAt(offset + 2) << 16) |
      (bytes.charCodeAt(offset + 3) << 24)) >>>
    0
  );
}
