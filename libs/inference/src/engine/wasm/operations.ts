/** The words of an operation's record, in the order in which `assembly/record.ts` reads them. */
export const recordWords = [
  'op', 'input', 'output', 'inputRecord', 'positions', 'channels', 'size', 'left', 'blocks', 'table', 'bias',
  'activation', 'blank', 'inputChannels', 'extra', 'inputPositions',
] as const; // prettier-ignore

/** One operation of a network: sixteen 32-bit words. */
export type OperationRecord = Record<(typeof recordWords)[number], number>;

/** Bytes of a record. */
export const RECORD_SIZE = 4 * recordWords.length;

/** The codes of the operations, as `assembly/record.ts` has them. */
export const operationCodes = {
  tableConvolution: 1,
  tableConvolutionMax: 2,
  tableConvolutionMaxInt8: 3,
  embedding: 4,
  convolution: 5,
  maxPool: 6,
  globalMaxPool: 7,
  globalSumPool: 8,
  copyColumns: 9,
  dense: 10,
  denseInt8: 11,
  ngramBag: 12,
  ngramBagInt8: 13,
  wordCover: 14,
  windowHashes: 15,
} as const;

/** The codes of the activations, as `assembly/activation.ts` has them. */
export const activationCodes = { linear: 0, relu: 1, sigmoid: 2 } as const;

/** Names that the engine takes together, as `assembly/index.ts` has it. */
export const GROUP = 16;
