export { generate } from './generate.ts';
export { families, findFamily } from './registry.ts';
export { GeneratorsError, generatorsErrorCodes, type GeneratorsErrorCode } from './errors.ts';
export {
  type Campaign,
  type FamilyKind,
  type FamilyMetadata,
  type GenerateOptions,
  type ParameterValue,
  type SeedForm,
} from './family.ts';
