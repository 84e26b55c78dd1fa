import { readFileSync } from 'node:fs';

import { error, pair, row, type ContractCase } from './contract-case.ts';

const V2 = '/v2/models/degas';
const INFER = `${V2}/infer`;
const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { version: string };

const codes = (...rows: number[][]): object => ({
  name: 'input_image',
  datatype: 'INT32',
  shape: [rows.length, 75],
  data: rows.flat(),
});
const names = (...data: string[]): object => ({
  name: 'input_image',
  datatype: 'BYTES',
  shape: [data.length],
  data,
});
const scores = (version: string, ...data: number[]): object => ({
  model_name: 'degas',
  model_version: version,
  outputs: [{ name: 'dense_1/Sigmoid:0', datatype: 'FP32', shape: [data.length, 1], data }],
});
const answered = (title: string, body: object, reply: object): ContractCase =>
  pair(`v2: ${title}`, ['POST', INFER, body], 200, reply);
const refused = (title: string, body: unknown, text: string): ContractCase =>
  pair(`v2: ${title}`, ['POST', INFER, body], 400, error(text));
const bytes = (name: string, data: string[]): object => ({
  name,
  datatype: 'BYTES',
  shape: [1],
  data,
});

const metadata = {
  name: 'degas',
  versions: ['2', '1'],
  platform: 'degas',
  inputs: [
    { name: 'input_image', datatype: 'INT32', shape: [-1, 75] },
    { name: 'domain', datatype: 'BYTES', shape: [-1] },
  ],
  outputs: [
    { name: 'dense_1/Sigmoid:0', datatype: 'FP32', shape: [-1, 1] },
    ...['domain', 'registrable', 'score', 'label', 'level', 'family', 'kind', 'skipped'].map(
      (name) => ({
        name,
        datatype: name === 'score' ? 'FP32' : 'BYTES',
        shape: [-1],
      }),
    ),
  ],
};

