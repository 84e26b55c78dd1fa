import type { Verdict } from '@degas/inference';

import type { Cancellation } from '../prediction/cancellation.ts';
import type { Scorer } from '../prediction/scorer.ts';
import { INPUT_NAME, OUTPUT_NAME, VERDICT_FIELDS } from '../prediction/signatures.ts';
import { checkCodes, ROWS_PER_CHUNK, type TensorInput } from '../prediction/tensor-input.ts';
import { invalidArgument } from '../serving-error.ts';
import type { InferInput, InferOutput } from './tensors.ts';

/**
 * Answers an inference request of the Open Inference Protocol. The one input is `input_image`, codes of shape
 * [n, length] or names of shape [n] or [n, 1], answered by scores; or `domain`, names, answered by verdicts.
 *
 * @throws ServingError INVALID_ARGUMENT for other inputs, shapes or outputs.
 */
export async function infer(
  scorer: Scorer,
  inputs: readonly InferInput[],
  wanted: readonly string[],
  signal?: Cancellation,
): Promise<InferOutput[]> {
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) {
    throw invalidArgument(
      `Given ${inputs.length} inputs, expected one: '${INPUT_NAME}' or 'domain'`,
    );
  }
  const outputs =
    input.name === 'domain'
      ? await classifyNames(scorer, input, signal)
      : await scoreRows(scorer, input, signal);
  const missing = wanted.find((name) => !outputs.some((output) => output.name === name));
  if (missing !== undefined) {
    throw invalidArgument(
      `Unknown output '${missing}'. Expected one of: ${outputs.map(({ name }) => name).join(', ')}`,
    );
  }
  return wanted.length === 0 ? outputs : outputs.filter(({ name }) => wanted.includes(name));
}

async function scoreRows(
  scorer: Scorer,
  input: InferInput,
  signal?: Cancellation,
): Promise<InferOutput[]> {
  const { name, shape, values } = input;
  if (name !== INPUT_NAME) {
    throw invalidArgument(`Unknown input '${name}'. Expected one of: ${INPUT_NAME}, domain`);
  }
  const chunks =
    values instanceof Int32Array
      ? chunksOfCodes(shape, values, scorer.rowForm)
      : chunksOfNames(input, values);
  const scores = await scorer.score(chunks, signal);
  return [{ name: OUTPUT_NAME, datatype: 'FP32', shape: [scores.length, 1], values: scores }];
}

async function classifyNames(
  scorer: Scorer,
  input: InferInput,
  signal?: Cancellation,
): Promise<InferOutput[]> {
  const { values } = input;
  if (values instanceof Int32Array) {
    throw invalidArgument("Input 'domain' has datatype INT32, expected BYTES");
  }
  const verdicts: Verdict[] = [];
  await scorer.classify(chunksOfNames(input, values), (more) => verdicts.push(...more), signal);
  return VERDICT_FIELDS.map((field): InferOutput => {
    const name = field;
    const shape = [verdicts.length];
    if (field === 'score') {
      const scores = Float32Array.from(verdicts, ({ score }) => score ?? 0);
      return { name, datatype: 'FP32', shape, values: scores };
    }
    // A tensor has no empty place: what a verdict lacks is an empty text.
    return {
      name,
      datatype: 'BYTES',
      shape,
      values: verdicts.map((verdict) => verdict[field] ?? ''),
    };
  });
}

function* chunksOfNames(
  { name, shape }: InferInput,
  names: readonly string[],
): Generator<TensorInput> {
  if (shape.length !== 1 && !(shape.length === 2 && shape[1] === 1)) {
    throw invalidArgument(
      `Input '${name}' has shape [${shape.join(',')}], expected [-1] or [-1,1] for names`,
    );
  }
  for (let from = 0; from < names.length; from += ROWS_PER_CHUNK) {
    yield { kind: 'names', names: names.slice(from, from + ROWS_PER_CHUNK) };
  }
}

function* chunksOfCodes(
  shape: readonly number[],
  codes: Int32Array,
  { length, vocabulary }: Scorer['rowForm'],
): Generator<TensorInput> {
  if (shape.length !== 2 || shape[1] !== length) {
    throw invalidArgument(
      `Input '${INPUT_NAME}' has shape [${shape.join(',')}], expected [-1,${length}] for codes`,
    );
  }
  checkCodes(codes, length, vocabulary);
  for (let from = 0; from < codes.length; from += ROWS_PER_CHUNK * length) {
    const chunk = codes.subarray(from, from + ROWS_PER_CHUNK * length);
    yield { kind: 'codes', codes: chunk, rows: chunk.length / length };
  }
}
