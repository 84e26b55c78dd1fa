import type { Example, Feature } from '../prediction/example-features.ts';
import { invalidArgument } from '../serving-error.ts';
import type { ExampleMessage, FeatureMessage, InputMessage } from './messages.ts';

/**
 * Returns the examples of a request, each with the features of the context that they share.
 *
 * @throws ServingError INVALID_ARGUMENT where there is none.
 */
export function readExampleMessages(input: InputMessage | null): Example[] {
  const shared = input?.example_list_with_context;
  const examples = (input?.example_list ?? shared)?.examples ?? [];
  if (examples.length === 0) throw invalidArgument('Input is empty.');
  const context = shared?.context ? readExample(shared.context) : {};
  return examples.map((example) => ({ ...context, ...readExample(example) }));
}

function readExample({ features }: ExampleMessage): Example {
  return Object.fromEntries(
    Object.entries(features?.feature ?? {}).map(([name, feature]) => [name, readFeature(feature)]),
  );
}

function readFeature({ bytes_list, int64_list, float_list }: FeatureMessage): Feature {
  if (bytes_list) {
    return {
      kind: 'bytes',
      values: bytes_list.value.map((bytes) => Buffer.from(bytes).toString()),
    };
  }
  if (int64_list) return { kind: 'int64', values: int64_list.value.map(Number) };
  return float_list ? { kind: 'float', values: float_list.value } : { kind: null, values: [] };
}
