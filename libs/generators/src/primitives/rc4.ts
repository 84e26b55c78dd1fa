/** Returns data encrypted (or decrypted, which is the same) with RC4 and a fresh key schedule. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const box = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => {
    const kept = box[a] ?? 0;
    box[a] = box[b] ?? 0;
    box[b] = kept;
  };
  for (let a = 0, b = 0; a < 256; a++) {
    b = (b + (box[a] ?? 0) + (key[a % key.length] ?? 0)) & 0xff;
    swap(a, b);
  }
  let b = 0;
  return data.map((byte, index) => {
    const a = (index + 1) & 0xff;
    b = (b + (box[a] ?? 0)) & 0xff;
    swap(a, b);
    return byte ^ (box[((box[a] ?? 0) + (box[b] ?? 0)) & 0xff] ?? 0);
  });
}
