import type { Verdict } from '@degas/inference';

import { parseJsonObject, type JsonObject } from '../json/parse-json.ts';
import type { ModelReference } from '../models/model-reference.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { Cancellation } from '../prediction/cancellation.ts';
import { readJsonExamples } from '../prediction/example-features.ts';
import { readExamples } from '../prediction/examples-request.ts';
import type { Scorer } from '../prediction/scorer.ts';
import {
  requireExampleSignature,
  requireRows,
  requireSignature,
  signaturesFor,
} from '../prediction/signatures.ts';
import { invalidArgument } from '../serving-error.ts';
import { groupColumnsBody, groupVerdictsBody } from './group-body.ts';
import { readGroupRequest } from './group-request.ts';
import { metadataBody, modelMetadata, modelStatus } from './model-information.ts';
import { readPredictRequest, readSignatureName } from './predict-request.ts';
import {
  classificationsBody,
  messageBody,
  outputsBody,
  regressionsBody,
  ScoreRows,
} from './reply-body.ts';
import type { PredictionMethod, RequestTarget } from './request-target.ts';
import { explanationsBody, verdictColumns, VerdictRows } from './verdict-body.ts';

/** Answers a request for information: the body of the reply, as JSON. */
export async function answerInformation(
  registry: ModelRegistry,
  target: Extract<RequestTarget, { kind: 'status' | 'metadata' }>,
): Promise<string> {
  if (target.kind === 'status') return messageBody(modelStatus(registry.status(target.model)));
  const found = registry.find(target.model);
  return found.use((scorer) =>
    Promise.resolve(metadataBody(modelMetadata(found.model, found.version, signaturesFor(scorer)))),
  );
}

/**
 * Answers a prediction request: the body of the reply, as JSON.
 *
 * @throws ServingError for a request that cannot be answered.
 */
export async function answerPrediction(
  registry: ModelRegistry,
  model: ModelReference,
  method: PredictionMethod,
  content: Buffer,
  signal: Cancellation,
): Promise<string> {
  // TensorFlow Serving reads the body before it looks for the model, and so reports a bad body first.
  const body = await parseJsonObject(content, ROW_MEMBERS);
  readSignatureName(body);
  return registry.find(model).use((scorer) => ANSWERS[method](scorer, body, signal));
}

/** Members of a body that hold a row for each name. */
const ROW_MEMBERS = ['instances', 'inputs', 'examples'];

/** An explanation costs as much as a hundred verdicts. */
const MAX_EXPLAINED = 256;

type Answer = (scorer: Scorer, body: JsonObject, signal: Cancellation) => Promise<string>;

const ANSWERS: Readonly<Record<PredictionMethod, Answer>> = {
  async predict(scorer, body, signal) {
    if (requireSignature(readSignatureName(body)) === 'clients') {
      const { format, groups } = readGroupRequest(body);
      const verdicts = await scorer.judge(groups, signal);
      return format === 'row'
        ? groupVerdictsBody('predictions', verdicts)
        : groupColumnsBody(verdicts);
    }
    const { signature, format, input } = readPredictRequest(body, scorer.rowForm);
    if (signature !== 'domains') {
      if (format === 'columnar') return outputsBody(await scorer.score(input, signal));
      const rows = new ScoreRows();
      await scorer.scoreEach(
        input,
        (scores) => {
          rows.add(scores);
        },
        signal,
      );
      return rows.body();
    }
    if (format === 'row') {
      const rows = new VerdictRows();
      await scorer.classify(
        input,
        (verdicts) => {
          rows.add(verdicts);
        },
        signal,
      );
      return rows.body();
    }
    const verdicts: Verdict[] = [];
    await scorer.classify(input, (more) => verdicts.push(...more), signal);
    return verdictColumns(verdicts);
  },

  async classify(scorer, body, signal) {
    const examples = readJsonExamples(body);
    requireExampleSignature(readSignatureName(body));
    const scores = await scorer.score(readExamples(examples, scorer.rowForm), signal);
    return classificationsBody(scores, scorer.labels);
  },

  async regress(scorer, body, signal) {
    const examples = readJsonExamples(body);
    requireExampleSignature(readSignatureName(body));
    return regressionsBody(await scorer.score(readExamples(examples, scorer.rowForm), signal));
  },

  async explain(scorer, body, signal) {
    requireRows(requireSignature(readSignatureName(body)));
    const { input } = readPredictRequest(body, scorer.rowForm, 'domains');
    const names: string[] = [];
    for (const chunk of input) {
      if (chunk.kind === 'names') names.push(...chunk.names);
      if (names.length > MAX_EXPLAINED) {
        throw invalidArgument(
          `At most ${MAX_EXPLAINED} names are explained in one request, but got: ${names.length}`,
        );
      }
    }
    return explanationsBody(await scorer.explain(names, signal));
  },

  async judgeGroup(scorer, body, signal) {
    requireSignature(readSignatureName(body));
    const { format, groups } = readGroupRequest(body);
    if (format === 'columnar') {
      throw invalidArgument(
        "':judgeGroup' was given 'inputs'. Expected 'instances', a list of groups; columns go to ':predict' with the signature_name 'clients'",
      );
    }
    return groupVerdictsBody('verdicts', await scorer.judge(groups, signal));
  },
};
