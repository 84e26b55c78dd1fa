import { CodeRows } from '../json/code-rows.ts';
import {
  firstOf,
  isJsonList,
  isJsonObject,
  type JsonList,
  type JsonObject,
} from '../json/parse-json.ts';
import { quoteJson } from '../json/quote-json.ts';
import {
  INPUT_NAME,
  requireRows,
  requireSignature,
  type RowSignatureName,
} from '../prediction/signatures.ts';
import {
  chunksOfRows,
  isBase64,
  readColumn,
  readRows,
  ROWS_PER_CHUNK,
  withLength,
  type RowErrorFormatter,
  type RowForm,
  type TensorInput,
} from '../prediction/tensor-input.ts';
import { invalidArgument } from '../serving-error.ts';

export interface PredictRequest {
  readonly signature: RowSignatureName;
  /** Row requests (`instances`) get `predictions`, columnar ones (`inputs`) get `outputs`. */
  readonly format: 'row' | 'columnar';
  /** The rows in chunks; a row that is wrong is an error when its chunk is taken. */
  readonly input: Iterable<TensorInput>;
}

/** Returns the `signature_name` of a body, empty where there is none. */
export function readSignatureName(body: JsonObject): string {
  if (!('signature_name' in body)) return '';
  const { signature_name: name } = body;
  if (typeof name === 'string') return name;
  throw invalidArgument(
    `JSON Value: ${quoteJson(body)} not formatted correctly. 'signature_name' key must be a string value.`,
  );
}

/**
 * Reads the body of `:predict` in the order in which TensorFlow Serving checks it; `signature` takes precedence over
 * the one that the body names.
 *
 * @throws ServingError INVALID_ARGUMENT in TensorFlow Serving's words.
 */
export function readPredictRequest(
  body: JsonObject,
  codes: RowForm,
  signature: RowSignatureName = chooseSignature(body),
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
    if (!isJsonList(instances)) {
      throw formatError(body, "Expecting 'instances' to be an list/array");
    }
    if (instances.length === 0) throw formatError(body, "No values in 'instances' array");
    return { signature, format: 'row', input: readInstances(instances, inputName, form) };
  }
  if ('inputs' in body) {
    return { signature, format: 'columnar', input: readInputs(body.inputs, inputName, form) };
  }
  throw invalidArgument("Missing 'inputs' or 'instances' key");
}

function chooseSignature(body: JsonObject): RowSignatureName {
  const name = readSignatureName(body);
  return name === '' && asksForDomains(body) ? 'domains' : requireRows(requireSignature(name));
}

/** Rows that name the input `domain` can only mean the signature that has it. */
function asksForDomains({ instances, inputs }: JsonObject): boolean {
  const sample = isJsonList(instances) ? firstOf(instances) : inputs;
  return isJsonObject(sample) && 'domain' in sample && !(INPUT_NAME in sample);
}

function formatError(value: unknown, reason: string): Error {
  return invalidArgument(`JSON Value: ${quoteJson(value)} ${reason}`);
}

const elementError: RowErrorFormatter = (row, reason) =>
  `Failed to process element: ${row} of 'instances' list. Error: INVALID_ARGUMENT: ${reason}`;

const isNamed = (row: unknown): row is JsonObject => isJsonObject(row) && !isBase64(row);

function readInstances(instances: JsonList, name: string, form: RowForm): Iterable<TensorInput> {
  // Most requests by far, for which little is left to check.
  if (instances instanceof CodeRows && instances.width === form.length) {
    return chunksOfRows(instances, form);
  }
  if (Array.isArray(instances) && instances.every((row) => typeof row === 'string')) {
    return chunksOfNames(instances);
  }
  const areNamed = isNamed(firstOf(instances));
  const rows = areNamed ? valuesOf(instances, name) : plainRows(instances);
  return readRows(withLength(rows, instances.length), form, (row, reason) =>
    areNamed
      ? `Failed to process element: ${row} key: ${name} of 'instances' list. Error: INVALID_ARGUMENT: ${reason}`
      : elementError(row, reason),
  );
}

function* chunksOfNames(names: readonly string[]): Generator<TensorInput> {
  for (let from = 0; from < names.length; from += ROWS_PER_CHUNK) {
    yield { kind: 'names', names: names.slice(from, from + ROWS_PER_CHUNK) };
  }
}

function* plainRows(instances: JsonList): Generator {
  let index = 0;
  for (const row of instances) {
    if (isNamed(row)) {
      throw invalidArgument(`Expecting value/list but got object at item ${index} of input list`);
    }
    yield row;
    index++;
  }
}

function* valuesOf(instances: JsonList, name: string): Generator {
  let index = 0;
  for (const row of instances) {
    if (!isNamed(row)) {
      throw invalidArgument(`Expecting object but got list at item ${index} of input list`);
    }
    const stray = strayKey(row, name);
    // Members are looked at in their order: a wrong value in front of a stray key is reported first.
    if (stray !== null && name in row && isBefore(row, name, stray)) yield row[name];
    yield readNamedRow(row, index, name, stray);
    index++;
  }
}

function strayKey(row: JsonObject, name: string): string | null {
  return Object.keys(row).find((key) => key !== name) ?? null;
}

function isBefore(row: JsonObject, first: string, second: string): boolean {
  const keys = Object.keys(row);
  return keys.indexOf(first) < keys.indexOf(second);
}

function readNamedRow(row: JsonObject, index: number, name: string, stray: string | null): unknown {
  if (stray !== null) {
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

function readInputs(inputs: unknown, name: string, form: RowForm): Iterable<TensorInput> {
  if (!isNamed(inputs)) return readColumn(inputs, form);
  if (name in inputs) return readColumn(inputs[name], form);
  throw invalidArgument(`Missing named input: ${name} in 'inputs' object.`);
}
