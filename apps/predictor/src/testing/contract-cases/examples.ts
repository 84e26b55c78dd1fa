import { CLASSIFY, error, MODEL, pair, REGRESS, row, type ContractCase } from './contract-case.ts';

const value = (quoted: string, reason: string): string => `JSON Value: ${quoted} ${reason}`;

/** Examples that are answered, and the scores of the fake classifier. */
const answered: readonly (readonly [title: string, body: object | string, ...scores: number[]])[] =
  [
    ['a name', { examples: [{ domain: '8chars.x' }] }, 0.125],
    ['a name in a list', { examples: [{ domain: ['8chars.x'] }] }, 0.125],
    ['a name in base 64', { examples: [{ domain: { b64: 'OGNoYXJzLng=' } }] }, 0.125],
    [
      'two names',
      { examples: [{ domain: 'sixteen-chars.xy' }, { domain: '8chars.x' }] },
      0.25,
      0.125,
    ],
    ['codes', { examples: [{ input_image: row(16) }] }, 0.25],
    ['a name in place of codes', { examples: [{ input_image: '8chars.x' }] }, 0.125],
    ['a context for all', { context: { domain: '8chars.x' }, examples: [{}, {}] }, 0.125, 0.125],
    [
      'a context that an example overrides',
      { context: { domain: 'x.y' }, examples: [{ domain: '8chars.x' }] },
      0.125,
    ],
    [
      'features of numbers, truth values and infinities',
      '{"examples":[{"domain":"8chars.x","a":[8.0,NaN,Infinity,-Infinity],"b":[1,true,false],"c":[9223372036854775807,-9223372036854775808],"d":[]}]}',
      0.125,
    ],
    [
      'features that are not known',
      { examples: [{ domain: '8chars.x', x: [1, 2], y: 1.5 }] },
      0.125,
    ],
    [
      'the default signature',
      { signature_name: 'serving_default', examples: [{ domain: '8chars.x' }] },
      0.125,
    ],
    ['an empty signature', { signature_name: '', examples: [{ domain: '8chars.x' }] }, 0.125],
    ['an address', { examples: [{ domain: '10.0.0.1' }] }, 0],
  ];

const written = (score: number): string => (Number.isInteger(score) ? `${score}.0` : String(score));
const classes = (score: number): string =>
  `[["benign", ${written(1 - score)}], ["dga", ${written(score)}]]`;

const right = answered.flatMap(([title, body, ...scores]) => [
  pair(
    `classify ${title}, to the byte`,
    ['POST', CLASSIFY, body],
    200,
    `{\n    "results": [${scores.map(classes).join(', ')}\n    ]\n}`,
  ),
  pair(
    `regress ${title}, to the byte`,
    ['POST', REGRESS, body],
    200,
    `{\n    "results": [${scores.map(written).join(', ')}]\n}`,
  ),
]);

const MISSING =
  'Feature: domain (data type: string) or Feature: input_image (data type: int64) is required but could not be found.';

