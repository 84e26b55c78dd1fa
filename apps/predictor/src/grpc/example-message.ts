import type { JsonObject } from '../prediction/parse-json.ts';
import { INPUT_NAME } from '../prediction/signatures.ts';
import type { ExampleMessage, FeatureMessage, InputMessage } from './messages.ts';

/** The examples of a gRPC request in the form that the REST ones have, so that both are read by the same rules. */
export function examplesBody(input: InputMessage | null): JsonObject {
  const plain = input?.example_list;
  if (plain) return { examples: plain.examples.map(exampleObject) };
  const shared = input?.example_list_with_context;
  if (!shared) return { examples: [] };
  return {
    examples: shared.examples.map(exampleObject),
    ...(shared.context && { context: exampleObject(shared.context) }),
  };
}

function exampleObject({ features }: ExampleMessage): JsonObject {
  return Object.fromEntries(
    Object.entries(features?.feature ?? {}).map(([name, feature]) => [
      name,
      featureValue(name, feature),
    ]),
  );
}

function featureValue(name: string, feature: FeatureMessage): unknown {
  const texts = feature.bytes_list?.value.map((bytes) => Buffer.from(bytes).toString());
  if (texts !== undefined) return name === INPUT_NAME && texts.length === 1 ? texts[0] : texts;
  return feature.int64_list?.value ?? feature.float_list?.value ?? [];
}
