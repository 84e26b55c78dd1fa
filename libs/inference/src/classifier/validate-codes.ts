import { InferenceError } from '../errors.ts';

/** Returns the number of rows of codes, or throws an error that names the first invalid code. */
export function validateCodes(
  codes: Int32Array | Uint8Array,
  length: number,
  vocabulary: number,
): number {
  const given: unknown = codes;
  if (!ArrayBuffer.isView(given)) {
    throw badCodes(
      `codes of type ${Array.isArray(given) ? 'array' : typeof given}`,
      'an Int32Array or a Uint8Array',
      'Write Int32Array.from(codes).',
    );
  }
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
