/** A request and the reply that TensorFlow Serving's contract asks for, with the scores of the fake classifier. */
export interface ContractCase {
  readonly title: string;
  readonly request: readonly [method: string, path: string, body?: unknown];
  readonly status: number;
  /** The body: text to the byte, or a value that the JSON must equal. */
  readonly reply: unknown;
}

const EXPLAIN = '/v1/models/degas:explain';
const PREDICT = '/v1/models/degas:predict';
const CLASSIFY = '/v1/models/degas:classify';
const REGRESS = '/v1/models/degas:regress';

/** 75 codes, the first one given; the fake classifier scores a row by it. */
const row = (first: number): number[] => [first, ...new Array<number>(74).fill(0)];
const scored = (...scores: number[]): object => ({ predictions: scores.map((score) => [score]) });
const error = (text: string): object => ({ error: text });

const pair = (
  title: string,
  request: ContractCase['request'],
  status: number,
  reply: unknown,
): ContractCase => ({ title, request, status, reply });

const post = (title: string, body: unknown, status: number, reply: unknown): ContractCase =>
  pair(title, ['POST', PREDICT, body], status, reply);

const refused = (title: string, body: unknown, text: string): ContractCase =>
  post(title, body, 400, error(text));

const element = (index: number, text: string, key = ''): string =>
  `Failed to process element: ${index}${key} of 'instances' list. Error: INVALID_ARGUMENT: ${text}`;

const quote = (value: unknown): string => JSON.stringify(value, null, 4);

