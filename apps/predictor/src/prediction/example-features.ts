import { JsonDecimal } from '../json/json-decimal.ts';
import { LazyList } from '../json/lazy-list.ts';
import {
  isJsonList,
  isJsonObject,
  jsonType,
  type JsonList,
  type JsonObject,
} from '../json/parse-json.ts';
import { quoteJson } from '../json/quote-json.ts';
import { invalidArgument } from '../serving-error.ts';
import { decodeBase64 } from './decode-base64.ts';
import { isBase64, withLength } from './tensor-input.ts';

type FeatureKind = 'bytes' | 'int64' | 'float';

/** A feature of a `tensorflow.Example`; without values it is of no kind. */
export interface Feature {
  readonly kind: FeatureKind | null;
  readonly values: readonly (string | number)[];
}

export type Example = Readonly<Record<string, Feature>>;

/** Examples, which may be read one by one. */
export type Examples = Iterable<Example> & { readonly length: number };

/**
 * Reads the `examples` of a REST body, each with the features of `context`, in TensorFlow Serving's order of checks;
 * those of a large body one by one, so that a wrong one is an error when it is taken.
 */
export function readJsonExamples(body: JsonObject): Examples {
  const context = 'context' in body ? readExample(body.context) : {};
  if (!('examples' in body)) {
    throw exampleError(
      body,
      "When method is classify, key 'examples' is expected and was not found",
    );
  }
  const { examples } = body;
  if (!isJsonList(examples))
    throw exampleError(body, "Expecting 'examples' value to be an list/array");
  if (examples.length === 0) throw exampleError(body, "'examples' value is an empty array");
  const read = withLength(withContext(examples, context), examples.length);
  return examples instanceof LazyList ? read : Array.from(read);
}

function* withContext(examples: JsonList, context: Example): Generator<Example> {
  for (const example of examples) yield { ...context, ...readExample(example) };
}

function readExample(value: unknown): Example {
  if (!isJsonObject(value)) {
    throw invalidArgument(`Example must be JSON object but got JSON ${jsonType(value)}`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, content]) => [name, readFeature(name, content)]),
  );
}

function readFeature(name: string, content: unknown): Feature {
  let kind: FeatureKind | null = null;
  const values: (string | number)[] = [];
  for (const value of isJsonList(content) ? content : [content]) {
    const found = kindOf(name, value);
    if (kind !== null && kind !== found) {
      throw invalidArgument(`Unexpected element type in feature: ${name} expecting type: ${kind}`);
    }
    kind = found;
    values.push(readValue(name, value));
  }
  return { kind, values };
}

function kindOf(name: string, value: unknown): FeatureKind {
  if (typeof value === 'string' || isBase64(value)) return 'bytes';
  if (value instanceof JsonDecimal) return 'float';
  if (['boolean', 'number', 'bigint'].includes(typeof value)) return 'int64';
  throw invalidArgument(
    `Feature: ${name} has element with unexpected JSON type: ${jsonType(value)}`,
  );
}

const MAX_INT64 = 2n ** 63n - 1n;
const MAX_FLOAT32 = 3.4028234663852886e38;

/** Reads a value that is of a kind that features have. */
function readValue(name: string, value: unknown): string | number {
  if (typeof value === 'string') return value;
  if (isBase64(value)) {
    const bytes = decodeBase64(value.b64);
    if (bytes === null) throw invalidArgument('Unable to base64 decode');
    return bytes.toString();
  }
  if (
    value instanceof JsonDecimal &&
    Math.abs(value.value) > MAX_FLOAT32 &&
    Number.isFinite(value.value)
  ) {
    throw invalidArgument(
      `Cannot convert JSON value: ${quoteJson(value)} to float without loss of precision.`,
    );
  }
  if (typeof value === 'bigint' && value > MAX_INT64) {
    throw invalidArgument(`Feature: ${name} has uint64 element. Only int64 is supported.`);
  }
  return Number(value instanceof JsonDecimal ? value.value : value);
}

function exampleError(value: unknown, what: string): Error {
  return invalidArgument(`JSON Value: ${quoteJson(value)} ${what}`);
}
