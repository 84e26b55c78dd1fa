import { lexicalFeatureNames, lexicalFeatures } from '../lexical/lexical-features.ts';
import type { Encoding } from './encoding.ts';

/** Codes 0 … 255 stand for 0 … 1. */
export const HIGHEST_FEATURE_CODE = 255;

/** The lexical features as codes of a byte each, so that a network of features reads names like any other network. */
export const lexicalEncoding: Encoding = {
  name: 'lexical',
  version: 1,
  length: lexicalFeatureNames.length,
  vocabulary: HIGHEST_FEATURE_CODE + 1,
  encodeInto(name, out, offset) {
    lexicalFeatures(name).forEach((value, feature) => {
      out[offset + feature] = Math.round(value * HIGHEST_FEATURE_CODE);
    });
  },
};
