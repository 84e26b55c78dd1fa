import { dgaKinds, operatingLevels } from '@degas/inference';
import { z } from 'zod';

import { openInferencePaths, openInferenceSchemas } from '../open-inference/open-api.ts';
import { MOST_GROUP_NAMES } from '../prediction/client-group.ts';

const codes = z.array(z.int32()).describe('The codes of one name, as many as the model reads.');
const name = z.string().describe('A domain name as it appears in a log.');
const score = z.number().min(0).max(1);

const base64 = z.object({ b64: z.string() }).describe('A name in base 64.');
const value = z.union([codes, name, base64, z.tuple([name])]);

const row = z.union([
  value,
  z.object({ input_image: value }),
  z.object({ domain: name }).describe('Asks for verdicts, as the signature `domains` does.'),
]);

const group = z.strictObject({
  client: z.string().optional().describe('Handed back with the verdict.'),
  names: z
    .array(name)
    .max(MOST_GROUP_NAMES)
    .describe('The names that one client asked for, of a day or less, in any order.'),
  failed: z
    .union([z.array(z.boolean()), z.array(z.string())])
    .nullable()
    .optional()
    .describe(
      'Whether each name failed (NXDOMAIN), or the names that failed; left out where answers are not known.',
    ),
});
const judgeGroupRequest = z.object({
  signature_name: z.string().optional(),
  instances: z.array(group).min(1),
});
const clientRows = z.object({
  signature_name: z.literal('clients'),
  inputs: z.strictObject({
    client: z.array(z.string()).optional().describe('Left out: all names are of one client.'),
    domain: z.array(name),
    failed: z.array(z.boolean()).optional(),
  }),
});

const predictRequest = z.union([
  z.object({ signature_name: z.string().optional(), instances: z.array(row).min(1) }),
  z.object({
    signature_name: z.string().optional(),
    inputs: z.union([
      z.array(value),
      z.object({ input_image: z.array(value).min(1) }),
      z.object({ domain: z.array(name) }),
    ]),
  }),
  clientRows,
  judgeGroupRequest.extend({ signature_name: z.literal('clients') }),
]);

const verdict = z.object({
  domain: z.string(),
  registrable: z.string().nullable().describe('What was scored.'),
  score: score.nullable(),
  label: z.string().describe('benign, dga or skipped'),
  level: z.enum(operatingLevels).nullable(),
  family: z.string().nullable().describe('The malware family, where one is likely enough.'),
  kind: z
    .enum(dgaKinds)
    .nullable()
    .describe('What a DGA name without a family looks like, where that is likely enough.'),
  skipped: z.string().nullable().describe('Why the name was not scored.'),
  candidates: z
    .array(z.object({ family: z.string(), probability: score }))
    .describe('Families that are likely enough, the likeliest first; family is the only one.'),
});

const clientVerdict = z.object({
  client: z.string(),
  score: score.describe('How likely a DGA made some of the names.'),
  level: z
    .enum(operatingLevels)
    .nullable()
    .describe('Reached by one clean client in 100, 1,000, 10,000 a day: low, medium, high.'),
  family: z.string().nullable().describe('`unknown` where none is likely enough.'),
  family_probability: score.nullable(),
  names: z
    .array(z.object({ name: z.string(), weight: score }))
    .describe('What the verdict rests on, up to 24 registrable names.'),
  distinct_names: z.int(),
  failed_names: z.int().nullable(),
  reasons: z.array(z.string()),
});
const judgeGroupReply = z.object({ verdicts: z.array(clientVerdict) });

const predictReply = z.union([
  z.object({
    predictions: z.array(z.union([z.tuple([score]), verdict, clientVerdict])),
  }),
  z.object({
    outputs: z.union([z.array(z.tuple([score])), z.record(z.string(), z.array(z.unknown()))]),
  }),
]);

