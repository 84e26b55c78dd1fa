export { defaultClassifierOptions, type ClassifierOptions } from './classifier-options.ts';
export { type ClassifierPool } from './classifier-pool.ts';
export { type Classifier } from './classifier.ts';
export {
  tensorValues,
  type Activation,
  type CompiledModel,
  type CompiledNode,
  type CompiledTensor,
  type OperatingPoint,
} from './compiled-model.ts';
export { readCompiledModel, writeCompiledModel } from './degas-bin.ts';
export { DomainList } from './domain-list.ts';
export { InferenceError, inferenceErrorCodes, type InferenceErrorCode } from './errors.ts';
export { type Explanation, type WeighedPart } from './explain.ts';
export { type KnownDgaLookup } from './known-dga.ts';
export { type LexicalFacts } from './lexical-facts.ts';
export { loadClassifierPool, type ClassifierPoolOptions } from './load-classifier-pool.ts';
export { loadClassifier } from './load-classifier.ts';
export { type ModelInfo } from './model-info.ts';
export { ngramBuckets, type NgramWindows } from './ngram-buckets.ts';
export { MIX, OFFSET_BASIS, PRIME } from './window-hash.ts';
export { wordCover, wordPlace, type WordWindows } from './word-cover.ts';
export { UNKNOWN_FAMILY, type Decision, type Verdict } from './verdict.ts';
export {
  COUNTED_FROM,
  type GroupEvidence,
  groupEvidence,
  logitOf,
  RANKED_NAMES,
  type RankedNames,
  SUSPICIOUS_FROM,
} from './group/group-evidence.ts';
export { type AlertRate, type GroupHeader } from './group/group-header.ts';
export {
  type DenseLayer,
  type GroupNetwork,
  runGroupNetwork,
  WIDEST_INPUT,
} from './group/group-network.ts';
export { type GroupReading } from './group/group-reader.ts';
export { withGroupNetwork } from './group/group-tensors.ts';
export {
  type EvidenceOptions,
  type GroupAnswers,
  type GroupVerdict,
  type WeighedName,
} from './group/group-verdict.ts';
