import { InferenceError } from '../errors.ts';

/** Returns the number of rows of codes, or throws an error that names the first invalid code. */
export function validateCodes(
  codes: Int32Array | Uint8Array,
  length: number,
  vocabulary: number,
): number {
  const rows = codes.length / length;
  if (!Number.isInteger(rows)) {
    throw badCodes(
      `${codes.length} codes`,
      `a multiple of ${length}`,
      'Pass whole rows, one after another.',
    );
  }
  const wrong = codes.findIndex((code) => code < 0 || code >= vocabulary);
  if (wrong >= 0) {
    throw badCodes(
      `code ${codes[wrong] ?? 0} in row ${Math.floor(wrong / length)}, position ${wrong % length}`,
      `0 to ${vocabulary - 1}`,
      'Use the encoding that the model names.',
    );
  }
  return rows;
}

function badCodes(given: string, expected: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_CODES',
    `Given ${given}, expected ${expected}. ${advice}`,
  );
}
