import {
  answered,
  MODEL,
  pair,
  post,
  PREDICT,
  row,
  scored,
  type ContractCase,
} from './contract-case.ts';

/** A score as TensorFlow Serving writes it; those of the fake classifier have six digits at most. */
const written = (score: number): string => (Number.isInteger(score) ? `${score}.0` : String(score));

/** Every code scores code / 64, to the byte of the reply. */
const everyCode = Array.from({ length: 42 }, (_, code) =>
  post(
    `a row that begins with code ${code}, to the byte`,
    { instances: [row(code)] },
    200,
    `{\n    "predictions": [[${written(code / 64)}]\n    ]\n}`,
  ),
);

const places = ['', '/versions/1', '/versions/2', '/labels/stable'];

/** Each form of a request at each place of a model. */
const everyPlace = places.flatMap((place) => [
  pair(
    `rows at ${place}`,
    ['POST', `${MODEL}${place}:predict`, { instances: [row(32), row(16)] }],
    200,
    '{\n    "predictions": [[0.5], [0.25]\n    ]\n}',
  ),
  pair(
    `named rows at ${place}`,
    ['POST', `${MODEL}${place}:predict`, { instances: [{ input_image: row(16) }] }],
    200,
    scored(0.25),
  ),
  pair(
    `columns at ${place}, to the byte`,
    ['POST', `${MODEL}${place}:predict`, { inputs: { input_image: [row(32), row(8)] } }],
    200,
    '{\n    "outputs": [\n        [\n            0.5\n        ],\n        [\n            0.125\n        ]\n    ]\n}',
  ),
  pair(
    `names at ${place}`,
    ['POST', `${MODEL}${place}:predict`, { instances: ['8chars.x'] }],
    200,
    scored(0.125),
  ),
]);

const forms: readonly ContractCase[] = [
  post('a column alone', { inputs: [row(8)] }, 200, { outputs: [[0.125]] }),
  post(
    'columns with a key that is not an input',
    { inputs: { input_image: [row(8)], x: 1 } },
    200,
    {
      outputs: [[0.125]],
    },
  ),
  answered(
    'the default signature by name',
    { signature_name: 'serving_default', instances: [row(32)] },
    0.5,
  ),
  answered('an empty signature name', { signature_name: '', instances: [row(32)] }, 0.5),
  answered('keys that are not known', { instances: [row(32)], comment: 'x' }, 0.5),
  answered(
    'a body in another order of keys',
    { x: [1], instances: [row(32)], signature_name: '' },
    0.5,
  ),
  answered('two names', { instances: ['8chars.x', 'sixteen-chars.xy'] }, 0.125, 0.25),
  answered(
    'names in lists of one',
    { instances: [['8chars.x'], ['sixteen-chars.xy']] },
    0.125,
    0.25,
  ),
  answered('a name in place of codes', { instances: [{ input_image: '8chars.x' }] }, 0.125),
  post('a column of names', { inputs: ['8chars.x'] }, 200, { outputs: [[0.125]] }),
  post('a column of names in lists of one', { inputs: [['8chars.x'], ['8chars.x']] }, 200, {
    outputs: [[0.125], [0.125]],
  }),
  post('a named column of names', { inputs: { input_image: ['8chars.x'] } }, 200, {
    outputs: [[0.125]],
  }),
  answered('an address has the score 0', { instances: ['10.0.0.1', '8chars.x'] }, 0, 0.125),
  answered('an empty name has the score 0', { instances: [''] }, 0),
  answered(
    'a hundred rows',
    { instances: new Array<number[]>(100).fill(row(16)) },
    ...new Array<number>(100).fill(0.25),
  ),
];

const verdict = {
  domain: '8chars.x',
  registrable: '8chars.x',
  score: 0.125,
  label: 'benign',
  level: null,
  family: null,
  kind: null,
  skipped: null,
  candidates: [],
};
const skipped = {
  domain: '10.0.0.1',
  registrable: null,
  score: null,
  label: 'skipped',
  level: null,
  family: null,
  kind: null,
  skipped: 'ip_address',
  candidates: [],
};

const verdicts: readonly ContractCase[] = [
  post(
    'names by the domains signature',
    { signature_name: 'domains', instances: ['8chars.x'] },
    200,
    {
      predictions: [verdict],
    },
  ),
  post(
    'named rows by the domains signature',
    { signature_name: 'domains', instances: [{ domain: '8chars.x' }] },
    200,
    {
      predictions: [verdict],
    },
  ),
  post(
    'rows that name a domain',
    { instances: [{ domain: '10.0.0.1' }, { domain: '8chars.x' }] },
    200,
    {
      predictions: [skipped, verdict],
    },
  ),
  post(
    'names in base 64 by the domains signature',
    { signature_name: 'domains', instances: [{ b64: 'OGNoYXJzLng=' }] },
    200,
    {
      predictions: [verdict],
    },
  ),
  post('columns of the domains signature', { inputs: { domain: ['8chars.x', 'x'] } }, 200, {
    outputs: {
      domain: ['8chars.x', 'x'],
      registrable: ['8chars.x', null],
      score: [0.125, null],
      label: ['benign', 'skipped'],
      level: [null, null],
      family: [null, null],
      kind: [null, null],
      skipped: [null, 'single_label'],
      candidates: [[], []],
    },
  }),
  ...[{ inputs: { domain: [] } }, { signature_name: 'domains', inputs: [] }].map((body) =>
    post(`no names in a column of the domains signature: ${JSON.stringify(body)}`, body, 200, {
      outputs: Object.fromEntries(Object.keys(verdict).map((field) => [field, []])),
    }),
  ),
  pair(
    'verdicts of a version by its label',
    ['POST', `${MODEL}/labels/stable:predict`, { instances: [{ domain: '8chars.x' }] }],
    200,
    { predictions: [verdict] },
  ),
];

const headers: readonly ContractCase[] = [
  ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense'].map((type) =>
    pair(
      `a body is JSON whatever its content type says: ${type}`,
      ['POST', PREDICT, { instances: [row(32)] }, { 'content-type': type }],
      200,
      scored(0.5),
    ),
  ),
  ['br', 'deflate', 'identity', 'nonsense', 'zstd'].map((encoding) =>
    pair(
      `a plain body in the content encoding ${encoding}, which is ignored`,
      ['POST', PREDICT, { instances: [row(32)] }, { 'content-encoding': encoding }],
      200,
      scored(0.5),
    ),
  ),
  [
    pair(
      'a plain body that claims to be gzip',
      ['POST', PREDICT, '{}', { 'content-encoding': 'gzip' }],
      400,
      { error: 'Failed to uncompress request body: incorrect header check' },
    ),
  ],
].flat();

export const predictionCases: readonly ContractCase[] = [
  ...everyCode,
  ...everyPlace,
  ...forms,
  ...verdicts,
  ...headers,
];
