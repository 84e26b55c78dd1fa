import { InferenceError } from '../errors.ts';

/** Returns the error for an option that is unknown or has an invalid value. */
export function invalidOption(given: string, expected: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_OPTION',
    `Given ${given}, expected ${expected}. ${advice}`,
  );
}