const wrong: readonly (readonly [title: string, body: unknown, reason: string])[] = [
  [
    'a context that is wrong before examples that lack',
    { context: 5 },
    'Example must be JSON object but got JSON Number',
  ],
  [
    'null for a context',
    { context: null, examples: [{}] },
    'Example must be JSON object but got JSON Null',
  ],
  [
    'a list for a context',
    { context: [{ domain: 'a.com' }] },
    'Example must be JSON object but got JSON Array',
  ],
  [
    'null for a feature of the context',
    { context: { x: null } },
    'Feature: x has element with unexpected JSON type: Null',
  ],
  ['a name without values', { examples: [{ domain: [] }] }, `Example 0: ${MISSING}`],
  ['codes without values', { examples: [{ input_image: [] }] }, `Example 0: ${MISSING}`],
  [
    'the least whole number beyond 63 bits in a feature',
    '{"examples":[{"x":9223372036854775808}]}',
    'Feature: x has uint64 element. Only int64 is supported.',
  ],
  [
    'a whole number beyond 63 bits behind another one in a feature',
    '{"examples":[{"x":[20,18446744073709551603]}]}',
    'Feature: x has uint64 element. Only int64 is supported.',
  ],
  [
    'a whole number beyond 63 bits behind a name in a feature',
    '{"examples":[{"x":["a",18446744073709551615]}]}',
    'Unexpected element type in feature: x expecting type: bytes',
  ],
  [
    'a number beyond floats behind a whole one in a feature',
    '{"examples":[{"x":[2,-3.5e38]}]}',
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'bad base 64 behind a number in a feature',
    { examples: [{ x: [2, { b64: '%' }] }] },
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'the largest double in a feature',
    '{"examples":[{"x":1.7976931348623157e308}]}',
    'Cannot convert JSON value: 1.7976931348623157e+308 to float without loss of precision.',
  ],
  [
    'base 64 beside another key in a feature',
    { examples: [{ domain: { b64: 'YQ==', x: 1 } }] },
    'Feature: domain has element with unexpected JSON type: Object',
  ],
  [
    'a number and base 64 in a feature',
    { examples: [{ x: [1, { b64: 'YQ==' }] }] },
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'a fraction and a truth value in a feature',
    { examples: [{ x: [1.5, true] }] },
    'Unexpected element type in feature: x expecting type: float',
  ],
  [
    'a name and a truth value in a feature',
    { examples: [{ x: ['a', true] }] },
    'Unexpected element type in feature: x expecting type: bytes',
  ],
  [
    'a list for the second example',
    { examples: [{ domain: 'a.com' }, [1]] },
    'Example must be JSON object but got JSON Array',
  ],
  [
    'rows of codes for examples, before an unknown signature',
    { examples: [row(1)], signature_name: 'nope' },
    'Example must be JSON object but got JSON Array',
  ],
  [
    'instances in place of examples',
    { instances: [[1]] },
    value(
      '{\n    "instances": [[1]]\n}',
      "When method is classify, key 'examples' is expected and was not found",
    ),
  ],
  [
    'no examples key',
    {},
    value('{}', "When method is classify, key 'examples' is expected and was not found"),
  ],
  [
    'a number for examples',
    { examples: 1 },
    value('{\n    "examples": 1\n}', "Expecting 'examples' value to be an list/array"),
  ],
  [
    'an object for examples',
    { examples: {} },
    value('{\n    "examples": {}\n}', "Expecting 'examples' value to be an list/array"),
  ],
  [
    'null for examples',
    { examples: null },
    value('{\n    "examples": null\n}', "Expecting 'examples' value to be an list/array"),
  ],
  [
    'an empty list',
    { examples: [] },
    value('{\n    "examples": []\n}', "'examples' value is an empty array"),
  ],
  [
    'a string for an example',
    { examples: ['a.com'] },
    'Example must be JSON object but got JSON String',
  ],
  ['a number for an example', { examples: [1] }, 'Example must be JSON object but got JSON Number'],
  ['a list for an example', { examples: [[]] }, 'Example must be JSON object but got JSON Array'],
  ['null for an example', { examples: [null] }, 'Example must be JSON object but got JSON Null'],
  ['false for an example', { examples: [false] }, 'Example must be JSON object but got JSON False'],
  [
    'a string for a context',
    { context: 'x', examples: [{}] },
    'Example must be JSON object but got JSON String',
  ],
  [
    'null for a feature',
    { examples: [{ domain: null }] },
    'Feature: domain has element with unexpected JSON type: Null',
  ],
  [
    'an object for a feature',
    { examples: [{ domain: {} }] },
    'Feature: domain has element with unexpected JSON type: Object',
  ],
  [
    'a list in a feature',
    { examples: [{ domain: [['a.com']] }] },
    'Feature: domain has element with unexpected JSON type: Array',
  ],
  [
    'null in a feature',
    { examples: [{ domain: ['a.com', null] }] },
    'Feature: domain has element with unexpected JSON type: Null',
  ],
  [
    'a name and a number in a feature',
    { examples: [{ domain: ['a.com', 1] }] },
    'Unexpected element type in feature: domain expecting type: bytes',
  ],
  [
    'a number and a name in a feature',
    { examples: [{ x: [1, 'a'] }] },
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'a fraction and a number in a feature',
    { examples: [{ x: [1.5, 1] }] },
    'Unexpected element type in feature: x expecting type: float',
  ],
  [
    'a number and a fraction in a feature',
    { examples: [{ x: [1, 1.5] }] },
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'a truth value and a name in a feature',
    { examples: [{ x: [true, 'a'] }] },
    'Unexpected element type in feature: x expecting type: int64',
  ],
  [
    'a whole number beyond 63 bits in a feature',
    { examples: [{ x: 9_300_000_000_000_000_000 }] },
    'Feature: x has uint64 element. Only int64 is supported.',
  ],
  [
    'a number beyond 32-bit floats in a feature',
    { examples: [{ x: [0.5, 1e39] }] },
    'Cannot convert JSON value: 1e+39 to float without loss of precision.',
  ],
  [
    'a whole number beyond 64 bits, which is read as a fraction, and a whole number in a feature',
    { examples: [{ x: [20_000_000_000_000_000_000, 1] }] },
    'Unexpected element type in feature: x expecting type: float',
  ],
  ['bad base 64 in a feature', { examples: [{ domain: { b64: '%' } }] }, 'Unable to base64 decode'],
  [
    'an example without a known feature',
    { examples: [{ x: 1 }] },
    'Example 0: Feature: domain (data type: string) or Feature: input_image (data type: int64) is required but could not be found.',
  ],
  [
    'a second example without a known feature',
    { examples: [{ domain: 'a.com' }, {}] },
    'Example 1: Feature: domain (data type: string) or Feature: input_image (data type: int64) is required but could not be found.',
  ],
  [
    'a number for a name',
    { examples: [{ domain: 5 }] },
    "Example 0: Key: domain.  Data types don't match. Expected type: string",
  ],
  [
    'two names in an example',
    { examples: [{ domain: ['a.com', 'b.com'] }] },
    'Example 0: Key: domain.  Number of bytes values != expected.  Values size: 2 but output shape: []',
  ],
  [
    'too few codes',
    { examples: [{ input_image: [1, 2] }] },
    'Example 0: Expecting tensor size: 75 but got: 2',
  ],
  [
    'codes behind a name',
    { examples: [{ domain: 'a.com' }, { input_image: row(1) }] },
    'Example 1: JSON Value: 1 Type: Number is not of expected type: string',
  ],
  [
    'a code that the network has no row for',
    { examples: [{ input_image: row(42) }] },
    'indices[0,0] = 42 is not in [0, 42)',
  ],
  [
    'an unknown signature',
    { signature_name: 'nope', examples: [{ domain: 'a.com' }] },
    'No signature was found with the name: nope',
  ],
  [
    'a signature name that is a number',
    { signature_name: 1 },
    value(
      '{\n    "signature_name": 1\n}',
      "not formatted correctly. 'signature_name' key must be a string value.",
    ),
  ],
  ['a body that is a list', [], value('[]', 'Is not object')],
];

export const exampleCases: readonly ContractCase[] = [
  ...right,
  ...wrong.flatMap(([title, body, reason]) => [
    pair(`classify ${title}`, ['POST', CLASSIFY, body], 400, error(reason)),
    pair(`regress ${title}`, ['POST', REGRESS, body], 400, error(reason)),
  ]),
  pair(
    'regress by a label',
    ['POST', `${MODEL}/labels/stable:regress`, { examples: [{ domain: '8chars.x' }] }],
    200,
    { results: [0.125] },
  ),
  pair(
    'classify by a version',
    ['POST', `${MODEL}/versions/1:classify`, { examples: [{ domain: '8chars.x' }] }],
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
    'classify by an unknown model',
    ['POST', '/v1/models/other:classify', { examples: [{}] }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
];
