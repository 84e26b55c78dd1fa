import type { CallOptions } from '../grpc/prediction-calls.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import { invalidArgument } from '../serving-error.ts';
import { infer } from './infer.ts';
import {
  modelMetadata,
  modelReadiness,
  referenceOf,
  SERVER_EXTENSIONS,
  SERVER_NAME,
  SERVER_VERSION,
} from './metadata.ts';
import {
  inputOf,
  rawInputOf,
  rawOutput,
  type InferInput,
  type InferOutput,
  type TensorHeader,
} from './tensors.ts';

interface ModelMessage {
  readonly name: string;
  readonly version: string;
}

interface InputMessage {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly string[];
  readonly contents: {
    readonly int_contents: readonly number[];
    readonly bytes_contents: readonly Uint8Array[];
  } | null;
}

interface InferMessage {
  readonly model_name: string;
  readonly model_version: string;
  readonly id: string;
  readonly inputs: readonly InputMessage[];
  readonly outputs: readonly { readonly name: string }[];
  readonly raw_input_contents: readonly Uint8Array[];
}

/** The calls of the Open Inference Protocol's service. */
export function openInferenceHandlers(registry: ModelRegistry, isReady: () => boolean) {
  return {
    ServerLive: () => Promise.resolve({ live: true }),

    ServerReady: () => Promise.resolve({ ready: isReady() }),

    ModelReady: ({ name, version }: ModelMessage) =>
      Promise.resolve({
        ready: modelReadiness(registry, referenceOf(name, version)) === 'ready',
      }),

    ServerMetadata: () =>
      Promise.resolve({
        name: SERVER_NAME,
        version: SERVER_VERSION,
        extensions: SERVER_EXTENSIONS,
      }),

    ModelMetadata: ({ name, version }: ModelMessage) =>
      modelMetadata(registry, registry.find(referenceOf(name, version))),

    ModelInfer(message: InferMessage, { signal }: CallOptions): Promise<object> {
      const found = registry.find(referenceOf(message.model_name, message.model_version));
      return found.use(async (scorer) => {
        const wanted = message.outputs.map(({ name }) => name);
        const outputs = await infer(scorer, readInputs(message), wanted, signal);
        const isRaw = message.raw_input_contents.length > 0;
        return {
          model_name: found.model,
          model_version: String(found.version),
          id: message.id,
          outputs: outputs.map((output) => writeOutput(output, isRaw)),
          // Contents of one request come all raw or all typed; the reply is like the request.
          raw_output_contents: isRaw ? outputs.map(rawOutput) : [],
        };
      });
    },
  };
}

function readInputs({ inputs, raw_input_contents: raw }: InferMessage): InferInput[] {
  if (raw.length > 0 && raw.length !== inputs.length) {
    throw invalidArgument(
      `Given ${raw.length} raw contents, expected one for each of ${inputs.length} inputs`,
    );
  }
  return inputs.map(({ name, datatype, shape, contents }, i) => {
    const header: TensorHeader = { name, datatype, shape: shape.map(Number) };
    const bytes = raw[i];
    if (bytes !== undefined) return rawInputOf(header, bytes);
    return inputOf(header, valuesOf(datatype, contents));
  });
}

function valuesOf(datatype: string, contents: InputMessage['contents']): readonly unknown[] {
  return (datatype === 'BYTES' ? contents?.bytes_contents : contents?.int_contents) ?? [];
}

function writeOutput({ name, datatype, shape, values }: InferOutput, isRaw: boolean): object {
  const header = { name, datatype, shape };
  if (isRaw) return header;
  const contents =
    values instanceof Float32Array
      ? { fp32_contents: Array.from(values) }
      : { bytes_contents: values.map((text) => Buffer.from(text)) };
  return { ...header, contents };
}