const part = z.object({
  text: z.string(),
  at: z.int().describe('Where it begins in the registrable name, or in the reading.'),
  weight: z.number().describe('How much it speaks for a DGA, in log-odds.'),
});
const explainRequest = z.union([
  z.object({ instances: z.array(z.union([name, z.object({ domain: name })])).min(1) }),
  z.object({ inputs: z.union([z.array(name).min(1), z.object({ domain: z.array(name).min(1) })]) }),
]);
const explainReply = z.object({
  explanations: z.array(
    verdict.extend({
      reading: z
        .string()
        .optional()
        .describe('What a name in Punycode was read as, where its score is of that reading.'),
      sentence: z.string(),
      characters: z.array(part),
      ngrams: z.array(part),
      facts: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});

const example = z.union([
  z.object({ domain: z.union([name, base64, z.tuple([name])]) }),
  z.object({ input_image: z.union([codes, name]) }),
]);
const examplesRequest = z.object({
  signature_name: z.string().optional(),
  context: z.record(z.string(), z.unknown()).optional(),
  examples: z.array(z.union([example, z.object({})])).min(1),
});
const classifyReply = z.object({ results: z.array(z.array(z.tuple([z.string(), score]))) });
const regressReply = z.object({ results: z.array(score) });

const statusReply = z.object({
  model_version_status: z.array(
    z.object({
      version: z.string(),
      state: z.enum(['START', 'LOADING', 'AVAILABLE', 'UNLOADING', 'END']),
      status: z.object({ error_code: z.string(), error_message: z.string() }),
    }),
  ),
});
const metadataReply = z.object({
  model_spec: z.object({ name: z.string(), signature_name: z.string(), version: z.string() }),
  metadata: z.object({
    signature_def: z.object({ signature_def: z.record(z.string(), z.unknown()) }),
  }),
});
const errorReply = z.object({ error: z.string() });

/** What each kind of request and reply is made of; tests hold the recorded replies to it. */
export const apiSchemas = {
  predictRequest,
  predictReply,
  explainRequest,
  explainReply,
  judgeGroupRequest,
  judgeGroupReply,
  examplesRequest,
  classifyReply,
  regressReply,
  statusReply,
  metadataReply,
  errorReply,
  ...openInferenceSchemas,
} as const;

type SchemaName = keyof typeof apiSchemas;

const body = (schema: SchemaName): object => ({
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
});

const operation = (summary: string, reply: SchemaName, request?: SchemaName): object => ({
  summary,
  ...(request && { requestBody: { required: true, ...body(request) } }),
  responses: {
    200: { description: 'The answer.', ...body(reply) },
    default: { description: 'Why the request was not answered.', ...body('errorReply') },
  },
});

/** The places at which a model is found: its newest version, one by number, one by label. */
const PLACES = ['', '/versions/{version}', '/labels/{label}'];

function parametersOf(path: string): object[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: name === 'version' ? 'integer' : 'string' },
  }));
}

const openInference = Object.fromEntries(
  Object.entries(openInferencePaths).map(([path, [method, summary, reply, request]]) => [
    path,
    { parameters: parametersOf(path), [method]: operation(summary, reply, request) },
  ]),
);

function pathsOf(place: string): Record<string, object> {
  const model = `/v1/models/{model}${place}`;
  const parameters = parametersOf(model);
  return {
    [`${model}:predict`]: {
      parameters,
      post: operation(
        'Scores of names or codes, or verdicts on names',
        'predictReply',
        'predictRequest',
      ),
    },
    [`${model}:classify`]: {
      parameters,
      post: operation('Both classes with their scores', 'classifyReply', 'examplesRequest'),
    },
    [`${model}:explain`]: {
      parameters,
      post: operation('Verdicts on names, with what led to them', 'explainReply', 'explainRequest'),
    },
    [`${model}:judgeGroup`]: {
      parameters,
      post: operation(
        'Verdicts on clients by the names that they asked for',
        'judgeGroupReply',
        'judgeGroupRequest',
      ),
    },
    [`${model}:regress`]: {
      parameters,
      post: operation('The scores alone', 'regressReply', 'examplesRequest'),
    },
    [model]: { parameters, get: operation('The state of the versions', 'statusReply') },
    [`${model}/metadata`]: { parameters, get: operation('The signatures', 'metadataReply') },
  };
}

/** The service described by OpenAPI. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Degas prediction service',
    version: '1',
    description:
      'Detects DNS names made by malware; speaks the REST protocols of TensorFlow Serving and the Open Inference Protocol.',
  },
  paths: Object.assign({}, ...PLACES.map(pathsOf), openInference) as object,
  components: {
    schemas: Object.fromEntries(
      Object.entries(apiSchemas).map(([schema, type]) => [schema, z.toJSONSchema(type)]),
    ),
  },
};
