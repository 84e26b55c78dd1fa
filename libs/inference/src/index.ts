export { defaultClassifierOptions, type ClassifierOptions } from './classifier-options.ts';
export { type Classifier, type ModelInfo } from './classifier.ts';
export {
  tensorValues,
  type Activation,
  type CompiledModel,
  type CompiledNode,
  type CompiledTensor,
  type OperatingPoint,
} from './compiled-model.ts';
export { readCompiledModel, writeCompiledModel } from './degas-bin.ts';
export { InferenceError, inferenceErrorCodes, type InferenceErrorCode } from './errors.ts';
export { loadClassifier } from './load-classifier.ts';
export { ngramBuckets, type NgramWindows } from './ngram-buckets.ts';
export { type Verdict } from './verdict.ts';
