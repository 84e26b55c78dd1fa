import { Client, credentials, type Server, type ServiceError } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { service as healthService } from 'grpc-health-check';

import { fakeRegistry } from '../testing/fake-registry.ts';
import { listenGrpc } from '../testing/listen-grpc.ts';
import { buildGrpcServer } from './grpc-server.ts';
import { modelService, predictionService, unpackAny } from './serving-package.ts';

const CLIENT_FIELDS = [
  'client', 'score', 'level', 'family', 'family_probability', 'names', 'weights', 'distinct_names', 'failed_names', 'reasons',
]; // prettier-ignore

let server: Server;
let client: Client;

beforeAll(async () => {
  ({ server } = buildGrpcServer({ registry: await fakeRegistry() }));
  client = new Client(await listenGrpc(server), credentials.createInsecure());
});

afterAll(() => {
  client.close();
  server.forceShutdown();
});

const services = { ...predictionService, ...modelService, ...healthService };

/** The reply to a message, or the status code and the text of the refusal. */
function call(method: string, message: object): Promise<Record<string, unknown>> {
  const definition = services[method];
  if (definition === undefined) throw new Error(`no method ${method}`);
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      definition.path,
      definition.requestSerialize,
      definition.responseDeserialize,
      message,
      (error: ServiceError | null, reply?: object) => {
        resolve(error ? { code: error.code, details: error.details } : { ...reply });
      },
    );
  });
}

const spec = (more: object = {}): object => ({ model_spec: { name: 'degas', ...more } });
const shape = (...sizes: number[]): object => ({
  tensor_shape: { dim: sizes.map((size) => ({ size })) },
});
const codes = (...rows: number[]): number[] =>
  rows.flatMap((first) => [first, ...new Array<number>(74).fill(0)]);
const names = (...texts: string[]): object => ({
  input_image: {
    dtype: 'DT_STRING',
    ...shape(texts.length),
    string_val: texts.map((text) => Buffer.from(text)),
  },
});
const int32 = (...rows: number[]): object => ({
  input_image: { dtype: 'DT_INT32', ...shape(rows.length, 75), int_val: codes(...rows) },
});

/** The scores of a Predict reply. */
async function scoresOf(message: object): Promise<unknown> {
  const reply = (await call('Predict', message)) as {
    outputs?: Record<string, { float_val: number[] }>;
  };
  return reply.outputs?.['dense_1/Sigmoid:0']?.float_val ?? reply;
}

