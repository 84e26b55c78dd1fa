import { dateOf, plainCall, type VectorCalls, type VectorFile } from './vectors.ts';

/** A made-up list of the vector file; empty for the lists of the wild, which the families have. */
function madeUpWords({ wordlists }: VectorFile, name: unknown): readonly string[] {
  return wordlists?.[String(name)] ?? [];
}

/** How the inputs in the vector files read as our options, where it isn't `plainCall`. */
export const vectorCallsAToM: Readonly<Record<string, VectorCalls>> = {
  qakbot: (inputs, vector, file) =>
    plainCall(inputs, vector, file).map((options) => ({ ...options, variant: vector.variant })),
  suppobox: (inputs, vector, file) => [
    {
      ...dateOf(inputs),
      variant: vector.variant,
      seed: Number(/^suppobox-(\d)$/.exec(String(inputs.wordlist))?.[1] ?? 1),
      words: madeUpWords(file, inputs.wordlist),
    },
  ],
};
