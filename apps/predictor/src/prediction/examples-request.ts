import { invalidArgument } from '../serving-error.ts';
import { isJsonObject, jsonType, quoteJson, type JsonObject } from './parse-json.ts';
import { INPUT_NAME } from './signatures.ts';
import { readRows, type RowForm, type TensorInput } from './tensor-input.ts';

/** Reads the body of `:classify` and `:regress`: a list of examples, each with a `domain` or an `input_image`. */
export function readExamplesRequest(body: JsonObject, form: RowForm): TensorInput {
  if (!('examples' in body)) {
    throw exampleError(
      body,
      "When method is classify, key 'examples' is expected and was not found",
    );
  }
  const { examples } = body;
  if (!Array.isArray(examples))
    throw exampleError(body, "Expecting 'examples' value to be an list/array");
  if (examples.length === 0) throw exampleError(body, "'examples' value is an empty array");
  const context = readContext(body);
  const rows = examples.map((example) => readExample({ ...context, ...asExample(example) }));
  return readRows(rows, form, (row, what) => `Example ${row}: ${what}`);
}

/** Features that all examples share. */
function readContext(body: JsonObject): JsonObject {
  return 'context' in body ? asExample(body.context) : {};
}

function asExample(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw invalidArgument(`Example must be JSON object but got JSON ${jsonType(value)}`);
}

function readExample(example: JsonObject): unknown {
  const { domain } = example;
  // A feature is a list in an Example message; JSON may write a list of one as the value alone.
  if (domain !== undefined)
    return Array.isArray(domain) && domain.length === 1 ? domain[0] : domain;
  if (INPUT_NAME in example) return example[INPUT_NAME];
  throw exampleError(example, `has neither the feature 'domain' nor '${INPUT_NAME}'`);
}

function exampleError(value: unknown, what: string): Error {
  return invalidArgument(`JSON Value: ${quoteJson(value)} ${what}`);
}
