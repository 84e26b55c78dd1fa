export { generate } from './generate.ts';
export { families, findFamily } from './registry.ts';
export { namesOn, type GeneratedName, type NamesOnOptions } from './names-on.ts';
export { buildKnownDgaFilter, type BuildKnownDgaFilterOptions } from './build-known-dga-filter.ts';
export { KnownDgaFilter, loadKnownDgaFilter, type KnownDga } from './known-dga-filter.ts';
export { GeneratorsError, generatorsErrorCodes, type GeneratorsErrorCode } from './errors.ts';
export {
  type Campaign,
  type FamilyKind,
  type FamilyMetadata,
  type GenerateOptions,
  type ParameterValue,
  type SeedForm,
} from './family.ts';
