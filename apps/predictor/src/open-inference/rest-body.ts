import { z } from 'zod';

import { parseJsonObject } from '../json/parse-json.ts';
import { shortFloat32 } from '../rest/format-float32.ts';
import { invalidArgument } from '../serving-error.ts';
import { inputOf, rawInputOf, rawOutput, type InferInput, type InferOutput } from './tensors.ts';

const parameters = z.record(z.string(), z.unknown()).default({});

/** An inference request in JSON; tensors may lie behind it as bytes, by Triton's extension. */
const requestSchema = z.object({
  id: z.string().default(''),
  parameters,
  inputs: z.array(
    z.object({
      name: z.string(),
      datatype: z.string(),
      shape: z.array(z.number()),
      parameters,
      data: z.array(z.unknown()).optional(),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), parameters })).default([]),
});

export interface InferBody {
  readonly id: string;
  readonly inputs: readonly InferInput[];
  readonly wanted: readonly string[];
  /** Whether an output is to be answered as bytes. */
  readonly isBinary: (output: string) => boolean;
}

/** Reads an inference request of which the first `headerLength` bytes are JSON, all of them where it is null. */
export async function readInferBody(body: Buffer, headerLength: number | null): Promise<InferBody> {
  if (headerLength !== null && !(headerLength >= 0 && headerLength <= body.length)) {
    throw invalidArgument(
      'Inference-Header-Content-Length must be a number of bytes that the body has',
    );
  }
  const header = body.subarray(0, headerLength ?? body.length);
  const parsed = requestSchema.safeParse(await parseJsonObject(header));
  if (!parsed.success) {
    throw invalidArgument(`Invalid inference request. ${z.prettifyError(parsed.error)}`);
  }
  const { id, inputs, outputs, parameters: given } = parsed.data;
  let at = headerLength ?? body.length;
  const read = inputs.map(({ data, parameters: { binary_data_size: size }, ...tensor }) => {
    if (data !== undefined) return inputOf(tensor, flat(data));
    if (typeof size !== 'number' || at + size > body.length) {
      throw invalidArgument(`Input '${tensor.name}' has neither data nor its bytes`);
    }
    const raw = body.subarray(at, at + size);
    at += size;
    return rawInputOf(tensor, raw);
  });
  const byName = new Map(outputs.map((output) => [output.name, output.parameters.binary_data]));
  return {
    id,
    inputs: read,
    wanted: outputs.map(({ name }) => name),
    isBinary: (name) => (byName.get(name) ?? given.binary_data_output) === true,
  };
}

/** Tensors may be nested lists or flat ones. */
function flat(data: readonly unknown[]): readonly unknown[] {
  return data.some((value) => Array.isArray(value)) ? data.flat(MAX_DEPTH) : data;
}

const MAX_DEPTH = 8;

/** Scores are written without the digits that widening to 64 bits invents. */
function dataOf(values: InferOutput['values']): readonly unknown[] {
  return values instanceof Float32Array
    ? Array.from(values, (value) => shortFloat32(value))
    : values;
}

/** The body of a reply, and how many bytes of it are JSON where tensors lie behind them. */
export interface InferReply {
  readonly body: Buffer;
  readonly headerLength: number | null;
}

export function writeInferReply(
  model: { readonly name: string; readonly version: string },
  { id, isBinary }: InferBody,
  outputs: readonly InferOutput[],
): InferReply {
  const raw: Buffer[] = [];
  const written = outputs.map((output) => {
    const { name, datatype, shape, values } = output;
    if (!isBinary(name)) return { name, datatype, shape, data: dataOf(values) };
    const bytes = rawOutput(output);
    raw.push(bytes);
    return { name, datatype, shape, parameters: { binary_data_size: bytes.length } };
  });
  const header = Buffer.from(
    JSON.stringify({
      model_name: model.name,
      model_version: model.version,
      ...(id !== '' && { id }),
      outputs: written,
    }),
  );
  return raw.length === 0
    ? { body: header, headerLength: null }
    : { body: Buffer.concat([header, ...raw]), headerLength: header.length };
}