const answered: readonly ContractCase[] = [
  post('a row of codes', { instances: [row(32)] }, 200, '{\n    "predictions": [[0.5]\n    ]\n}'),
  post(
    'two rows of codes, to the byte',
    { instances: [row(32), row(16)] },
    200,
    '{\n    "predictions": [[0.5], [0.25]\n    ]\n}',
  ),
  post(
    'a row by the name of its input',
    { instances: [{ input_image: row(16) }] },
    200,
    scored(0.25),
  ),
  post(
    'columns by the name of their input',
    { inputs: { input_image: [row(32), row(8)] } },
    200,
    '{\n    "outputs": [\n        [\n            0.5\n        ],\n        [\n            0.125\n        ]\n    ]\n}',
  ),
  post('a column alone', { inputs: [row(8)] }, 200, { outputs: [[0.125]] }),
  post(
    'the smallest code and the largest',
    { instances: [row(0), row(41)] },
    200,
    scored(0, 0.640625),
  ),
  post(
    'whole numbers keep a decimal',
    { instances: [row(0)] },
    200,
    '{\n    "predictions": [[0.0]\n    ]\n}',
  ),
  post(
    'the default signature by name',
    { signature_name: 'serving_default', instances: [row(32)] },
    200,
    scored(0.5),
  ),
  post('an empty signature name', { signature_name: '', instances: [row(32)] }, 200, scored(0.5)),
  post('keys that nobody knows', { instances: [row(32)], comment: 'x' }, 200, scored(0.5)),
  post('a name', { instances: ['8chars.x'] }, 200, scored(0.125)),
  post('two names', { instances: ['8chars.x', 'sixteen-chars.xy'] }, 200, scored(0.125, 0.25)),
  post(
    'a name in the place of codes',
    { instances: [{ input_image: '8chars.x' }] },
    200,
    scored(0.125),
  ),
  post('a column of names', { inputs: ['8chars.x'] }, 200, { outputs: [[0.125]] }),
  post('a named column of names', { inputs: { input_image: ['8chars.x'] } }, 200, {
    outputs: [[0.125]],
  }),
  post('a name in base 64', { instances: [{ b64: 'OGNoYXJzLng=' }] }, 200, scored(0.125)),
  post(
    'an address has no score but 0',
    { instances: ['10.0.0.1', '8chars.x'] },
    200,
    scored(0, 0.125),
  ),
  post('an empty name', { instances: [''] }, 200, scored(0)),
  post(
    'names by the domains signature',
    { signature_name: 'domains', instances: ['8chars.x'] },
    200,
    {
      predictions: [
        {
          domain: '8chars.x',
          registrable: '8chars.x',
          score: 0.125,
          label: 'benign',
          level: null,
          family: null,
          skipped: null,
        },
      ],
    },
  ),
  post('rows that name a domain', { instances: [{ domain: '10.0.0.1' }] }, 200, {
    predictions: [
      {
        domain: '10.0.0.1',
        registrable: null,
        score: null,
        label: 'skipped',
        level: null,
        family: null,
        skipped: 'ip_address',
      },
    ],
  }),
  post('columns of the domains signature', { inputs: { domain: ['8chars.x', 'x'] } }, 200, {
    outputs: {
      domain: ['8chars.x', 'x'],
      registrable: ['8chars.x', null],
      score: [0.125, null],
      label: ['benign', 'skipped'],
      level: [null, null],
      family: [null, null],
      skipped: [null, 'single_label'],
    },
  }),
  pair(
    'the newest version by its number',
    ['POST', '/v1/models/degas/versions/2:predict', { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'an older version by its number',
    ['POST', '/v1/models/degas/versions/1:predict', { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'a version by its label',
    ['POST', '/v1/models/degas/labels/stable:predict', { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'a path in another case',
    ['POST', '/V1/Models/degas:PREDICT', { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'a path with a query',
    ['POST', `${PREDICT}?x=1`, { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'a model name in percent signs',
    ['POST', '/v1/models/%64egas:predict', { instances: [row(32)] }],
    200,
    scored(0.5),
  ),
  pair(
    'both classes of an example',
    ['POST', CLASSIFY, { examples: [{ domain: 'sixteen-chars.xy' }, { input_image: row(32) }] }],
    400,
    error('Example 1: Expecting shape [] but got: [75]'),
  ),
  pair(
    'both classes of two names, to the byte',
    ['POST', CLASSIFY, { examples: [{ domain: 'sixteen-chars.xy' }, { domain: '8chars.x' }] }],
    200,
    '{\n    "results": [[["benign", 0.75], ["dga", 0.25]], [["benign", 0.875], ["dga", 0.125]]\n    ]\n}',
  ),
  pair('both classes of codes', ['POST', CLASSIFY, { examples: [{ input_image: row(16) }] }], 200, {
    results: [
      [
        ['benign', 0.75],
        ['dga', 0.25],
      ],
    ],
  }),
  pair(
    'a feature as a list of one',
    ['POST', CLASSIFY, { examples: [{ domain: ['8chars.x'] }] }],
    200,
    {
      results: [
        [
          ['benign', 0.875],
          ['dga', 0.125],
        ],
      ],
    },
  ),
  pair(
    'the regression of two names, to the byte',
    ['POST', REGRESS, { examples: [{ domain: '8chars.x' }, { domain: 'x' }] }],
    200,
    '{\n    "results": [0.125, 0.0]\n}',
  ),
  pair(
    'a context for all examples',
    ['POST', REGRESS, { context: { domain: '8chars.x' }, examples: [{}, {}] }],
    200,
    { results: [0.125, 0.125] },
  ),
];

const badBodies: readonly ContractCase[] = [
  refused('no body', undefined, 'JSON Parse error: The document is empty'),
  refused('an empty body', '', 'JSON Parse error: The document is empty'),
  refused('blanks', '  ', 'JSON Parse error: The document is empty. at offset: 2'),
  refused('no JSON', 'hello', 'JSON Parse error: Invalid value. at offset: 0'),
  refused(
    'a list cut short',
    '{"instances":[[1,2',
    'JSON Parse error: Missing a comma or ] after an array element. at offset: 18',
  ),
  refused(
    'an object cut short',
    '{"instances":[[1]]',
    'JSON Parse error: Missing a comma or } after an object member. at offset: 18',
  ),
  refused(
    'a trailing comma',
    '{"instances":[1,]}',
    'JSON Parse error: Invalid value. at offset: 16',
  ),
  refused(
    'a key without quotes',
    '{instances:[1]}',
    'JSON Parse error: Missing a name for object member. at offset: 1',
  ),
  refused(
    'text after the object',
    '{} {}',
    'JSON Parse error: The document root must not be followed by other values. at offset: 3',
  ),
  refused(
    'single quotes',
    "{'instances':[1]}",
    'JSON Parse error: Missing a name for object member. at offset: 1',
  ),
  refused('a number for a body', '42', 'JSON Value: 42 Is not object'),
  refused('a list for a body', '[]', 'JSON Value: [] Is not object'),
  refused('a string for a body', '"a.com"', 'JSON Value: "a.com" Is not object'),
  refused('null for a body', 'null', 'JSON Value: null Is not object'),
  refused('neither key', {}, "Missing 'inputs' or 'instances' key"),
  refused('a mistyped key', { instance: [row(1)] }, "Missing 'inputs' or 'instances' key"),
  refused(
    'both keys',
    { instances: [1], inputs: [1] },
    `JSON Value: ${quote({ instances: [1], inputs: [1] })} Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist `,
  ),
  refused(
    'instances that are no list',
    { instances: 'a.com' },
    `JSON Value: ${quote({ instances: 'a.com' })} Excepting 'instances' to be an list/array`,
  ),
  refused(
    'an object of instances',
    { instances: {} },
    `JSON Value: ${quote({ instances: {} })} Excepting 'instances' to be an list/array`,
  ),
  refused(
    'no instances',
    { instances: [] },
    `JSON Value: ${quote({ instances: [] })} No values in 'instances' array`,
  ),
  refused(
    'a signature that is no string',
    { signature_name: 5 },
    `JSON Value: ${quote({ signature_name: 5 })} not formatted correctly. 'signature_name' key must be a string value.`,
  ),
  refused(
    'an unknown signature',
    { signature_name: 'nope', instances: [row(1)] },
    'Serving signature name: "nope" not found in signature def',
  ),
];

const badRows: readonly ContractCase[] = [
  refused(
    'a row too short',
    { instances: [[1, 2, 3]] },
    element(0, 'Expecting tensor size: 75 but got: 3'),
  ),
  refused(
    'a row too long',
    { instances: [[...row(1), 2]] },
    element(0, 'Expecting tensor size: 75 but got: 76'),
  ),
  refused('an empty row', { instances: [[]] }, element(0, 'Expecting tensor size: 75 but got: 0')),
  refused(
    'a short second row',
    { instances: [row(1), [1]] },
    element(1, 'Expecting tensor size: 75 but got: 1'),
  ),
  refused('a number for a row', { instances: [7] }, element(0, 'Expecting shape [75] but got: []')),
  refused(
    'rows nested too deep',
    { instances: [[row(1)]] },
    element(0, 'Expecting shape [75] but got: [1,75]'),
  ),
  refused(
    'a list within a row',
    { instances: [[1, [2]]] },
    element(0, 'Encountered list at unexpected level: 1 expected < 1'),
  ),
  refused(
    'null for a row',
    { instances: [null] },
    element(0, 'JSON Value: null Type: Null is not of expected type: int32'),
  ),
  refused(
    'true for a row',
    { instances: [true] },
    element(0, 'JSON Value: true Type: True is not of expected type: int32'),
  ),
  refused(
    'a string among codes',
    { instances: [[1, 'x']] },
    element(0, 'JSON Value: "x" Type: String is not of expected type: int32'),
  ),
  refused(
    'a fraction among codes',
    { instances: [[1.5]] },
    element(0, 'JSON Value: 1.5 Type: Number is not of expected type: int32'),
  ),
  refused(
    'a code beyond 32 bits',
    { instances: [[2147483648]] },
    element(0, 'JSON Value: 2147483648 Type: Number is not of expected type: int32'),
  ),
  refused(
    'null among codes',
    { instances: [[null]] },
    element(0, 'JSON Value: null Type: Null is not of expected type: int32'),
  ),
  refused(
    'an object among codes',
    { instances: [[{ a: 1 }]] },
    element(0, `JSON Value: ${quote({ a: 1 })} Type: Object is not of expected type: int32`),
  ),
  refused(
    'false among codes',
    { instances: [[false]] },
    element(0, 'JSON Value: false Type: False is not of expected type: int32'),
  ),
  refused(
    'a code that the network has no row for',
    { instances: [row(1), row(42)] },
    'indices[1,0] = 42 is not in [0, 42)',
  ),
  refused('a negative code', { instances: [row(-1)] }, 'indices[0,0] = -1 is not in [0, 42)'),
  refused(
    'a name after codes',
    { instances: [row(1), 'a.com'] },
    element(1, 'JSON Value: "a.com" Type: String is not of expected type: int32'),
  ),
  refused(
    'codes after a name',
    { instances: ['a.com', row(1)] },
    element(1, 'Expecting shape [] but got: [75]'),
  ),
  refused(
    'a number after a name',
    { instances: ['a.com', 5] },
    element(1, 'JSON Value: 5 Type: Number is not of expected type: string'),
  ),
  refused(
    'codes for the domains signature',
    { signature_name: 'domains', instances: [5] },
    element(0, 'JSON Value: 5 Type: Number is not of expected type: string'),
  ),
  refused(
    'bytes that are not base 64',
    { instances: [{ b64: '%%' }] },
    element(0, 'Unable to base64 decode'),
  ),
  refused(
    'an object after a list',
    { instances: [row(1), { input_image: row(1) }] },
    'Expecting value/list but got object at item 1 of input list',
  ),
  refused(
    'a list after an object',
    { instances: [{ input_image: row(1) }, row(1)] },
    'Expecting object but got list at item 1 of input list',
  ),
  refused(
    'an unknown input',
    { instances: [{ input: row(1) }] },
    element(0, 'JSON object: does not have named input: input', ' key: input'),
  ),
  refused(
    'an object without keys',
    { instances: [{}] },
    "Failed to process element: 0 of 'instances' list. JSON object: {} keys must be equal to: input_image",
  ),
  refused(
    'a named row too short',
    { instances: [{ input_image: [1] }] },
    element(0, 'Expecting tensor size: 75 but got: 1', ' key: input_image'),
  ),
  refused(
    'a named row of the wrong type',
    { instances: [{ input_image: null }] },
    element(0, 'JSON Value: null Type: Null is not of expected type: int32', ' key: input_image'),
  ),
  refused(
    'a column under an unknown name',
    { inputs: { image: [row(1)] } },
    "Missing named input: input_image in 'inputs' object.",
  ),
  refused('a column that is one row', { inputs: row(1) }, 'Expecting shape [-1,75] but got: [75]'),
  refused('an empty column', { inputs: [] }, 'Expecting shape [-1,75] but got: [0]'),
  refused('a name alone for a column', { inputs: 'a.com' }, 'Expecting shape [-1,75] but got: []'),
  refused('null for a column', { inputs: null }, 'Expecting shape [-1,75] but got: []'),
  refused('a short row in a column', { inputs: [[1]] }, 'Expecting tensor size: 75 but got: 1'),
];

const weights = (name: string): object[] =>
  Array.from(name, (text, at) => ({ text, at, weight: 0.0156 }));

const explained: readonly ContractCase[] = [
  pair('a name explained', ['POST', EXPLAIN, { instances: ['8chars.x'] }], 200, {
    explanations: [
      {
        domain: '8chars.x',
        registrable: '8chars.x',
        score: 0.125,
        label: 'benign',
        level: null,
        family: null,
        skipped: null,
        sentence: 'It has 8 characters.',
        characters: weights('8chars.x'),
        ngrams: [],
        facts: null,
      },
    ],
  }),
  pair(
    'a named column explained, a version by its label',
    ['POST', '/v1/models/degas/labels/stable:explain', { inputs: { domain: ['x'] } }],
    200,
    {
      explanations: [
        {
          domain: 'x',
          registrable: null,
          score: null,
          label: 'skipped',
          level: null,
          family: null,
          skipped: 'single_label',
          sentence: 'It has 1 characters.',
          characters: weights('x'),
          ngrams: [],
          facts: null,
        },
      ],
    },
  ),
  pair(
    'codes can not be explained',
    ['POST', EXPLAIN, { instances: [row(1)] }],
    400,
    error(element(0, 'Expecting shape [] but got: [75]')),
  ),
  pair(
    'too many names to explain',
    ['POST', EXPLAIN, { instances: new Array<string>(257).fill('a.com') }],
    400,
    error('At most 256 names are explained in one request, but got: 257'),
  ),
  pair(
    'an unknown model explains nothing',
    ['POST', '/v1/models/other:explain', { instances: ['a.com'] }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
];

const badTargets: readonly ContractCase[] = [
  pair(
    'an unknown model',
    ['POST', '/v1/models/other:predict', { instances: [row(1)] }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'an unknown version',
    ['POST', '/v1/models/degas/versions/7:predict', { instances: [row(1)] }],
    404,
    error('Servable not found for request: Specific(degas, 7)'),
  ),
  pair(
    'an unknown label',
    ['POST', '/v1/models/degas/labels/canary:predict', { instances: [row(1)] }],
    400,
    error('Unrecognized servable version label: canary'),
  ),
  pair(
    'a bad body for an unknown model is a bad body',
    ['POST', '/v1/models/other:predict', '{'],
    400,
    error('JSON Parse error: Missing a name for object member. at offset: 1'),
  ),
  pair(
    'an unknown method',
    ['POST', '/v1/models/degas:guess', {}],
    400,
    error('Malformed request: POST /v1/models/degas:guess'),
  ),
  pair(
    'no method',
    ['POST', '/v1/models/degas', {}],
    400,
    error('Malformed request: POST /v1/models/degas'),
  ),
  pair(
    'a version that is no number',
    ['POST', '/v1/models/degas/versions/one:predict', {}],
    400,
    error('Malformed request: POST /v1/models/degas/versions/one:predict'),
  ),
  pair(
    'a version beyond all numbers',
    ['POST', '/v1/models/degas/versions/99999999999999999999:predict', {}],
    400,
    error('Failed to convert version: 99999999999999999999 to numeric.'),
  ),
  pair(
    'predict by GET',
    ['GET', PREDICT],
    400,
    error('Malformed request: GET /v1/models/degas:predict'),
  ),
  pair(
    'another verb',
    ['DELETE', '/v1/models/degas'],
    400,
    error('Malformed request: DELETE /v1/models/degas'),
  ),
  pair(
    'no such path under /v1',
    ['GET', '/v1/nothing'],
    400,
    error('Malformed request: GET /v1/nothing'),
  ),
  pair('no such path', ['GET', '/v2/models'], 404, error('Not found: GET /v2/models')),
  pair('no model name', ['GET', '/v1/models'], 400, error('Missing model name in request.')),
  pair(
    'classify without examples',
    ['POST', CLASSIFY, {}],
    400,
    error("JSON Value: {} When method is classify, key 'examples' is expected and was not found"),
  ),
  pair(
    'examples that are no list',
    ['POST', CLASSIFY, { examples: 1 }],
    400,
    error(`JSON Value: ${quote({ examples: 1 })} Expecting 'examples' value to be an list/array`),
  ),
  pair(
    'no examples',
    ['POST', REGRESS, { examples: [] }],
    400,
    error(`JSON Value: ${quote({ examples: [] })} 'examples' value is an empty array`),
  ),
  pair(
    'an example that is no object',
    ['POST', REGRESS, { examples: ['a.com'] }],
    400,
    error('Example must be JSON object but got JSON String'),
  ),
  pair(
    'an example without a known feature',
    ['POST', REGRESS, { examples: [{ x: 1 }] }],
    400,
    error(`JSON Value: ${quote({ x: 1 })} has neither the feature 'domain' nor 'input_image'`),
  ),
];

const status = (version: string, state = 'AVAILABLE'): object => ({
  version,
  state,
  status: { error_code: 'OK', error_message: '' },
});

const information: readonly ContractCase[] = [
  pair('the status of all versions, the newest first', ['GET', '/v1/models/degas'], 200, {
    model_version_status: [status('2'), status('1')],
  }),
  pair(
    'the status of one version, to the byte',
    ['GET', '/v1/models/degas/versions/1'],
    200,
    '{\n "model_version_status": [\n  {\n   "version": "1",\n   "state": "AVAILABLE",\n   "status": {\n    "error_code": "OK",\n    "error_message": ""\n   }\n  }\n ]\n}\n',
  ),
  pair('the status of a label', ['GET', '/v1/models/degas/labels/stable'], 200, {
    model_version_status: [status('1')],
  }),
  pair(
    'the status of an unknown model',
    ['GET', '/v1/models/other'],
    404,
    error('Could not find any versions of model other'),
  ),
  pair(
    'the status of an unknown version',
    ['GET', '/v1/models/degas/versions/7'],
    404,
    error('Could not find version 7 of model degas'),
  ),
  pair(
    'the status of an unknown label',
    ['GET', '/v1/models/degas/labels/canary'],
    400,
    error('Unrecognized servable version label: canary'),
  ),
  pair(
    'the metadata of an unknown model',
    ['GET', '/v1/models/other/metadata'],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'the metadata of an unknown version',
    ['GET', '/v1/models/degas/versions/7/metadata'],
    404,
    error('Servable not found for request: Specific(degas, 7)'),
  ),
];

export const contractCases: readonly ContractCase[] = [
  ...answered,
  ...badBodies,
  ...badRows,
  ...explained,
  ...badTargets,
  ...information,
];