describe('Predict scores', () => {
  test('codes in the typed field', async () => {
    expect(await scoresOf({ ...spec(), inputs: int32(32, 16) })).toEqual([0.5, 0.25]);
  });

  test('codes in the content', async () => {
    const content = Buffer.from(Int32Array.from(codes(32, 16)).buffer);
    const inputs = { input_image: { dtype: 'DT_INT32', ...shape(2, 75), tensor_content: content } };
    expect(await scoresOf({ ...spec(), inputs })).toEqual([0.5, 0.25]);
  });

  test('names in the typed field, 0 for one that cannot be scored', async () => {
    expect(await scoresOf({ ...spec(), inputs: names('8chars.x', '10.0.0.1') })).toEqual([
      0.125, 0,
    ]);
  });

  test('names in the content: lengths first, then bytes', async () => {
    const content = Buffer.concat([Buffer.from([8, 16]), Buffer.from('8chars.xsixteen-chars.xy')]);
    const inputs = { input_image: { dtype: 'DT_STRING', ...shape(2), tensor_content: content } };
    expect(await scoresOf({ ...spec(), inputs })).toEqual([0.125, 0.25]);
  });

  test.each<[string, object, number[]]>([
    ['the last of too few codes repeated', { ...shape(2, 75), int_val: [32] }, [0.5, 0.5]],
    ['zeros for no codes', { ...shape(3, 75) }, [0, 0, 0]],
    ['the first of too many codes', { ...shape(1, 75), int_val: codes(16, 32) }, [0.25]],
    ['no rows', { ...shape(0, 75) }, []],
  ])('%s', async (_, tensor, expected) => {
    const inputs = { input_image: { dtype: 'DT_INT32', ...tensor } };
    expect(await scoresOf({ ...spec(), inputs })).toEqual(expected);
  });

  test.each<[string, object, number[]]>([
    [
      'names in a column',
      { ...shape(2, 1), string_val: [Buffer.from('8chars.x'), Buffer.from('x.y')] },
      [0.125, 0.046875],
    ],
    [
      'the last of too few names repeated',
      { ...shape(2), string_val: [Buffer.from('8chars.x')] },
      [0.125, 0.125],
    ],
    ['no names', { ...shape(0) }, []],
  ])('%s', async (_, tensor, expected) => {
    const inputs = { input_image: { dtype: 'DT_STRING', ...tensor } };
    expect(await scoresOf({ ...spec(), inputs })).toEqual(expected);
  });

  test('an empty batch in the shape of a score each', async () => {
    const inputs = { input_image: { dtype: 'DT_INT32', ...shape(0, 75) } };
    expect(await call('Predict', { ...spec(), inputs })).toMatchObject({
      outputs: { 'dense_1/Sigmoid:0': { tensor_shape: { dim: [{ size: '0' }, { size: '1' }] } } },
    });
  });

  test('a request of 20 MB', async () => {
    const rows = 66_000;
    const content = Buffer.alloc(rows * 75 * 4);
    const inputs = {
      input_image: { dtype: 'DT_INT32', ...shape(rows, 75), tensor_content: content },
    };
    expect(await scoresOf({ ...spec(), inputs })).toHaveLength(rows);
  });

  test('and says in which shape, by which version', async () => {
    const reply = await call('Predict', { ...spec({ version: { value: 1 } }), inputs: int32(32) });
    expect(reply).toMatchObject({
      outputs: {
        'dense_1/Sigmoid:0': {
          dtype: 'DT_FLOAT',
          tensor_shape: { dim: [{ size: '1' }, { size: '1' }] },
        },
      },
      model_spec: { name: 'degas', version: { value: '1' }, signature_name: 'serving_default' },
    });
  });

  test('a version by its label', async () => {
    const reply = await call('Predict', {
      ...spec({ version_label: 'stable' }),
      inputs: int32(32),
    });
    expect(reply).toMatchObject({ model_spec: { version: { value: '1' } } });
  });

  test('names by the domains signature, in columns', async () => {
    const message = {
      ...spec({ signature_name: 'domains' }),
      inputs: {
        domain: {
          dtype: 'DT_STRING',
          ...shape(2),
          string_val: [Buffer.from('8chars.x'), Buffer.from('x')],
        },
      },
      output_filter: ['score', 'label'],
    };
    const { outputs } = (await call('Predict', message)) as {
      outputs: Record<string, { float_val: number[]; string_val: Buffer[] }>;
    };
    expect(Object.keys(outputs).sort()).toEqual(['label', 'score']);
    expect(outputs.score?.float_val).toEqual([0.125, 0]);
    expect(outputs.label?.string_val.map(String)).toEqual(['benign', 'skipped']);
  });
});

