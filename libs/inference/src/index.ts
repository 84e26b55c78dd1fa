export {
  defaultClassifierOptions,
  type ClassifierOptions,
} from './classifier/classifier-options.ts';
export { type ClassifierPool } from './pool/classifier-pool.ts';
export { type Classifier } from './classifier/classifier.ts';
export {
  tensorValues,
  type Activation,
  type CompiledModel,
  type CompiledNode,
  type CompiledTensor,
  operatingLevels,
  type OperatingLevel,
  type OperatingPoint,
} from './format/compiled-model.ts';
export { crc32c } from './format/crc32c.ts';
export { readCompiledModel, writeCompiledModel } from './format/degas-bin.ts';
export { DomainList } from './verdict/domain-list.ts';
export { InferenceError, inferenceErrorCodes, type InferenceErrorCode } from './errors.ts';
export { type Explanation, type Attribution } from './explain/explanation.ts';
export { type KnownDgaLookup } from './verdict/known-dga.ts';
export { loadClassifierPool, type ClassifierPoolOptions } from './pool/load-classifier-pool.ts';
export { loadClassifier } from './classifier/load-classifier.ts';
export { type ModelInfo } from './classifier/model-info.ts';
export { dgaKinds, type DgaKind } from './verdict/kind.ts';
export { namedClass, type NamedClass } from './verdict/named-class.ts';
export { type Candidate, type Decision, type Verdict } from './verdict/verdict.ts';
export { type GroupNames, groupNames } from './group/group-names.ts';
export {
  COUNTED_FROM,
  type GroupEvidence,
  groupEvidence,
  logitOf,
  RANKED_NAMES,
  type RankedNames,
  SUSPICIOUS_FROM,
} from './group/group-evidence.ts';
export { type DenseLayer, WIDEST_INPUT } from './engine/dense-network.ts';
export { type AlertRate, type GroupHeader, type GroupLevels } from './group/group-header.ts';
export { type GroupNetwork, runGroupNetwork } from './group/group-network.ts';
export { type GroupReader } from './group/group-reader.ts';
export { FAMILY_INPUTS, familyProbability, type FamilyReading } from './group/group-family.ts';
export { type GroupNetworks, groupNetworkOf, withGroupNetwork } from './group/group-tensors.ts';
export {
  type EvidenceOptions,
  type GroupAnswers,
  type GroupVerdict,
  UNKNOWN_FAMILY,
  type WeighedName,
} from './group/group-verdict.ts';
