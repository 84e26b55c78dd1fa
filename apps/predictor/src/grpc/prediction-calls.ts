import type { Verdict } from '@degas/inference';

import type { Cancellation } from '../prediction/cancellation.ts';
import { readExamples } from '../prediction/examples-request.ts';
import type { Scorer } from '../prediction/scorer.ts';
import {
  OUTPUT_NAME,
  requireExampleSignature,
  requireSignatureKey,
  signaturesFor,
  VERDICT_FIELDS,
  type Signature,
  type SignatureName,
} from '../prediction/signatures.ts';
import type { TensorInput } from '../prediction/tensor-input.ts';
import { invalidArgument, ServingError } from '../serving-error.ts';
import { readExampleMessages } from './example-message.ts';
import { judgeClients } from './judge-clients.ts';
import type { InputMessage, ModelSpecMessage, PredictMessage } from './messages.ts';
import { floatTensor, readTensor, requireTensor, stringTensor } from './tensor-message.ts';

/** How calls are answered, beside what they ask. */
export interface CallOptions {
  /** Aborted when the caller no longer waits. */
  readonly signal?: Cancellation;
  /** Whether float tensors are answered as `tensor_content`. */
  readonly isPacked?: boolean;
}

/** Answers Predict on a loaded version: the output tensors, and the signature that has them. */
export async function predict(
  scorer: Scorer,
  {
    model_spec,
    inputs,
    output_filter,
  }: Omit<PredictMessage, 'model_spec'> & {
    readonly model_spec: ModelSpecMessage | null;
  },
  options: CallOptions = {},
): Promise<{ signature: SignatureName; outputs: object }> {
  const name = requireSignatureKey(model_spec?.signature_name ?? '');
  const signature = requireOffered(name, scorer);
  if (name !== 'clients') requireOnlyInput(signature, inputs);
  for (const [alias, tensor] of Object.entries(inputs)) requireTensor(tensor, alias);
  const wanted = wantedOutputs(signature, output_filter);
  const outputs = await answerBySignature(scorer, signature, inputs, options);
  return {
    signature: name,
    outputs: Object.fromEntries(wanted.map((output) => [output, outputs[output]])),
  };
}

/** The signature as the model has it. */
function requireOffered(name: SignatureName, scorer: Scorer): Signature {
  const found = signaturesFor(scorer).find((signature) => signature.name === name);
  if (found !== undefined) return found;
  throw new ServingError(
    'FAILED_PRECONDITION',
    `Serving signature key "${name}" not found. The model has no group network; ask a version that 'degas train --recipe flagship' made`,
  );
}

function answerBySignature(
  scorer: Scorer,
  { name, inputs: expected }: Signature,
  inputs: PredictMessage['inputs'],
  options: CallOptions,
): Promise<Record<string, object>> {
  if (name === 'clients') return judgeClients(scorer, inputs, options);
  const [alias = ''] = Object.keys(expected);
  const tensor = inputs[alias];
  if (tensor === undefined) throw new RangeError(`no input ${alias}`);
  const form = name === 'domains' ? { ...scorer.rowForm, length: null } : scorer.rowForm;
  const chunks = readTensor(tensor, form, alias);
  return name === 'domains'
    ? classifyNames(scorer, chunks, options)
    : scoreRows(scorer, chunks, options);
}

function requireOnlyInput(signature: Signature, inputs: PredictMessage['inputs']): void {
  const [expected = ''] = Object.keys(signature.inputs);
  const given = Object.keys(inputs).sort();
  const extra = given.filter((name) => name !== expected);
  if (given.length === 1) {
    if (extra.length === 0) return;
    throw invalidArgument(
      `Signature input alias: ${expected}(feed name: ${signature.inputs[expected]?.name ?? ''}) not found in request and no default value provided. ` +
        `Inputs expected to be in the request {${given.join(',')}}, or default input alias set: `,
    );
  }
  const missing = given.includes(expected) ? '' : expected;
  throw invalidArgument(
    `input size does not match signature: ${given.length}!=1 len({${given.join(',')}}) != len({${expected}}). ` +
      `Sent extra: {${extra.join(',')}}. Missing but required: {${missing}}.`,
  );
}

