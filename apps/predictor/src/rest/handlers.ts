import type { ModelRegistry } from '../models/model-registry.ts';
import { readExamplesRequest } from '../prediction/examples-request.ts';
import { parseJsonObject, type JsonObject } from '../prediction/parse-json.ts';
import type { Scorer } from '../prediction/scorer.ts';
import { requireSignature } from '../prediction/signatures.ts';
import { invalidArgument } from '../serving-error.ts';
import { modelMetadata, modelStatus } from './model-information.ts';
import { readPredictRequest, readSignatureName } from './predict-request.ts';
import {
  classificationsBody,
  messageBody,
  outputsBody,
  predictionsBody,
  regressionsBody,
} from './reply-body.ts';
import type { ModelReference, PredictionMethod, RequestTarget } from './request-target.ts';
import { explanationsBody, verdictColumns, verdictRows } from './verdict-body.ts';

/** Answers a request for information: the body of the reply, as JSON. */
export async function answerInformation(
  registry: ModelRegistry,
  target: Extract<RequestTarget, { kind: 'status' | 'metadata' }>,
): Promise<string> {
  if (target.kind === 'status') return messageBody(modelStatus(registry.status(target.model)));
  const found = registry.find(target.model);
  return found.use(({ rowForm }) =>
    Promise.resolve(messageBody(modelMetadata(found.model, found.version, rowForm.length))),
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
  return registry.find(model).use((scorer) => {
    requireSignature(signature);
    return ANSWERS[method](scorer, body);
  });
}

/** An explanation costs as much as a hundred verdicts. */
const MOST_EXPLAINED = 256;

type Answer = (scorer: Scorer, body: JsonObject) => Promise<string>;

const ANSWERS: Readonly<Record<PredictionMethod, Answer>> = {
  async predict(scorer, body) {
    const { signature, format, input } = readPredictRequest(body, scorer.rowForm);
    if (signature === 'domains' && input.kind === 'names') {
      const verdicts = await scorer.judge(input.names);
      return format === 'row' ? verdictRows(verdicts) : verdictColumns(verdicts);
    }
    const scores = await scorer.score(input);
    return format === 'row' ? predictionsBody(scores) : outputsBody(scores);
  },

  async classify(scorer, body) {
    const input = readExamplesRequest(body, scorer.rowForm);
    return classificationsBody(await scorer.score(input), scorer.labels);
  },

  async regress(scorer, body) {
    return regressionsBody(await scorer.score(readExamplesRequest(body, scorer.rowForm)));
  },

  async explain(scorer, body) {
    const { input } = readPredictRequest(body, scorer.rowForm, 'domains');
    const names = input.kind === 'names' ? input.names : [];
    if (names.length > MOST_EXPLAINED) {
      throw invalidArgument(
        `At most ${MOST_EXPLAINED} names are explained in one request, but got: ${names.length}`,
      );
    }
    return explanationsBody(await scorer.explain(names));
  },
};
