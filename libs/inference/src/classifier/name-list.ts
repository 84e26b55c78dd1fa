import { InferenceError } from '../errors.ts';

/** Returns the names of a call, or throws where they are not an array: a text would be taken for its characters. */
export function nameList(names: readonly string[], call: string): readonly string[] {
  const given: unknown = names;
  if (Array.isArray(given)) return names;
  const what = typeof given === 'string' ? `'${given.slice(0, 80)}'` : typeof given;
  const advice =
    typeof given === 'string'
      ? `Write ${call}([name])${call === 'classify' ? ' or classifyOne(name)' : ''}.`
      : `Write ${call}([...names]) for other collections of names.`;
  throw new InferenceError(
    'INFERENCE_BAD_NAMES',
    `${call}() was given ${what}, expected an array of names. ${advice}`,
  );
}
