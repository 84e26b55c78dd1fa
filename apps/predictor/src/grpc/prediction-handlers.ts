import type { ModelRegistry } from '../models/model-registry.ts';
import {
  DEFAULT_SIGNATURE,
  findSignature,
  requireRows,
  signaturesFor,
  type Signature,
} from '../prediction/signatures.ts';
import { invalidArgument } from '../serving-error.ts';
import type {
  ExamplesMessage,
  MetadataMessage,
  MultiInferenceMessage,
  PredictMessage,
} from './messages.ts';
import { readModelSpec, writeModelSpec } from './model-spec.ts';
import {
  classify,
  infer,
  predict,
  regress,
  requireMethod,
  type CallOptions,
} from './prediction-calls.ts';
import { packAny } from './serving-package.ts';

/** The calls of PredictionService: a message in, a message out, a ServingError where it cannot be answered. */
export function predictionHandlers(registry: ModelRegistry) {
  return {
    Predict(message: PredictMessage, options?: CallOptions): Promise<object> {
      const found = registry.find(readModelSpec(message.model_spec));
      return found.use(async (scorer) => {
        const { signature, outputs } = await predict(scorer, message, options);
        return { outputs, model_spec: writeModelSpec(found, signature) };
      });
    },

    Classify({ model_spec, input }: ExamplesMessage, options?: CallOptions): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      const signature = model_spec?.signature_name ?? '';
      return found.use(async (scorer) => ({
        result: await classify(scorer, signature, input, options),
        model_spec: writeModelSpec(found, signature === '' ? DEFAULT_SIGNATURE : signature),
      }));
    },

    Regress({ model_spec, input }: ExamplesMessage, options?: CallOptions): Promise<object> {
      const found = registry.find(readModelSpec(model_spec));
      const signature = model_spec?.signature_name ?? '';
      return found.use(async (scorer) => ({
        result: await regress(scorer, signature, input, options),
        model_spec: writeModelSpec(found, signature === '' ? DEFAULT_SIGNATURE : signature),
      }));
    },

    async MultiInference(
      { tasks, input }: MultiInferenceMessage,
      options?: CallOptions,
    ): Promise<object> {
      const found = registry.find(readModelSpec(tasks[0]?.model_spec ?? NO_MODEL));
      const signatures = checkTasks(tasks);
      return found.use(async (scorer) => {
        const methods = tasks.map(({ method_name }) => method_name);
        const results = await infer(scorer, methods, input, options);
        return {
          results: results.map((result, i) => ({
            model_spec: writeModelSpec(found, signatures[i] ?? ''),
            ...result,
          })),
        };
      });
    },

    GetModelMetadata({ model_spec, metadata_field }: MetadataMessage): Promise<object> {
      if (model_spec === null) throw invalidArgument('Missing ModelSpec');
      if (metadata_field.length === 0) {
        throw invalidArgument('GetModelMetadataRequest must specify at least one metadata_field');
      }
      const unknown = metadata_field.find((field) => field !== 'signature_def');
      if (unknown !== undefined) {
        throw invalidArgument(`Metadata field ${unknown} is not supported`);
      }
      const found = registry.find(readModelSpec(model_spec));
      return found.use((scorer) =>
        Promise.resolve({
          model_spec: writeModelSpec(found, ''),
          metadata: { signature_def: signatureMap(signaturesFor(scorer)) },
        }),
      );
    },
  };
}

const NO_MODEL = { name: '', signature_name: '' };

/** Refuses tasks that TensorFlow Serving refuses, in its order; returns their signatures. */
function checkTasks(tasks: MultiInferenceMessage['tasks']): string[] {
  const signatures: string[] = [];
  const model = tasks[0]?.model_spec?.name;
  for (const { model_spec, method_name } of tasks) {
    const name = model_spec?.name ?? '';
    if (name === '') throw invalidArgument('Found ModelSpec with an empty model name.');
    if (name !== model) {
      throw invalidArgument(
        'All ModelSpecs in a MultiInferenceRequest must access the same model name.',
      );
    }
    const given = model_spec?.signature_name ?? '';
    const signature = given === '' ? DEFAULT_SIGNATURE : given;
    if (signatures.includes(signature)) {
      throw invalidArgument(`Duplicate evaluation of signature: ${signature}`);
    }
    signatures.push(signature);
    const found = findSignature(signature);
    if (found === null) {
      throw invalidArgument(`Requested signature not found in model graph: ${signature}`);
    }
    requireRows(found);
    requireMethod(method_name);
  }
  return signatures;
}

function signatureMap(signatures: readonly Signature[]): object {
  const tensors = (all: Signature['inputs']) =>
    Object.fromEntries(
      Object.entries(all).map(([alias, { name, dtype, shape }]) => [
        alias,
        { name, dtype, tensor_shape: { dim: shape.map((size) => ({ size })) } },
      ]),
    );
  return packAny('tensorflow.serving.SignatureDefMap', {
    signature_def: Object.fromEntries(
      signatures.map(({ name, inputs, outputs }) => [
        name,
        {
          inputs: tensors(inputs),
          outputs: tensors(outputs),
          method_name: 'tensorflow/serving/predict',
        },
      ]),
    ),
  });
}
