import { degasEncoding, type Encoding } from './encoding.ts';
import { lexicalEncoding } from './lexical-features-encoding.ts';
import { registrableEncoding } from './registrable-encoding.ts';

const ENCODINGS: readonly Encoding[] = [degasEncoding, registrableEncoding, lexicalEncoding];

/** The encoding that a manifest names, or undefined where this version of Degas doesn't know it. */
export function findEncoding(name: string, version: number): Encoding | undefined {
  return ENCODINGS.find((encoding) => encoding.name === name && encoding.version === version);
}
