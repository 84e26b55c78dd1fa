import { dateOf, madeUpWords, plainCall, variantCall, type VectorCalls } from './vectors.ts';

/** How the inputs in the vector files read as our options, where it isn't `plainCall`. */
export const vectorCallsNToZ: Readonly<Record<string, VectorCalls>> = {
  ngioweb: (inputs, vector, file) =>
    plainCall(inputs, vector, file).map((options) => ({
      ...options,
      prefixes: madeUpWords(file, inputs.prefix),
      suffixesAfterConsonant: madeUpWords(file, inputs.suffix_c),
      suffixesAfterVowel: madeUpWords(file, inputs.suffix_v),
    })),
  nymaim2: (inputs, _, file) => [
    {
      ...dateOf(inputs),
      firstWords: madeUpWords(file, inputs.first),
      secondWords: madeUpWords(file, inputs.second),
      suffixes: madeUpWords(file, inputs.tlds),
    },
  ],
  orchard: (inputs, { variant }) =>
    variant === 'date'
      ? [dateOf(inputs)]
      : [{ variant, balance: Number(inputs.final_balance), transactions: Number(inputs.n_tx) }],
  padcrypt: variantCall,
  pitou: (inputs) => [{ ...dateOf(inputs), seed: String(inputs.magic) }],
  proslikefan: (inputs, { variant }) => [
    { ...dateOf(inputs), variant, seed: String(inputs.magic) },
  ],
  pushdo: variantCall,
  pykspa: (inputs, { variant, full }) => [{ ...dateOf(inputs), variant, count: full.n }],
  qsnatch: variantCall,
  ramnit: variantCall,
  ranbyus: variantCall,
  sharkbot: variantCall,
  shiotob: (inputs, { variant }) => [{ seed: String(inputs.seed_domain), variant }],
  simda: (inputs) => [
    {
      seed: String(inputs.base),
      key: String(inputs.key),
      length: Number(inputs.length),
      topLevelDomain: String(inputs.tld),
    },
  ],
  symmi: (inputs) => [{ ...dateOf(inputs), seed: Number(inputs.seed_const) }],
  tinba: (inputs, { full }) => [
    {
      seed: String(inputs.seed),
      initialDomain: String(inputs.initial_domain),
      topLevelDomains: inputs.tlds as string[],
      count: full.n,
    },
  ],
  tufik: (inputs) => [{ ...dateOf(inputs), seed: String(inputs.magic) }],
  vawtrak: variantCall,
  xshellghost: ({ year, months }, { variant }) =>
    (months as number[]).map((month) => ({
      date: new Date(Date.UTC(Number(year), month - 1, 1)),
      variant,
    })),
  zloader: (inputs) => [{ ...dateOf(inputs), seed: String(inputs.rc4_key) }],
};
