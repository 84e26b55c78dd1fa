const POLYNOMIAL = 0x82f63b78;

/** TABLES[t * 256 + b] is what byte b contributes from t bytes further on, so that four bytes go in at once. */
const TABLES = new Uint32Array(4 * 256);
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = (remainder >>> 1) ^ ((remainder & 1) * POLYNOMIAL);
  }
  TABLES[byte] = remainder;
}
for (let i = 256; i < TABLES.length; i++) {
  const previous = TABLES[i - 256] ?? 0;
  TABLES[i] = (previous >>> 8) ^ (TABLES[previous & 0xff] ?? 0);
}

/**
 * CRC-32C (Castagnoli, as in iSCSI and ext4) of some bytes. It finds every burst of damage up to 32 bits, needs no
 * platform API and runs at gigabytes a second; who must defend against forgery compares the manifest's SHA-256.
 */
export function crc32c(bytes: Uint8Array): number {
  const tables = TABLES;
  let crc = 0xffffffff;
  let i = 0;
  for (const end = bytes.length - 3; i < end; i += 4) {
    crc ^=
      (bytes[i] ?? 0) |
      ((bytes[i + 1] ?? 0) << 8) |
      ((bytes[i + 2] ?? 0) << 16) |
      ((bytes[i + 3] ?? 0) << 24);
    crc =
      (tables[768 + (crc & 0xff)] ?? 0) ^
      (tables[512 + ((crc >>> 8) & 0xff)] ?? 0) ^
      (tables[256 + ((crc >>> 16) & 0xff)] ?? 0) ^
      (tables[crc >>> 24] ?? 0);
  }
  for (; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