describe('the signature clients', () => {
  const texts = (...values: string[]): object => ({
    dtype: 'DT_STRING',
    ...shape(values.length),
    string_val: values.map((value) => Buffer.from(value)),
  });
  const flags = (...values: boolean[]): object => ({
    dtype: 'DT_BOOL',
    ...shape(values.length),
    bool_val: values,
  });
  const judge = (inputs: object, more: object = {}): Promise<Record<string, unknown>> =>
    call('Predict', { ...spec({ signature_name: 'clients' }), inputs, ...more });
  const column = (reply: Record<string, unknown>, output: string): unknown => {
    const { outputs } = reply as {
      outputs: Record<
        string,
        { string_val: Buffer[]; float_val: number[]; int_val: number[]; dtype: string }
      >;
    };
    const tensor = outputs[output];
    if (tensor?.dtype === 'DT_STRING') return tensor.string_val.map(String);
    return tensor?.dtype === 'DT_INT32' ? tensor.int_val : tensor?.float_val;
  };

  test('judges each client by its names, in the order in which they come', async () => {
    const reply = await judge({
      client: texts('x', 'y', 'x', 'x'),
      domain: texts('a.com', 'c.com', 'b.com', 'd.com'),
      failed: flags(true, false, true, false),
    });
    expect(Object.fromEntries(CLIENT_FIELDS.map((field) => [field, column(reply, field)]))).toEqual(
      {
        client: ['x', 'y'],
        score: [0.03125, 0],
        level: ['high', ''],
        family: ['unknown', ''],
        family_probability: [0, 0],
        names: ['a.com', 'b.com', '', ''],
        weights: [0.5, 0.5, 0, 0],
        distinct_names: [3, 1],
        failed_names: [2, 0],
        reasons: ['2 names', ''],
      },
    );
    expect(reply).toMatchObject({
      outputs: { names: { tensor_shape: { dim: [{ size: '2' }, { size: '2' }] } } },
      model_spec: { signature_name: 'clients' },
    });
  });

  test('takes names alone as one group, of which answers are not known', async () => {
    const reply = await judge(
      { domain: texts('a.com', 'b.com') },
      { output_filter: ['client', 'failed_names', 'score'] },
    );
    expect(Object.keys(reply.outputs as object).sort()).toEqual([
      'client',
      'failed_names',
      'score',
    ]);
    expect(column(reply, 'client')).toEqual(['']);
    expect(column(reply, 'failed_names')).toEqual([-1]);
  });

  test.each<[string, object]>([
    ['bytes', { tensor_content: Buffer.from([1, 0, 1]) }],
    ['a short list, the last of it repeated', { bool_val: [true, false, true] }],
  ])('takes flags as %s', async (_, failed) => {
    const reply = await judge({
      domain: texts('a.com', 'b.com', 'c.com'),
      failed: { dtype: 'DT_BOOL', ...shape(3), ...failed },
    });
    expect(column(reply, 'failed_names')).toEqual([2]);
  });

  test('answers no clients for no names', async () => {
    const reply = await judge({ domain: texts(), client: texts(), failed: flags() });
    expect(column(reply, 'client')).toEqual([]);
  });

  const INVALID = 3;
  test.each<[string, object, string]>([
    [
      'no names',
      { client: texts('x') },
      "The signature 'clients' was given no input 'domain'. Expected a string tensor of names, shape [-1]",
    ],
    [
      'an input that it does not have',
      { domain: texts('a.com'), names: texts('a.com') },
      "The signature 'clients' was given the input 'names'. Expected 'domain' and, where known, 'client' and 'failed'",
    ],
    [
      'flags for other names',
      { domain: texts('a.com'), failed: flags(true, false) },
      "'failed' has 2 values for 1 names in 'domain'. Expected one for each name; leave 'failed' out where it is not known",
    ],
    [
      'numbers as flags',
      { domain: texts('a.com'), failed: { dtype: 'DT_INT32', ...shape(1), int_val: [1] } },
      'Expects arg[0] to be bool but int32 is provided',
    ],
    [
      'flags cut short',
      {
        domain: texts('a.com', 'b.com'),
        failed: { dtype: 'DT_BOOL', ...shape(2), tensor_content: Buffer.from([1]) },
      },
      'tensor parsing error: failed',
    ],
    [
      'names in two columns',
      { domain: { dtype: 'DT_STRING', ...shape(1, 2) } },
      'Expecting shape [-1] but got: [1,2]',
    ],
  ])('refuses %s', async (_, inputs, details) => {
    expect(await judge(inputs)).toEqual({ code: INVALID, details });
  });
});

