import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { ModelError } from '../errors.ts';
import { servingNames } from '../exports/saved-model/add-network.ts';
import { badKerasFile, readKerasFile, type KerasFile } from './keras-file.ts';
import { buildKerasLayer } from './keras-layers.ts';

const layerSchema = z.object({
  class_name: z.string(),
  name: z.string().optional(),
  config: z.looseObject({ name: z.string() }),
  inbound_nodes: z.array(z.unknown()).optional(),
});

type LayerDescription = z.infer<typeof layerSchema>;

const modelSchema = z.object({
  class_name: z.enum(['Model', 'Functional', 'Sequential']),
  config: z.union([
    // The oldest form of a sequential model is a bare list.
    z.array(layerSchema).transform((layers) => ({ layers, output_layers: undefined })),
    z.object({ layers: z.array(layerSchema), output_layers: z.unknown().optional() }),
  ]),
});

const inputShape = z.union([
  z
    .object({ batch_input_shape: z.tuple([z.null(), z.number()]) })
    .transform((c) => c.batch_input_shape[1]),
  z.object({ batch_shape: z.tuple([z.null(), z.number()]) }).transform((c) => c.batch_shape[1]),
]);

/**
 * Reads a model that Keras saved as `.h5` (the original Degas' format, of Keras 2 or 3) into a layers model with the
 * same scores. Its input is called `input_image` as everywhere here; other layers keep their names.
 *
 * @example const model = await importKeras('models/degas/1/nyu_model.h5');
 */
export async function importKeras(path: string): Promise<tf.LayersModel> {
  const file = await readKerasFile(path);
  const parsed = modelSchema.safeParse(file.modelConfig);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badKerasFile(
      path,
      `describes no model that is known (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
      'a sequential or functional one',
    );
  }
  const { class_name: className, config } = parsed.data;
  refuseOtherHardSigmoid(file);
  const isSequential = className === 'Sequential';
  const output = isSequential ? null : onlyName(config.output_layers);
  return connect(file, config.layers, isSequential, output);
}

function connect(
  file: KerasFile,
  layers: readonly LayerDescription[],
  isSequential: boolean,
  output: string | null,
): tf.LayersModel {
  const values = new Map<string, tf.SymbolicTensor>();
  let input: tf.SymbolicTensor | null = null;
  let last: tf.SymbolicTensor | null = null;
  const built: { layer: tf.layers.Layer; name: string }[] = [];

  for (const [i, description] of layers.entries()) {
    const name = description.name ?? description.config.name;
    if (i === 0) input = last = inputOf(file, description);
    if (description.class_name !== 'InputLayer') {
      const inputs = isSequential
        ? [last]
        : inboundNames(file, description).map((from) => values.get(from));
      if (inputs.length === 0 || !inputs.every((value) => value != null)) {
        throw badKerasFile(
          file.path,
          `has '${name}' before what it reads`,
          'layers in order of evaluation',
        );
      }
      const layer = buildKerasLayer({
        className: description.class_name,
        name,
        config: description.config,
      });
      const [only] = inputs;
      last = layer.apply(inputs.length === 1 && only ? only : inputs) as tf.SymbolicTensor;
      built.push({ layer, name });
    }
    if (last !== null) values.set(name, last);
  }

  const end = output === null ? last : values.get(output);
  if (input === null || end == null || end === input) {
    throw badKerasFile(file.path, 'has no layers between input and output', 'a network');
  }
  const model = tf.model({ inputs: input, outputs: end });
  for (const { layer, name } of built) setWeights(file, layer, name);
  return model;
}

function inputOf(file: KerasFile, { config, class_name }: LayerDescription): tf.SymbolicTensor {
  const length = inputShape.safeParse(config);
  if (!length.success) {
    throw badKerasFile(
      file.path,
      `begins with ${class_name} '${config.name}' of no fixed length`,
      'an input of [null, length]',
    );
  }
  return tf.input({ shape: [length.data], dtype: 'int32', name: servingNames.input });
}

function setWeights(file: KerasFile, layer: tf.layers.Layer, name: string): void {
  const weights = file.weights.get(name) ?? [];
  if (weights.length === 0 && layer.getWeights().length === 0) return;
  try {
    tf.tidy(() => {
      layer.setWeights(weights.map(({ data, shape }) => tf.tensor(data, [...shape])));
    });
  } catch (cause) {
    throw badKerasFile(
      file.path,
      `has weights that don't fit '${name}' (${String(cause)})`,
      'the shapes of its layers',
      cause,
    );
  }
}

/** Keras 2 lists `[name, node, tensor, arguments]`; Keras 3 wraps tensors with their history. */
function inboundNames(
  file: KerasFile,
  { inbound_nodes: nodes = [], config }: LayerDescription,
): string[] {
  if (nodes.length > 1) {
    throw badKerasFile(
      file.path,
      `calls '${config.name}' ${nodes.length} times`,
      'each layer called once',
    );
  }
  return namesIn(nodes[0]);
}

const history = z.object({
  config: z.object({ keras_history: z.tuple([z.string()]).rest(z.unknown()) }),
});
const reference = z.tuple([z.string(), z.number(), z.number()]).rest(z.unknown());

function namesIn(value: unknown): string[] {
  const tensor = history.safeParse(value);
  if (tensor.success) return [tensor.data.config.keras_history[0]];
  const named = reference.safeParse(value);
  if (named.success) return [named.data[0]];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  const node = z.object({ args: z.array(z.unknown()) }).safeParse(value);
  return node.success ? node.data.args.flatMap(namesIn) : [];
}

/** `[name, 0, 0]`, or a list of one of those. */
function onlyName(outputs: unknown): string {
  const names = namesIn(outputs);
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `The Keras model has ${names.length} outputs, but an import needs one; save the part that ends in one score.`,
  );
}

/** Keras 3 changed the slope of hard_sigmoid from 1/5 to 1/6; TensorFlow.js has the old one only. */
function refuseOtherHardSigmoid({ kerasVersion, modelConfig }: KerasFile): void {
  const isNew = Number.parseInt(kerasVersion, 10) >= 3;
  if (!isNew || !JSON.stringify(modelConfig).includes('"hard_sigmoid"')) return;
  throw new ModelError(
    'MODEL_UNSUPPORTED_LAYER',
    `The model has hard_sigmoid as Keras ${kerasVersion} defines it, but TensorFlow.js has that of Keras 2; train it with sigmoid.`,
  );
}
