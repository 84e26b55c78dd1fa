export { degasEncoding, encode, findEncoding, type Encoding } from './encoding.ts';
export { type LabelledDomain } from './labelled-domain.ts';
export { registrableName, type RegistrableName, type SkipReason } from './registrable-name.ts';
