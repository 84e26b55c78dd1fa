export { decode, characterOfCode } from './encodings/decode.ts';
export { degasEncoding, encode, type Encoding } from './encodings/encoding.ts';
export { findEncoding } from './encodings/encodings.ts';
export { HIGHEST_FEATURE_CODE, lexicalEncoding } from './encodings/lexical-features-encoding.ts';
export {
  DOT_CODE,
  MASK_CODE,
  PADDING_CODE,
  registrableEncoding,
  START_CODE,
} from './encodings/registrable-encoding.ts';
export { fnv1a } from './hashing/fnv1a.ts';
export { murmur3 } from './hashing/murmur3.ts';
export { nameHash } from './hashing/name-hash.ts';
export { unitHash } from './hashing/unit-hash.ts';
export { lexicalFacts, type LexicalFacts } from './lexical/lexical-facts.ts';
export {
  lexicalFeatureNames,
  lexicalFeatures,
  type LexicalFeatureName,
} from './lexical/lexical-features.ts';
export { idnReadings } from './names/idn-readings.ts';
export { type LabelledDomain } from './names/labelled-domain.ts';
export {
  hostName,
  registrableName,
  type RegistrableName,
  type SkipReason,
} from './names/registrable-name.ts';
export { ngramBuckets, type NgramWindows } from './ngrams/ngram-buckets.ts';
export { ngramHash } from './ngrams/ngram-hash.ts';
export { deriveSeed, randomBits, shuffle } from './random/random-bits.ts';
export { seededRandom, type Random } from './random/seeded-random.ts';
export {
  wordCoverage,
  wordPlace,
  type WordPlace,
  type WordWindows,
} from './words/word-coverage.ts';
