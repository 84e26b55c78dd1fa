import { z } from 'zod';

const shape = z.array(z.int());
const parameters = z.record(z.string(), z.unknown()).optional();

const inferRequest = z.object({
  id: z.string().optional(),
  parameters,
  inputs: z
    .tuple([
      z.object({
        name: z
          .enum(['input_image', 'domain'])
          .describe('`input_image` is answered by scores, `domain` by verdicts.'),
        datatype: z.enum(['BYTES', 'INT32']).describe('BYTES for names, INT32 for codes.'),
        shape,
        parameters,
        data: z
          .array(z.unknown())
          .optional()
          .describe('Nested lists or a flat one; absent where the bytes lie behind the JSON.'),
      }),
    ])
    .describe('One input.'),
  outputs: z.array(z.object({ name: z.string(), parameters })).optional(),
});

const inferReply = z.object({
  model_name: z.string(),
  model_version: z.string(),
  id: z.string().optional(),
  outputs: z.array(
    z.object({
      name: z.string(),
      datatype: z.enum(['BYTES', 'FP32']),
      shape,
      parameters,
      data: z.array(z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

const tensor = z.object({ name: z.string(), datatype: z.string(), shape });
const inferMetadata = z.object({
  name: z.string(),
  versions: z.array(z.string()),
  platform: z.string(),
  inputs: z.array(tensor),
  outputs: z.array(tensor),
});
const serverMetadata = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
});
const live = z.object({ live: z.boolean() });
const ready = z.object({ ready: z.boolean(), name: z.string().optional() });

/** What the requests and replies of the Open Inference Protocol are made of. */
export const openInferenceSchemas = {
  inferRequest,
  inferReply,
  inferMetadata,
  serverMetadata,
  live,
  ready,
} as const;

/** A path's operation: its summary, reply and request. */
type Operation = readonly [
  method: 'get' | 'post',
  summary: string,
  reply: keyof typeof openInferenceSchemas,
  request?: keyof typeof openInferenceSchemas,
];

const ofModel = (place: string): Record<string, Operation> => ({
  [place]: ['get', 'Inputs and outputs of a model', 'inferMetadata'],
  [`${place}/ready`]: [
    'get',
    'Whether a model is ready: 200, 503 where it is not yet, 404 where there is none',
    'ready',
  ],
  [`${place}/infer`]: ['post', 'Scores or verdicts', 'inferReply', 'inferRequest'],
});

/** The paths of the Open Inference Protocol. */
export const openInferencePaths: Readonly<Record<string, Operation>> = {
  '/v2': ['get', 'Name, version and extensions of the service', 'serverMetadata'],
  '/v2/health/live': ['get', 'Whether the service is alive', 'live'],
  '/v2/health/ready': ['get', 'Whether the service is ready: 200 or 503', 'ready'],
  ...ofModel('/v2/models/{model}'),
  ...ofModel('/v2/models/{model}/versions/{version}'),
};
