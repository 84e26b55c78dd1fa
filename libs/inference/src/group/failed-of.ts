import { InferenceError } from '../errors.ts';
import type { GroupAnswers } from './group-verdict.ts';

/** Says of a name, and its place among the names, whether it failed. */
export type FailedOf = (name: string, index: number) => boolean;

/**
 * Returns who of so many names failed; null where answers are not known. What is neither a value for each name nor a set of names is an
 * error: read as answers it would say that hardly any name failed.
 */
export function failedOf({ failed }: GroupAnswers, names: number): FailedOf | null {
  const given: unknown = failed ?? null;
  if (given === null) return null;
  if (typeof given === 'object') {
    // By its method: a set of another realm is no instance of this one's.
    if ('has' in given && typeof given.has === 'function') {
      const set = given as ReadonlySet<string>;
      return (name) => set.has(name);
    }
    const values = given as ArrayLike<unknown>;
    const isText = typeof values[0] === 'string';
    if (values.length === names && !isText) return (_, index) => Boolean(values[index]);
    if (isText) throw badAnswers('failed as a list of texts', 'Write failed: new Set(names).');
    if (typeof values.length === 'number') {
      throw badAnswers(
        `failed with ${values.length} values for ${names} names`,
        'Give one for each name, in their order.',
      );
    }
  }
  throw badAnswers(`failed of type ${typeof given}`, 'Leave it out where answers are not known.');
}

function badAnswers(given: string, advice: string): InferenceError {
  return new InferenceError(
    'INFERENCE_BAD_OPTION',
    `Given ${given}, expected a value for each name, or a set of the names that failed. ${advice}`,
  );
}
