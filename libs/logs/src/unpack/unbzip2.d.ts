/** Returns that many bits; null aligns to a byte. */
interface BitReader {
  (bits: number | null): number;
  readonly bytesRead: number;
}

declare module 'unbzip2-stream/lib/bit_iterator.js' {
  function bitIterator(nextBuffer: () => Uint8Array | undefined): BitReader;
  export default bitIterator;
}

declare module 'unbzip2-stream/lib/bzip2.js' {
  const bzip2: {
    header(bits: BitReader): number;
    decompress(
      bits: BitReader,
      push: (byte: number) => void,
      block: Int32Array,
      blockSize: number,
      checksum: number | null,
    ): number | null;
  };
  export default bzip2;
}
