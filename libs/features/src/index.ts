export { degasEncoding, encode, type Encoding } from './encodings/encoding.ts';
export { findEncoding } from './encodings/encodings.ts';
export { type LabelledDomain } from './names/labelled-domain.ts';
export { HIGHEST_FEATURE_CODE, lexicalEncoding } from './encodings/lexical-features-encoding.ts';
export {
  lexicalFeatureNames,
  lexicalFeatures,
  type LexicalFeatureName,
} from './lexical/lexical-features.ts';
export { unitHash } from './random/unit-hash.ts';
export {
  hostName,
  registrableName,
  type RegistrableName,
  type SkipReason,
} from './names/registrable-name.ts';
export {
  DOT_CODE,
  MASK_CODE,
  PADDING_CODE,
  registrableEncoding,
  START_CODE,
} from './encodings/registrable-encoding.ts';
