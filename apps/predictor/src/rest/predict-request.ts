import { isJsonObject, quoteJson, type JsonObject } from '../prediction/parse-json.ts';
import { INPUT_NAME, requireSignature, type SignatureName } from '../prediction/signatures.ts';
import {
  denseShape,
  isBase64,
  readRows,
  type RowErrorFormatter,
  type RowForm,
  type TensorInput,
} from '../prediction/tensor-input.ts';
import { invalidArgument } from '../serving-error.ts';

export interface PredictRequest {
  readonly signature: SignatureName;
  /** Row requests (`instances`) get `predictions`, columnar ones (`inputs`) get `outputs`. */
  readonly format: 'row' | 'columnar';
  readonly input: TensorInput;
}

/** The `signature_name` of a body, empty where there is none. */
export function readSignatureName(body: JsonObject): string {
  const name = body.signature_name ?? '';
  if (typeof name === 'string') return name;
  throw invalidArgument(
    `JSON Value: ${quoteJson(body)} not formatted correctly. 'signature_name' key must be a string value.`,
  );
}

/**
 * Reads the body of `:predict` in the order in which TensorFlow Serving checks it; `signature` goes before what the
 * body says.
 */
export function readPredictRequest(
  body: JsonObject,
  codes: RowForm,
  signature: SignatureName = chooseSignature(body),
): PredictRequest {
  const form = signature === 'domains' ? { ...codes, length: null } : codes;
  const inputName = signature === 'domains' ? 'domain' : INPUT_NAME;

  if ('instances' in body) {
    const { instances } = body;
    if ('inputs' in body) {
      throw formatError(
        body,
        "Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist ",
      );
    }
    if (!Array.isArray(instances)) {
      throw formatError(body, "Excepting 'instances' to be an list/array");
    }
    if (instances.length === 0) throw formatError(body, "No values in 'instances' array");
    return { signature, format: 'row', input: readInstances(instances, inputName, form) };
  }
  if ('inputs' in body) {
    return { signature, format: 'columnar', input: readColumn(body.inputs, inputName, form) };
  }
  throw invalidArgument("Missing 'inputs' or 'instances' key");
}

function chooseSignature(body: JsonObject): SignatureName {
  const name = readSignatureName(body);
  return name === '' && asksForDomains(body) ? 'domains' : requireSignature(name);
}

/** Rows that name the input `domain` can only mean the signature that has it. */
function asksForDomains({ instances, inputs }: JsonObject): boolean {
  const sample: unknown = Array.isArray(instances) ? instances[0] : inputs;
  return isJsonObject(sample) && 'domain' in sample && !(INPUT_NAME in sample);
}

function formatError(value: unknown, complaint: string): Error {
  return invalidArgument(`JSON Value: ${quoteJson(value)} ${complaint}`);
}

const elementError: RowErrorFormatter = (row, complaint) =>
  `Failed to process element: ${row} of 'instances' list. Error: INVALID_ARGUMENT: ${complaint}`;

function readInstances(instances: readonly unknown[], name: string, form: RowForm): TensorInput {
  const isNamed = (row: unknown): row is JsonObject => isJsonObject(row) && !isBase64(row);
  if (!isNamed(instances[0])) {
    const stray = instances.findIndex(isNamed);
    if (stray >= 0) {
      throw invalidArgument(`Expecting value/list but got object at item ${stray} of input list`);
    }
    return readRows(instances, form, elementError);
  }
  const rows = instances.map((row, i) => {
    if (!isNamed(row)) {
      throw invalidArgument(`Expecting object but got list at item ${i} of input list`);
    }
    return readNamedRow(row, i, name);
  });
  return readRows(
    rows,
    form,
    (row, complaint) =>
      `Failed to process element: ${row} key: ${name} of 'instances' list. Error: INVALID_ARGUMENT: ${complaint}`,
  );
}

function readNamedRow(row: JsonObject, index: number, name: string): unknown {
  const stray = Object.keys(row).find((key) => key !== name);
  if (stray !== undefined) {
    throw invalidArgument(
      `Failed to process element: ${index} key: ${stray} of 'instances' list. Error: INVALID_ARGUMENT: ` +
        `JSON object: does not have named input: ${stray}`,
    );
  }
  if (!(name in row)) {
    throw invalidArgument(
      `Failed to process element: ${index} of 'instances' list. JSON object: ${quoteJson(row)} keys must be equal to: ${name}`,
    );
  }
  return row[name];
}

function readColumn(inputs: unknown, name: string, form: RowForm): TensorInput {
  let column = inputs;
  if (isJsonObject(inputs) && !isBase64(inputs)) {
    if (!(name in inputs)) {
      throw invalidArgument(`Missing named input: ${name} in 'inputs' object.`);
    }
    column = inputs[name];
  }
  if (!Array.isArray(column) || column.length === 0 || typeof column[0] === 'number') {
    const wanted = form.length === null ? '[-1]' : `[-1,${form.length}]`;
    throw invalidArgument(`Expecting shape ${wanted} but got: [${denseShape(column).join(',')}]`);
  }
  return readRows(column, form, (_, complaint) => complaint);
}
