// One operation of a network is a record of sixteen words; `src/engine/wasm/wasm-program.ts` writes what this reads.
// Addresses of weights are absolute (instances may share them), those of values are relative to the instance.

export const RECORD_SIZE: usize = 64;

/** Names that go through the network together, so that a table which one has brought to the cache serves the others. */
export const GROUP: i32 = 16;

@inline
export function word(record: usize, index: usize): i32 {
  return load<i32>(record + (index << 2));
}

// prettier-ignore
export namespace Word {
  export const op: usize = 0;
  export const input: usize = 1;         // address of the input's value
  export const output: usize = 2;        // address of the output's value
  export const inputRecord: usize = 3;   // which record made the input, −1 where its prefix is unknown
  export const positions: usize = 4;     // of the output
  export const channels: usize = 5;      // of the output
  export const size: usize = 6;          // kernel, pool, or numbers read by a dense layer
  export const left: usize = 7;          // positions of padding on the left, or how large a dense layer's inputs may be as integers
  export const blocks: usize = 8;        // of channels, or the code that ends what a word cover reads
  export const table: usize = 9;         // weights
  export const bias: usize = 10;
  export const activation: usize = 11;   // 0 linear, 1 ReLU, 2 sigmoid
  export const blank: usize = 12;        // what an all-padding name gives, or sums and maxima over its first positions; bytes of a name's hashes
  export const inputChannels: usize = 13; // or bytes of a row of hashes
  export const extra: usize = 14;        // strides, scales, or padding code
  export const inputPositions: usize = 15;
}

// prettier-ignore
export namespace Op {
  export const tableConvolution: i32 = 1;
  export const tableConvolutionMax: i32 = 2;
  export const tableConvolutionMaxInt8: i32 = 3;
  export const embedding: i32 = 4;
  export const convolution: i32 = 5;
  export const maxPool: i32 = 6;
  export const globalMaxPool: i32 = 7;
  export const globalSumPool: i32 = 8;
  export const copyColumns: i32 = 9;
  export const dense: i32 = 10;
  export const denseInt8: i32 = 11;
  export const ngramBag: i32 = 12;
  export const ngramBagInt8: i32 = 13;
  export const wordCover: i32 = 14;
  export const windowHashes: i32 = 15;
}
