export { degasEncoding, encode, type Encoding } from './encoding.ts';
export { findEncoding } from './encodings.ts';
export { type LabelledDomain } from './labelled-domain.ts';
export { HIGHEST_FEATURE_CODE, lexicalEncoding } from './lexical-features-encoding.ts';
export {
  lexicalFeatureNames,
  lexicalFeatures,
  type LexicalFeatureName,
} from './lexical-features.ts';
export { nameShare } from './name-share.ts';
export {
  hostName,
  registrableName,
  type RegistrableName,
  type SkipReason,
} from './registrable-name.ts';
export {
  DOT_CODE,
  MASK_CODE,
  PADDING_CODE,
  registrableEncoding,
  START_CODE,
} from './registrable-encoding.ts';
