import { dateOf, madeUpWords, plainCall, variantCall, type VectorCalls } from './vectors.ts';

/** How the inputs in the vector files read as our options, where it isn't `plainCall`. */
export const vectorCallsAToM: Readonly<Record<string, VectorCalls>> = {
  bazarloader: variantCall,
  bigviktor: (inputs, _, file) => [
    {
      ...dateOf(inputs),
      prefixes: madeUpWords(file, inputs.prefix),
      verbs: madeUpWords(file, inputs.verbs),
      adjectives: madeUpWords(file, inputs.adjectives),
      nouns: madeUpWords(file, inputs.nouns),
      topLevelDomains: madeUpWords(file, inputs.tlds),
    },
  ],
  ccleaner: (inputs) =>
    (inputs.months as number[]).map((month) => ({
      date: new Date(Date.UTC(inputs.year as number, month - 1, 1)),
    })),
  dmsniff: (inputs) => [
    { seed: String(inputs.prefix), multipliers: inputs.multipliers as number[] },
  ],
  enviserv: (inputs, vector, file) =>
    plainCall(inputs, vector, file).map((options) => ({
      ...options,
      topLevelDomains: inputs.tlds as string[],
    })),
  fobber: (inputs) => [{ seed: String(inputs.state), variant: inputs.length === 17 ? 'v1' : 'v2' }],
  gozi: (inputs, { variant, full }, file) => [
    {
      ...dateOf(inputs),
      variant,
      words: madeUpWords(file, inputs.wordlist),
      count: full.n,
    },
  ],
  kraken: (inputs, { variant }) => [
    {
      ...dateOf(inputs),
      variant,
      seed: String(inputs.seed_set),
      topLevelDomainSet: Number(inputs.tld_set ?? 1),
    },
  ],
  locky: variantCall,
  m0yv: variantCall,
  murofet: (inputs, { variant }) => [
    { ...dateOf(inputs), variant, ...(typeof inputs.key === 'string' && { seed: inputs.key }) },
  ],
  mydoom: (inputs) => [{ ...dateOf(inputs), seed: String(inputs.magic) }],
  qakbot: variantCall,
  suppobox: (inputs, { variant }, file) => [
    {
      ...dateOf(inputs),
      variant,
      seed: Number(/^suppobox-(\d)$/.exec(String(inputs.wordlist))?.[1] ?? 1),
      words: madeUpWords(file, inputs.wordlist),
    },
  ],
};
