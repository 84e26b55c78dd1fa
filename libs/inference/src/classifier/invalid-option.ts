import { InferenceError } from '../errors.ts';

/** A caller's setting that makes no sense. */
export function invalidOption(given: string, expected: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_OPTION',
    `Given ${given}, expected ${expected}. ${advice}`,
  );
}
