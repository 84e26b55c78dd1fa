import type { Verdict } from '@degas/inference';

import type { ModelRegistry } from '../models/model-registry.ts';
import { readExamplesRequest } from '../prediction/examples-request.ts';
import type { Scorer } from '../prediction/scorer.ts';
import {
  OUTPUT_NAME,
  requireSignature,
  signaturesFor,
  VERDICT_FIELDS,
  type Signature,
} from '../prediction/signatures.ts';
import { invalidArgument } from '../serving-error.ts';
import { examplesBody } from './example-message.ts';
import type {
  ExamplesMessage,
  InputMessage,
  MetadataMessage,
  MultiInferenceMessage,
  PredictMessage,
  TensorMessage,
} from './messages.ts';
import { readModelSpec, writeModelSpec } from './model-spec.ts';
import { packAny } from './serving-package.ts';
import { floatTensor, readTensor, stringTensor } from './tensor-message.ts';

/** The calls of PredictionService: a message in, a message out, a ServingError where it can't be answered. */
export function predictionHandlers(registry: ModelRegistry) {
  return {
    Predict({ model_spec, inputs, output_filter }: PredictMessage): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      return found.use(async (scorer) => {
        const name = requireSignature(model_spec?.signature_name ?? '');
        const signature = signaturesFor(scorer.rowForm.length)[name];
        const wanted = wantedOutputs(signature, output_filter);
        const tensor = onlyInput(signature, inputs);
        const outputs =
          name === 'domains' ? await judge(scorer, tensor) : await score(scorer, tensor);
        return {
          outputs: Object.fromEntries(wanted.map((output) => [output, outputs[output]])),
          model_spec: writeModelSpec(found, name),
        };
      });
    },

    Classify({ model_spec, input }: ExamplesMessage): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      return found.use(async (scorer) => ({
        result: await classify(scorer, input),
        model_spec: writeModelSpec(found, 'serving_default'),
      }));
    },

    Regress({ model_spec, input }: ExamplesMessage): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      return found.use(async (scorer) => ({
        result: await regress(scorer, input),
        model_spec: writeModelSpec(found, 'serving_default'),
      }));
    },

    async MultiInference({ tasks, input }: MultiInferenceMessage): Promise<object> {
      if (tasks.length === 0) throw invalidArgument('Inference request has no tasks');
      // Async, so that a task that fails at once leaves none behind whose failure nobody awaits.
      const results = tasks.map(async ({ model_spec, method_name }) => {
        const found = registry.find(readModelSpec(model_spec));
        return found.use(async (scorer) => ({
          model_spec: writeModelSpec(found, 'serving_default'),
          ...(await infer(scorer, method_name, input)),
        }));
      });
      return { results: await Promise.all(results) };
    },

    GetModelMetadata({ model_spec, metadata_field }: MetadataMessage): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      if (metadata_field.length === 0) {
        throw invalidArgument('GetModelMetadataRequest must specify at least one metadata_field');
      }
      const unknown = metadata_field.find((field) => field !== 'signature_def');
      if (unknown !== undefined) {
        throw invalidArgument(`Metadata field ${unknown} is not supported`);
      }
      return found.use(({ rowForm }) =>
        Promise.resolve({
          model_spec: writeModelSpec(found, ''),
          metadata: { signature_def: signatureMap(rowForm.length) },
        }),
      );
    },
  };
}

function onlyInput(signature: Signature, inputs: PredictMessage['inputs']): TensorMessage {
  const [expected = ''] = Object.keys(signature.inputs);
  const extra = Object.keys(inputs).filter((name) => name !== expected);
  const tensor = inputs[expected];
  if (tensor !== undefined && extra.length === 0) return tensor;
  const count = Object.keys(inputs).length;
  throw invalidArgument(
    `input size does not match signature: ${count}!=1 len({${Object.keys(inputs).join(',')}}) != len({${expected}}). ` +
      `Sent extra: {${extra.join(',')}}. Missing but required: {${tensor === undefined ? expected : ''}}.`,
  );
}

function wantedOutputs({ outputs }: Signature, filter: readonly string[]): readonly string[] {
  const known = Object.keys(outputs);
  const unknown = filter.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalidArgument(
      `output tensor alias not found in signature: ${unknown} Outputs expected to be in the set {${known.join(',')}}.`,
    );
  }
  return filter.length === 0 ? known : filter;
}

async function score(scorer: Scorer, tensor: TensorMessage): Promise<Record<string, object>> {
  const scores = await scorer.score(readTensor(tensor, scorer.rowForm));
  return { [OUTPUT_NAME]: floatTensor(scores, [scores.length, 1]) };
}

async function judge(scorer: Scorer, tensor: TensorMessage): Promise<Record<string, object>> {
  const input = readTensor(tensor, { ...scorer.rowForm, length: null });
  const verdicts = input.kind === 'names' ? await scorer.judge(input.names) : [];
  return Object.fromEntries(VERDICT_FIELDS.map((field) => [field, verdictTensor(verdicts, field)]));
}

/** A tensor has no empty place: what a verdict lacks is an empty string, or the score 0. */
function verdictTensor(
  verdicts: readonly Verdict[],
  field: (typeof VERDICT_FIELDS)[number],
): object {
  return field === 'score'
    ? floatTensor(
        Float32Array.from(verdicts, (verdict) => verdict.score ?? 0),
        [verdicts.length],
      )
    : stringTensor(verdicts.map((verdict) => verdict[field] ?? ''));
}

async function scoreExamples(scorer: Scorer, input: InputMessage | null): Promise<number[]> {
  const rows = readExamplesRequest(examplesBody(input), scorer.rowForm);
  return Array.from(await scorer.score(rows));
}

async function classify(scorer: Scorer, input: InputMessage | null): Promise<object> {
  const [benign, dga] = scorer.labels;
  const scores = await scoreExamples(scorer, input);
  return {
    classifications: scores.map((dgaScore) => ({
      classes: [
        { label: benign, score: 1 - dgaScore },
        { label: dga, score: dgaScore },
      ],
    })),
  };
}

async function regress(scorer: Scorer, input: InputMessage | null): Promise<object> {
  const scores = await scoreExamples(scorer, input);
  return { regressions: scores.map((value) => ({ value })) };
}

async function infer(scorer: Scorer, method: string, input: InputMessage | null): Promise<object> {
  switch (method) {
    case 'tensorflow/serving/classify':
      return { classification_result: await classify(scorer, input) };
    case 'tensorflow/serving/regress':
      return { regression_result: await regress(scorer, input) };
  }
  throw invalidArgument(`Unsupported signature method_name: ${method}`);
}

function signatureMap(encodingLength: number): object {
  const signatures = Object.values(signaturesFor(encodingLength));
  const tensors = (all: Signature['inputs']) =>
    Object.fromEntries(
      Object.entries(all).map(([alias, { name, dtype, shape }]) => [
        alias,
        { name, dtype, tensor_shape: { dim: shape.map((size) => ({ size })) } },
      ]),
    );
  return packAny('tensorflow.serving.SignatureDefMap', {
    signature_def: Object.fromEntries(
      signatures.map(({ name, inputs, outputs }) => [
        name,
        {
          inputs: tensors(inputs),
          outputs: tensors(outputs),
          method_name: 'tensorflow/serving/predict',
        },
      ]),
    ),
  });
}