/** Requests of the Open Inference Protocol's REST API and their replies. */
export const openInferenceCases: readonly ContractCase[] = [
  pair('v2: the server', ['GET', '/v2'], 200, {
    name: 'degas',
    version: VERSION,
    extensions: ['binary_tensor_data'],
  }),
  pair('v2: the server is alive', ['GET', '/v2/health/live'], 200, { live: true }),
  pair('v2: the server is ready', ['GET', '/v2/health/ready'], 200, { ready: true }),
  pair('v2: a model', ['GET', V2], 200, metadata),
  pair('v2: a version of a model', ['GET', `${V2}/versions/1`], 200, metadata),
  pair('v2: a model is ready', ['GET', `${V2}/ready`], 200, { name: 'degas', ready: true }),
  pair('v2: a version is ready', ['GET', `${V2}/versions/1/ready`], 200, {
    name: 'degas',
    ready: true,
  }),
  pair('v2: an unknown version is not ready', ['GET', `${V2}/versions/7/ready`], 404, {
    name: 'degas',
    ready: false,
  }),
  pair('v2: an unknown model is not ready', ['GET', '/v2/models/other/ready'], 404, {
    name: 'other',
    ready: false,
  }),
  pair(
    'v2: an unknown model',
    ['GET', '/v2/models/other'],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'v2: a version that is not a number',
    ['GET', `${V2}/versions/new`],
    400,
    error("Given version 'new', expected a whole number"),
  ),
  answered('codes', { inputs: [codes(row(32), row(16))] }, scores('2', 0.5, 0.25)),
  answered(
    'codes in nested lists',
    { inputs: [{ ...codes(row(32)), data: [row(32)] }] },
    scores('2', 0.5),
  ),
  answered('names', { inputs: [names('8chars.x', '10.0.0.1')] }, scores('2', 0.125, 0)),
  answered(
    'names in a column',
    { inputs: [{ ...names('8chars.x'), shape: [1, 1] }] },
    scores('2', 0.125),
  ),
  answered('no rows', { inputs: [codes()] }, scores('2')),
  answered(
    'no names',
    {
      inputs: [{ ...bytes('domain', []), shape: [0] }],
      outputs: [{ name: 'label' }, { name: 'score' }],
    },
    {
      model_name: 'degas',
      model_version: '2',
      outputs: [
        { name: 'score', datatype: 'FP32', shape: [0], data: [] },
        { ...bytes('label', []), shape: [0] },
      ],
    },
  ),
  answered('an id', { id: '42', inputs: [codes(row(32))] }, { ...scores('2', 0.5), id: '42' }),
  answered(
    'the one output by its name',
    { inputs: [codes(row(32))], outputs: [{ name: 'dense_1/Sigmoid:0' }] },
    scores('2', 0.5),
  ),
  answered('parameters', { parameters: { x: 1 }, inputs: [codes(row(32))] }, scores('2', 0.5)),
  pair(
    'v2: codes for a version',
    ['POST', `${V2}/versions/1/infer`, { inputs: [codes(row(32))] }],
    200,
    scores('1', 0.5),
  ),
  answered(
    'verdicts',
    { inputs: [bytes('domain', ['8chars.x'])] },
    {
      model_name: 'degas',
      model_version: '2',
      outputs: [
        bytes('domain', ['8chars.x']),
        bytes('registrable', ['8chars.x']),
        { name: 'score', datatype: 'FP32', shape: [1], data: [0.125] },
        bytes('label', ['benign']),
        bytes('level', ['']),
        bytes('family', ['']),
        bytes('kind', ['']),
        bytes('skipped', ['']),
      ],
    },
  ),
  answered(
    'one output of verdicts',
    { inputs: [bytes('domain', ['x'])], outputs: [{ name: 'skipped' }] },
    {
      model_name: 'degas',
      model_version: '2',
      outputs: [bytes('skipped', ['single_label'])],
    },
  ),
  refused('no body', undefined, 'JSON Parse error: The document is empty'),
  refused('no JSON', 'x', 'JSON Parse error: Invalid value. at offset: 0'),
  refused('no inputs', { inputs: [] }, "Given 0 inputs, expected one: 'input_image' or 'domain'"),
  refused(
    'two inputs',
    { inputs: [codes(row(1)), names('a.com')] },
    "Given 2 inputs, expected one: 'input_image' or 'domain'",
  ),
  refused(
    'an unknown input',
    { inputs: [bytes('image', ['a.com'])] },
    "Unknown input 'image'. Expected one of: input_image, domain",
  ),
  refused(
    'an unknown output',
    { inputs: [codes(row(1))], outputs: [{ name: 'label' }] },
    "Unknown output 'label'. Expected one of: dense_1/Sigmoid:0",
  ),
  refused(
    'another data type',
    { inputs: [{ ...codes(row(1)), datatype: 'FP32' }] },
    "Input 'input_image' has datatype FP32, expected INT32 for codes or BYTES for names",
  ),
  refused(
    'codes for names',
    { inputs: [{ ...codes(row(1)), name: 'domain' }] },
    "Input 'domain' has datatype INT32, expected BYTES",
  ),
  refused(
    'fewer values than the shape',
    { inputs: [{ ...codes(row(1)), data: [1] }] },
    "Input 'input_image' has 1 values, expected 75 by its shape [1,75]",
  ),
  refused(
    'another shape',
    { inputs: [{ ...codes(row(1)), shape: [75] }] },
    "Input 'input_image' has shape [75], expected [-1,75] for codes",
  ),
  refused(
    'names in two columns',
    { inputs: [{ ...names('a.com', 'b.com'), shape: [1, 2] }] },
    "Input 'input_image' has shape [1,2], expected [-1] or [-1,1] for names",
  ),
  refused(
    'a negative size',
    { inputs: [{ ...names(), shape: [-1] }] },
    "Input 'input_image' has shape [-1], expected whole numbers from 0 of at most 67108864 elements",
  ),
  refused(
    'a fraction among codes',
    { inputs: [{ ...codes(row(1)), data: row(1.5) }] },
    "Input 'input_image' has an element that is not an INT32",
  ),
  refused(
    'a number among names',
    { inputs: [{ ...names('a.com'), data: [1] }] },
    "Input 'input_image' has an element that is not a text, as BYTES are",
  ),
  refused(
    'neither data nor bytes',
    { inputs: [{ name: 'domain', datatype: 'BYTES', shape: [1] }] },
    "Input 'domain' has neither data nor its bytes",
  ),
  refused(
    'a code that the network has no row for',
    { inputs: [codes(row(42))] },
    'indices[0,0] = 42 is not in [0, 42)',
  ),
  pair(
    'v2: a header longer than the body',
    ['POST', INFER, '{}', { 'inference-header-content-length': '3' }],
    400,
    error('Inference-Header-Content-Length must be a number of bytes that the body has'),
  ),
  pair(
    'v2: an unknown version',
    ['POST', `${V2}/versions/7/infer`, { inputs: [codes(row(1))] }],
    404,
    error('Servable not found for request: Specific(degas, 7)'),
  ),
  pair(
    'v2: a path that is not there',
    ['GET', '/v2/nothing'],
    404,
    error('Not found: GET /v2/nothing'),
  ),
];