function wantedOutputs({ outputs }: Signature, filter: readonly string[]): readonly string[] {
  const known = Object.keys(outputs).sort();
  filter.forEach((name, i) => {
    if (!known.includes(name)) {
      throw invalidArgument(
        `output tensor alias not found in signature: ${name} Outputs expected to be in the set {${known.join(',')}}.`,
      );
    }
    if (filter.indexOf(name) < i) throw invalidArgument(`duplicate output tensor alias: ${name}`);
  });
  return filter.length > 0 ? filter : Object.keys(outputs);
}

async function scoreRows(
  scorer: Scorer,
  chunks: Iterable<TensorInput>,
  { signal, isPacked }: CallOptions,
): Promise<Record<string, object>> {
  const scores = await scorer.score(chunks, signal);
  return { [OUTPUT_NAME]: floatTensor(scores, [scores.length, 1], isPacked) };
}

/** A tensor has no empty place: what a verdict lacks is an empty string, or the score 0. */
async function classifyNames(
  scorer: Scorer,
  chunks: Iterable<TensorInput>,
  { signal, isPacked }: CallOptions,
): Promise<Record<string, object>> {
  const verdicts: Verdict[] = [];
  await scorer.classify(chunks, (more) => verdicts.push(...more), signal);
  const tensors = VERDICT_FIELDS.map((field) => [
    field,
    field === 'score'
      ? floatTensor(
          Float32Array.from(verdicts, ({ score }) => score ?? 0),
          [verdicts.length],
          isPacked,
        )
      : stringTensor(verdicts.map((verdict) => verdict[field] ?? '')),
  ]);
  return Object.fromEntries(tensors) as Record<string, object>;
}

/** Answers Classify: both classes with their scores. */
export async function classify(
  scorer: Scorer,
  signature: string,
  input: InputMessage | null,
  { signal }: CallOptions = {},
): Promise<object> {
  requireExampleSignature(signature);
  return classifications(scorer, await scoreExamples(scorer, input, signal));
}

/** Answers Regress: the scores. */
export async function regress(
  scorer: Scorer,
  signature: string,
  input: InputMessage | null,
  { signal }: CallOptions = {},
): Promise<object> {
  requireExampleSignature(signature);
  return regressions(await scoreExamples(scorer, input, signal));
}

/** Answers the tasks of MultiInference, which score the same examples once. */
export async function infer(
  scorer: Scorer,
  methods: readonly string[],
  input: InputMessage | null,
  { signal }: CallOptions = {},
): Promise<object[]> {
  const scores = await scoreExamples(scorer, input, signal);
  return methods.map((method) => {
    switch (method) {
      case CLASSIFY_METHOD:
        return { classification_result: classifications(scorer, scores) };
      case REGRESS_METHOD:
        return { regression_result: regressions(scores) };
    }
    throw unsupportedMethod(method);
  });
}

const CLASSIFY_METHOD = 'tensorflow/serving/classify';
const REGRESS_METHOD = 'tensorflow/serving/regress';

export function requireMethod(method: string): void {
  if (method !== CLASSIFY_METHOD && method !== REGRESS_METHOD) throw unsupportedMethod(method);
}

function unsupportedMethod(method: string): ServingError {
  return new ServingError('UNIMPLEMENTED', `Unsupported signature method_name: ${method}`);
}

async function scoreExamples(
  scorer: Scorer,
  input: InputMessage | null,
  signal?: Cancellation,
): Promise<Float32Array> {
  return scorer.score(readExamples(readExampleMessages(input), scorer.rowForm), signal);
}

function classifications({ labels: [benign, dga] }: Scorer, scores: Float32Array): object {
  return {
    classifications: Array.from(scores, (score) => ({
      classes: [
        { label: benign, score: 1 - score },
        { label: dga, score },
      ],
    })),
  };
}

function regressions(scores: Float32Array): object {
  return { regressions: Array.from(scores, (value) => ({ value })) };
}