describe('Predict refuses', () => {
  const INVALID = 3;
  const NOT_FOUND = 5;
  const RESOURCE_EXHAUSTED = 8;
  const FAILED_PRECONDITION = 9;
  const tensor = (more: object): object => ({ ...spec(), inputs: { input_image: more } });

  test.each<[string, object, number, string]>([
    ['no model', {}, INVALID, 'Missing ModelSpec'],
    ['a model without a name', { model_spec: {} }, INVALID, 'ModelSpec has no name specified.'],
    [
      'an unknown model',
      { model_spec: { name: 'other' } },
      NOT_FOUND,
      'Servable not found for request: Latest(other)',
    ],
    [
      'an unknown version',
      spec({ version: { value: 7 } }),
      NOT_FOUND,
      'Servable not found for request: Specific(degas, 7)',
    ],
    [
      'an unknown label',
      spec({ version_label: 'canary' }),
      INVALID,
      'Unrecognized servable version label: canary',
    ],
    [
      'an unknown signature',
      { ...spec({ signature_name: 'nope' }), inputs: int32(1) },
      FAILED_PRECONDITION,
      'Serving signature key "nope" not found.',
    ],
    [
      'an unknown signature before the inputs are read',
      spec({ signature_name: 'nope' }),
      FAILED_PRECONDITION,
      'Serving signature key "nope" not found.',
    ],
    [
      'inputs too many, which are named in order',
      { ...spec(), inputs: { z: {}, input_image: {}, a: {} } },
      INVALID,
      'input size does not match signature: 3!=1 len({a,input_image,z}) != len({input_image}). Sent extra: {a,z}. Missing but required: {}.',
    ],
    [
      'an input of another name',
      { ...spec(), inputs: { image: {} } },
      INVALID,
      'Signature input alias: input_image(feed name: input_image:0) not found in request and no default value provided. Inputs expected to be in the request {image}, or default input alias set: ',
    ],
    [
      'an output twice',
      {
        ...spec(),
        inputs: int32(1),
        output_filter: ['dense_1/Sigmoid:0', 'dense_1/Sigmoid:0'],
      },
      INVALID,
      'duplicate output tensor alias: dense_1/Sigmoid:0',
    ],
    [
      'a text of more than 1024 characters',
      { ...spec(), inputs: { input_image: {}, ['x'.repeat(2000)]: {} } },
      INVALID,
      `${`input size does not match signature: 2!=1 len({input_image,${'x'.repeat(2000)}`.slice(0, 1024)}...TRUNCATED`,
    ],
    [
      'no input',
      spec(),
      INVALID,
      'input size does not match signature: 0!=1 len({}) != len({input_image}). Sent extra: {}. Missing but required: {input_image}.',
    ],
    [
      'an unknown output',
      { ...spec(), inputs: int32(1), output_filter: ['x'] },
      INVALID,
      'output tensor alias not found in signature: x Outputs expected to be in the set {dense_1/Sigmoid:0}.',
    ],
    [
      'another type',
      tensor({ dtype: 'DT_FLOAT', ...shape(1, 75) }),
      INVALID,
      'Expects arg[0] to be int32 but float is provided',
    ],
    [
      'a type that the protocol has no name for',
      tensor({ dtype: 97, ...shape(1, 75) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a type that stands for none',
      tensor({ dtype: 'DT_INVALID', ...shape(1, 75) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    ...[
      'bfloat16',
      'half',
      'double',
      'int8',
      'uint8',
      'int16',
      'int64',
      'uint32',
      'bool',
      'qint8',
      'complex128',
    ].map((type): [string, object, number, string] => [
      `the type ${type}`,
      tensor({ dtype: `DT_${type.toUpperCase()}`, ...shape(1, 75) }),
      INVALID,
      `Expects arg[0] to be int32 but ${type} is provided`,
    ]),
    [
      'content that is not of the type that it says, before the type',
      tensor({ dtype: 'DT_FLOAT', ...shape(1, 75), tensor_content: Buffer.alloc(10) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a tensor that is none, before an unknown output',
      { ...tensor({ dtype: 'DT_INVALID' }), output_filter: ['x'] },
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'an unknown output, before the type of the input',
      { ...tensor({ dtype: 'DT_FLOAT', ...shape(1, 75) }), output_filter: ['x'] },
      INVALID,
      'output tensor alias not found in signature: x Outputs expected to be in the set {dense_1/Sigmoid:0}.',
    ],
    [
      'another shape',
      tensor({ dtype: 'DT_INT32', ...shape(75) }),
      INVALID,
      'Expecting shape [-1,75] but got: [75]',
    ],
    [
      'rows of another length',
      tensor({ dtype: 'DT_INT32', ...shape(1, 3), int_val: [1, 2, 3] }),
      INVALID,
      'Expecting shape [-1,75] but got: [1,3]',
    ],
    [
      'a negative dimension',
      tensor({ dtype: 'DT_INT32', ...shape(-1, 75) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a shape of unknown rank',
      tensor({ dtype: 'DT_INT32', tensor_shape: { unknown_rank: true }, int_val: [1] }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a shape of more than 254 dimensions',
      tensor({ dtype: 'DT_INT32', ...shape(...new Array<number>(255).fill(1)), int_val: [1] }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a shape of more elements than 64 bits count',
      tensor({ dtype: 'DT_INT32', ...shape(2 ** 62, 75), int_val: [1] }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'a shape beyond all memory',
      tensor({ dtype: 'DT_INT32', ...shape(1e12, 75), int_val: [1] }),
      RESOURCE_EXHAUSTED,
      'OOM when allocating tensor with shape[1000000000000,75]',
    ],
    [
      'content cut short',
      tensor({ dtype: 'DT_INT32', ...shape(1, 75), tensor_content: Buffer.alloc(10) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'content too long',
      tensor({ dtype: 'DT_INT32', ...shape(1, 75), tensor_content: Buffer.alloc(304) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'packed names cut short',
      tensor({ dtype: 'DT_STRING', ...shape(2), tensor_content: Buffer.from([9, 9, 65]) }),
      INVALID,
      'tensor parsing error: input_image',
    ],
    [
      'names in two columns',
      tensor({ dtype: 'DT_STRING', ...shape(1, 2) }),
      INVALID,
      'Expecting shape [-1] but got: [1,2]',
    ],
    [
      'codes out of range',
      { ...spec(), inputs: int32(99) },
      INVALID,
      'indices[0,0] = 99 is not in [0, 42)',
    ],
  ])('%s', async (_, message, code, details) => {
    expect(await call('Predict', message)).toEqual({ code, details });
  });
});

describe('the other calls', () => {
  const example = (name: string): object => ({
    features: { feature: { domain: { bytes_list: { value: [Buffer.from(name)] } } } },
  });
  const input = { input: { example_list: { examples: [example('8chars.x')] } } };

  test('Classify returns both classes', async () => {
    expect(await call('Classify', { ...spec(), ...input })).toMatchObject({
      result: {
        classifications: [
          {
            classes: [
              { label: 'benign', score: 0.875 },
              { label: 'dga', score: 0.125 },
            ],
          },
        ],
      },
    });
  });

  test('Regress returns the score, of codes too', async () => {
    const feature = { input_image: { int64_list: { value: codes(32) } } };
    const message = {
      ...spec(),
      input: { example_list: { examples: [{ features: { feature } }] } },
    };
    expect(await call('Regress', message)).toMatchObject({
      result: { regressions: [{ value: 0.5 }] },
    });
  });

  test('examples may share a context', async () => {
    const shared = {
      example_list_with_context: { examples: [{}, {}], context: example('8chars.x') },
    };
    expect(await call('Regress', { ...spec(), input: shared })).toMatchObject({
      result: { regressions: [{ value: 0.125 }, { value: 0.125 }] },
    });
  });

  const task = (method: string, signature = '', name = 'degas'): object => ({
    model_spec: { name, signature_name: signature },
    method_name: `tensorflow/serving/${method}`,
  });

  test('MultiInference answers each task', async () => {
    const tasks = [task('classify'), task('regress', 'domains')];
    expect(await call('MultiInference', { tasks, ...input })).toMatchObject({
      results: [
        {
          classification_result: { classifications: [{}] },
          model_spec: { signature_name: 'serving_default', version: { value: '2' } },
        },
        {
          regression_result: { regressions: [{ value: 0.125 }] },
          model_spec: { signature_name: 'domains' },
        },
      ],
    });
  });

  test.each(['Classify', 'Regress'])(
    '%s takes a feature without values for none',
    async (method) => {
      const features = { feature: { domain: {}, input_image: { int64_list: {} } } };
      expect(
        await call(method, { ...spec(), input: { example_list: { examples: [{ features }] } } }),
      ).toEqual({
        code: 3,
        details: 'Example 0: Expecting tensor size: 75 but got: 0',
      });
    },
  );

  test.each<[string, object[], number, string]>([
    ['no task', [], 3, 'ModelSpec has no name specified.'],
    ['a task without a model', [{}], 3, 'ModelSpec has no name specified.'],
    [
      'a second task without a model',
      [task('classify'), task('regress', 'domains', '')],
      3,
      'Found ModelSpec with an empty model name.',
    ],
    [
      'two models',
      [task('classify'), task('regress', 'domains', 'other')],
      3,
      'All ModelSpecs in a MultiInferenceRequest must access the same model name.',
    ],
    [
      'one signature twice',
      [task('classify'), task('regress')],
      3,
      'Duplicate evaluation of signature: serving_default',
    ],
    [
      'one signature twice, once by its name',
      [task('classify', 'serving_default'), task('regress')],
      3,
      'Duplicate evaluation of signature: serving_default',
    ],
    [
      'an unknown signature',
      [task('classify', 'nope')],
      3,
      'Requested signature not found in model graph: nope',
    ],
    [
      'an unknown method',
      [task('predict')],
      12,
      'Unsupported signature method_name: tensorflow/serving/predict',
    ],
    [
      'an unknown model',
      [task('classify', '', 'x')],
      5,
      'Servable not found for request: Latest(x)',
    ],
  ])('MultiInference refuses %s', async (_, tasks, code, details) => {
    expect(await call('MultiInference', { tasks, ...input })).toEqual({ code, details });
  });

  test.each(['Classify', 'Regress'])('%s refuses an unknown signature', async (method) => {
    expect(await call(method, { ...spec({ signature_name: 'nope' }), ...input })).toEqual({
      code: 3,
      details: 'No signature was found with the name: nope',
    });
  });

  test.each(['Classify', 'Regress'])('%s refuses a request without examples', async (method) => {
    const details = 'Input is empty.';
    expect(await call(method, spec())).toEqual({ code: 3, details });
    expect(await call(method, { ...spec(), input: { example_list: {} } })).toEqual({
      code: 3,
      details,
    });
  });

  test.each<[string, object, string]>([
    ['no model', { metadata_field: ['signature_def'] }, 'Missing ModelSpec'],
    [
      'no field, before it looks for the model',
      { model_spec: { name: 'x' } },
      'GetModelMetadataRequest must specify at least one metadata_field',
    ],
    [
      'an unknown field, before it looks for the model',
      { model_spec: { name: 'x' }, metadata_field: ['y'] },
      'Metadata field y is not supported',
    ],
  ])('GetModelMetadata refuses %s', async (_, message, details) => {
    expect(await call('GetModelMetadata', message)).toEqual({ code: 3, details });
  });

  test('GetModelStatus takes any name and looks at no label', async () => {
    expect(await call('GetModelStatus', { model_spec: { name: '' } })).toEqual({
      code: 5,
      details: 'Could not find any versions of model ',
    });
    expect(await call('GetModelStatus', spec({ version_label: 'canary' }))).toMatchObject({
      model_version_status: [{ version: '2' }, { version: '1' }],
    });
  });

  test('GetModelMetadata packs the signatures', async () => {
    const { metadata } = (await call('GetModelMetadata', {
      ...spec(),
      metadata_field: ['signature_def'],
    })) as {
      metadata: { signature_def: { type_url: string; value: Buffer } };
    };
    expect(unpackAny(metadata.signature_def)).toMatchObject({
      signature_def: {
        serving_default: {
          inputs: {
            input_image: {
              name: 'input_image:0',
              dtype: 'DT_INT32',
              tensor_shape: { dim: [{ size: '-1' }, { size: '75' }] },
            },
          },
          outputs: { 'dense_1/Sigmoid:0': { dtype: 'DT_FLOAT' } },
          method_name: 'tensorflow/serving/predict',
        },
      },
    });
  });

  test('GetModelStatus returns all versions, the newest first', async () => {
    expect(await call('GetModelStatus', spec())).toMatchObject({
      model_version_status: [
        { version: '2', state: 'AVAILABLE', status: { error_code: 0 } },
        { version: '1', state: 'AVAILABLE' },
      ],
    });
  });

  test('a reload without a model folder is refused', async () => {
    expect(await call('HandleReloadConfigRequest', {})).toMatchObject({ code: 12 });
  });

  test.each([
    '',
    'PredictionService',
    'ModelService',
    'tensorflow.serving.PredictionService',
    'tensorflow.serving.ModelService',
    'inference.GRPCInferenceService',
  ])('health of %j is SERVING', async (service) => {
    expect(await call('Check', { service })).toMatchObject({ status: 'SERVING' });
  });
});

test('a MultiInference of which one task fails takes nothing down with it', async () => {
  const stray: unknown[] = [];
  const note = (reason: unknown): number => stray.push(reason);
  process.on('unhandledRejection', note);
  const failing = { ...spec(), method_name: 'no such method' };
  const unknown = { model_spec: { name: 'other' }, method_name: 'tensorflow/serving/classify' };
  for (const tasks of [
    [failing, unknown],
    [unknown, failing],
  ]) {
    expect(await call('MultiInference', { tasks, input: {} })).toHaveProperty('code');
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(stray).toEqual([]);
});
