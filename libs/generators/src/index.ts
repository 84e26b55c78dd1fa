export { generate } from './generate.ts';
export { families, findFamily } from './registry.ts';
export { familySentence } from './family-sentence.ts';
export {
  namesFrom,
  namesOn,
  type GeneratedName,
  type NamesFromOptions,
  type NamesOnOptions,
} from './campaigns/dated-names.ts';
export {
  blocklistFormats,
  blocklistHead,
  blocklistLine,
  type BlocklistFormatName,
  isBlockable,
} from './blocklist/blocklist-formats.ts';
export {
  renderNames,
  nameFormats,
  type RenderNamesOptions,
  type NameFormat,
} from './blocklist/render-names.ts';
export {
  buildKnownDgaFilter,
  type BuildKnownDgaFilterOptions,
} from './filter/build-known-dga-filter.ts';
export { KnownDgaFilter, loadKnownDgaFilter, type KnownDga } from './filter/known-dga-filter.ts';
export { charBot, type CharBotOptions } from './adversaries/charbot.ts';
export { concatenateWords, type ConcatenateWordsOptions } from './adversaries/concatenate-words.ts';
export {
  insertWords,
  insertionPlaces,
  type InsertionPlace,
  type InsertWordsOptions,
} from './adversaries/insert-words.ts';
export { markovNames, type MarkovNamesOptions } from './adversaries/markov-names.ts';
export { swapHomoglyphs, type SwapHomoglyphsOptions } from './adversaries/swap-homoglyphs.ts';
export { swapVowels, type SwapVowelsOptions } from './adversaries/swap-vowels.ts';
export { plausibleSeeds, type PlausibleSeedsOptions } from './plausible/plausible-seeds.ts';
export { GeneratorsError, generatorsErrorCodes, type GeneratorsErrorCode } from './errors.ts';
export {
  type Campaign,
  type FamilyKind,
  type FamilyMetadata,
  type GenerateOptions,
  type ParameterValue,
  type SeedForm,
} from './family.ts';
