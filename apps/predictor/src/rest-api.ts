import { readExamplesRequest } from './examples-request.ts';
import { modelMetadata, modelStatus } from './model-information.ts';
import type { ModelRegistry } from './model-registry.ts';
import { parseJsonObject, type JsonObject } from './parse-json.ts';
import { readPredictRequest, readSignatureName } from './predict-request.ts';
import {
  classificationsBody,
  messageBody,
  outputsBody,
  predictionsBody,
  regressionsBody,
} from './reply-body.ts';
import type { ModelReference, PredictionMethod, RequestTarget } from './request-target.ts';
import { judgeNames, rowFormOf, scoreRows } from './scoring.ts';
import type { ServedClassifier } from './served-classifier.ts';
import { ServingError } from './serving-error.ts';
import { requireSignature } from './signatures.ts';
import { verdictColumns, verdictRows } from './verdict-body.ts';

/** Answers a request for information: the body of the reply, as JSON. */
export async function answerInformation(
  registry: ModelRegistry,
  target: Extract<RequestTarget, { kind: 'status' | 'metadata' }>,
): Promise<string> {
  if (target.kind === 'status') return messageBody(modelStatus(registry.status(target.model)));
  const found = registry.find(target.model);
  return found.use(({ model }) =>
    Promise.resolve(messageBody(modelMetadata(found.model, found.version, model.encoding.length))),
  );
}

/** Answers a prediction request: the body of the reply, as JSON. What is wrong with it is told in a ServingError. */
export async function answerPrediction(
  registry: ModelRegistry,
  model: ModelReference,
  method: PredictionMethod,
  text: string,
): Promise<string> {
  // TensorFlow Serving reads the body before it looks for the model, and so tells of a bad body first.
  const body = parseJsonObject(text);
  const signature = readSignatureName(body);
  return registry.find(model).use((classifier) => {
    requireSignature(signature);
    return ANSWERS[method](classifier, body);
  });
}

type Answer = (classifier: ServedClassifier, body: JsonObject) => Promise<string>;

const ANSWERS: Readonly<Record<PredictionMethod, Answer>> = {
  async predict(classifier, body) {
    const { signature, format, input } = readPredictRequest(body, rowFormOf(classifier));
    if (signature === 'domains' && input.kind === 'names') {
      const verdicts = await judgeNames(classifier, input.names);
      return format === 'row' ? verdictRows(verdicts) : verdictColumns(verdicts);
    }
    const scores = await scoreRows(classifier, input);
    return format === 'row' ? predictionsBody(scores) : outputsBody(scores);
  },

  async classify(classifier, body) {
    const input = readExamplesRequest(body, rowFormOf(classifier));
    return classificationsBody(await scoreRows(classifier, input), classifier.model.labels);
  },

  async regress(classifier, body) {
    return regressionsBody(
      await scoreRows(classifier, readExamplesRequest(body, rowFormOf(classifier))),
    );
  },

  explain() {
    throw new ServingError('UNIMPLEMENTED', 'This model does not explain its verdicts');
  },
};
