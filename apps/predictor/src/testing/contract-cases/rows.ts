import { element, refused, row, type ContractCase } from './contract-case.ts';

const typeError = (quoted: string, type: string, expected = 'int32'): string =>
  `JSON Value: ${quoted} Type: ${type} is not of expected type: ${expected}`;

/** A row that is wrong in itself, and why. */
const wrongRows: readonly (readonly [title: string, row: unknown, reason: string])[] = [
  ['a row too short', [1, 2, 3], 'Expecting tensor size: 75 but got: 3'],
  ['a row too long', [...row(1), 2], 'Expecting tensor size: 75 but got: 76'],
  ['an empty row', [], 'Expecting tensor size: 75 but got: 0'],
  ['a number for a row', 7, 'Expecting shape [75] but got: []'],
  ['a row nested too deep', [row(1)], 'Expecting shape [75] but got: [1,75]'],
  ['a list within a row', [1, [2]], 'Encountered list at unexpected level: 1 expected < 1'],
  [
    'a number beside a list',
    [[1], 2],
    'JSON Value: 2 found at incorrect level: 2 in the JSON DOM. Expected at level: 2',
  ],
  [
    'lists of two lengths within a row',
    [[1, 2], [3]],
    'Encountered list at unexpected size: 1 at level: 1 expected size: 2',
  ],
  ['null for a row', null, typeError('null', 'Null')],
  ['true for a row', true, typeError('true', 'True')],
  ['false for a row', false, typeError('false', 'False')],
  ['a fraction for a row', 1.5, typeError('1.5', 'Number')],
  ['a string among codes', [1, 'x'], typeError('"x"', 'String')],
  ['a fraction among codes', [1.5], typeError('1.5', 'Number')],
  ['a code beyond 32 bits', [2147483648], typeError('2147483648', 'Number')],
  ['a code below 32 bits', [-2147483649], typeError('-2147483649', 'Number')],
  ['null among codes', [null], typeError('null', 'Null')],
  ['an object among codes', [{ a: 1 }], typeError('{\n    "a": 1\n}', 'Object')],
  [
    'an object with a list among codes',
    [{ a: [1, 2], b: { c: [] } }],
    typeError('{\n    "a": [1, 2],\n    "b": {\n        "c": []\n    }\n}', 'Object'),
  ],
  ['false among codes', [false], typeError('false', 'False')],
];

/** The same in a list of rows and in rows by the name of their input. */
const oneRow = wrongRows.flatMap(([title, wrong, reason]) => [
  refused(title, { instances: [wrong] }, element(0, reason)),
  refused(
    `${title}, by the name of the input`,
    { instances: [{ input_image: wrong }] },
    element(0, reason, ' key: input_image'),
  ),
]);

/** A second row that is wrong in itself, behind a right one. */
const secondRow = wrongRows
  .filter(([, , reason]) => !reason.startsWith('Expecting'))
  .flatMap(([title, wrong, reason]) => [
    refused(`${title} in the second row`, { instances: [row(1), wrong] }, element(1, reason)),
  ]);

/** Rows that are wrong beside the first one. */
const ragged: readonly ContractCase[] = [
  refused(
    'a short second row',
    { instances: [row(1), [1]] },
    element(1, 'Expecting tensor size: 75 but got: 1'),
  ),
  refused(
    'rows of two wrong lengths',
    {
      instances: [
        [1, 2, 3],
        [1, 2],
      ],
    },
    element(1, 'Expecting tensor size: 3 but got: 2'),
  ),
  refused(
    'a right row behind a short one',
    { instances: [[1, 2, 3], row(1)] },
    element(1, 'Expecting tensor size: 3 but got: 75'),
  ),
  refused(
    'a number behind a row',
    { instances: [row(1), 5] },
    element(1, 'Expecting tensor size: 75 but got: 1'),
  ),
  refused(
    'rows of one size and two shapes',
    { instances: [[1, 2], [[1, 2]]] },
    element(1, 'Expecting shape [2] but got: [1,2]'),
  ),
  refused(
    'an error in a later row before the length of the first',
    {
      instances: [
        [1, 2],
        [1, 'x'],
      ],
    },
    element(1, typeError('"x"', 'String')),
  ),
  refused(
    'many rows that are all too short',
    {
      instances: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    element(0, 'Expecting tensor size: 75 but got: 2'),
  ),
  refused(
    'a row behind an empty one',
    { instances: [[], [1]] },
    element(1, 'Expecting tensor size: 0 but got: 1'),
  ),
  refused(
    'rows of two shapes in two dimensions',
    { instances: [[[1], [2]], [[1, 2]]] },
    element(1, 'Expecting shape [2,1] but got: [1,2]'),
  ),
  refused(
    'an empty list within a row',
    { instances: [[[]]] },
    element(0, 'Expecting shape [75] but got: [1,0]'),
  ),
  refused(
    'base 64 behind a row',
    { instances: [row(1), { b64: 'YQ==' }] },
    element(1, typeError('{\n    "b64": "YQ=="\n}', 'Object')),
  ),
  refused(
    'a name after codes',
    { instances: [row(1), 'a.com'] },
    element(1, typeError('"a.com"', 'String')),
  ),
  refused(
    'codes after a name',
    { instances: ['a.com', row(1)] },
    element(1, typeError('1', 'Number', 'string')),
  ),
  refused(
    'a number after a name',
    { instances: ['a.com', 5] },
    element(1, typeError('5', 'Number', 'string')),
  ),
  refused(
    'null after a name',
    { instances: ['a.com', null] },
    element(1, typeError('null', 'Null', 'string')),
  ),
  refused(
    'a list of names after a name',
    { instances: ['a.com', ['a.com', 'b.com']] },
    element(1, 'Expecting tensor size: 1 but got: 2'),
  ),
  refused(
    'a list of one name after a name',
    { instances: ['a.com', ['b.com']] },
    element(1, 'Expecting shape [] but got: [1]'),
  ),
  refused(
    'rows of two names',
    { instances: [['a.com', 'b.com']] },
    element(0, 'Expecting shape [] but got: [2]'),
  ),
];

const codes: readonly ContractCase[] = [42, 43, 100, 127, 128, 2147483647]
  .map((code) =>
    refused(
      `the code ${code}, for which the network has no row`,
      { instances: [row(1), row(code)] },
      `indices[1,0] = ${code} is not in [0, 42)`,
    ),
  )
  .concat([
    refused('a negative code', { instances: [row(-1)] }, 'indices[0,0] = -1 is not in [0, 42)'),
    refused(
      'the least code of 32 bits',
      { instances: [row(-2147483648)] },
      'indices[0,0] = -2147483648 is not in [0, 42)',
    ),
    refused(
      'a bad code at the end of a row',
      { instances: [[...row(1).slice(0, 74), 99]] },
      'indices[0,74] = 99 is not in [0, 42)',
    ),
    refused(
      'a bad code in a column',
      { inputs: [row(1), row(77)] },
      'indices[1,0] = 77 is not in [0, 42)',
    ),
  ]);

const wrongColumns: readonly (readonly [title: string, column: unknown, reason: string])[] = [
  ['one row', row(1), 'Expecting shape [-1,75] but got: [75]'],
  ['nothing', [], 'Expecting shape [-1,75] but got: [0]'],
  ['a name alone', 'a.com', 'Expecting shape [-1,75] but got: []'],
  ['base 64 alone', { b64: 'YQ==' }, 'Expecting shape [-1,75] but got: []'],
  ['a number', 5, 'Expecting shape [-1,75] but got: []'],
  ['null', null, typeError('null', 'Null')],
  ['true', true, typeError('true', 'True')],
  ['short rows', [[1]], 'Expecting shape [-1,75] but got: [1,1]'],
  ['an empty row', [[]], 'Expecting shape [-1,75] but got: [1,0]'],
  [
    'rows of two lengths',
    [row(1), [1]],
    'Encountered list at unexpected size: 1 at level: 1 expected size: 75',
  ],
  [
    'a number behind a row',
    [row(1), 1],
    'JSON Value: 1 found at incorrect level: 2 in the JSON DOM. Expected at level: 2',
  ],
  [
    'lists within a row behind a row of numbers',
    [[1], [[2]]],
    'Encountered list at unexpected level: 2 expected < 2',
  ],
  [
    'a row of numbers behind lists',
    [[[1]], [2]],
    'JSON Value: 2 found at incorrect level: 3 in the JSON DOM. Expected at level: 3',
  ],
  [
    'lists of two lengths',
    [[[1], [2]], [[1]]],
    'Encountered list at unexpected size: 1 at level: 1 expected size: 2',
  ],
  ['rows nested too deep', [[row(1)]], 'Expecting shape [-1,75] but got: [1,1,75]'],
  ['a string among codes', [['x', 1]], typeError('1', 'Number', 'string')],
  [
    'a name behind a row',
    [row(1), 'a.com'],
    'JSON Value: "a.com" found at incorrect level: 2 in the JSON DOM. Expected at level: 2',
  ],
  ['a number behind a name', ['a.com', 1], typeError('1', 'Number', 'string')],
  ['lists of two names', [['a.com', 'b.com']], 'Expecting shape [-1,75] but got: [1,2]'],
];

const columns = wrongColumns.flatMap(([title, column, reason]) => [
  refused(`a column that is ${title}`, { inputs: column }, reason),
  refused(`a named column that is ${title}`, { inputs: { input_image: column } }, reason),
]);

const named: readonly ContractCase[] = [
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
    'a name after an object',
    { instances: [{ input_image: row(1) }, 'a.com'] },
    'Expecting object but got list at item 1 of input list',
  ),
  refused(
    'an object after base 64',
    { instances: [{ b64: 'YQ==' }, { input_image: row(1) }] },
    'Expecting value/list but got object at item 1 of input list',
  ),
  refused(
    'base 64 after an object',
    { instances: [{ input_image: row(1) }, { b64: 'YQ==' }] },
    'Expecting object but got list at item 1 of input list',
  ),
  refused(
    'null after an object',
    { instances: [{ input_image: row(1) }, null] },
    'Expecting object but got list at item 1 of input list',
  ),
  refused(
    'an object without keys after one with',
    { instances: [{ input_image: row(1) }, {}] },
    "Failed to process element: 1 of 'instances' list. JSON object: {} keys must be equal to: input_image",
  ),
  refused(
    'an object in an object',
    { instances: [{ input_image: { input_image: [1] } }] },
    element(0, typeError('{\n    "input_image": [1]\n}', 'Object'), ' key: input_image'),
  ),
  refused(
    'two rows by one name',
    { instances: [{ input_image: [row(1), row(1)] }] },
    element(0, 'Expecting shape [75] but got: [2,75]', ' key: input_image'),
  ),
  refused(
    'an input without a name',
    { instances: [{ '': row(1) }] },
    element(0, 'JSON object: does not have named input: ', ' key: '),
  ),
  refused(
    'base 64 beside another key in a column',
    { inputs: { b64: 'YQ==', x: 1 } },
    "Missing named input: input_image in 'inputs' object.",
  ),
  refused(
    'base 64 that is not a text in a column',
    { inputs: { b64: 5 } },
    "Missing named input: input_image in 'inputs' object.",
  ),
  refused(
    'an unknown input',
    { instances: [{ input: row(1) }] },
    element(0, 'JSON object: does not have named input: input', ' key: input'),
  ),
  refused(
    'an input too many',
    { instances: [{ input_image: row(1), x: 1 }] },
    element(0, 'JSON object: does not have named input: x', ' key: x'),
  ),
  refused(
    'a wrong value in front of an input too many',
    { instances: [{ input_image: [1, 'a'], x: 1 }] },
    element(0, 'JSON Value: "a" Type: String is not of expected type: int32', ' key: input_image'),
  ),
  refused(
    'an input too many in front of a wrong value',
    { instances: [{ x: 1, input_image: [1, 'a'] }] },
    element(0, 'JSON object: does not have named input: x', ' key: x'),
  ),
  refused(
    'a short second row in front of an input too many',
    { instances: [{ input_image: row(1) }, { input_image: [1], x: 1 }] },
    element(1, 'Expecting tensor size: 75 but got: 1', ' key: input_image'),
  ),
  refused(
    'an input of another case',
    { instances: [{ Input_Image: row(1) }] },
    element(0, 'JSON object: does not have named input: Input_Image', ' key: Input_Image'),
  ),
  refused(
    'an object without keys',
    { instances: [{}] },
    "Failed to process element: 0 of 'instances' list. JSON object: {} keys must be equal to: input_image",
  ),
  refused(
    'a column under an unknown name',
    { inputs: { image: [row(1)] } },
    "Missing named input: input_image in 'inputs' object.",
  ),
  refused(
    'columns without keys',
    { inputs: {} },
    "Missing named input: input_image in 'inputs' object.",
  ),
  refused(
    'codes for the domains signature',
    { signature_name: 'domains', instances: [5] },
    element(0, typeError('5', 'Number', 'string')),
  ),
  refused(
    'rows of codes for the domains signature',
    { signature_name: 'domains', instances: [row(1)] },
    element(0, typeError('1', 'Number', 'string')),
  ),
  refused(
    'a column of another name for the domains signature',
    { signature_name: 'domains', inputs: { input_image: ['a.com'] } },
    "Missing named input: domain in 'inputs' object.",
  ),
  refused(
    'nothing in a column of codes',
    { inputs: { input_image: [] } },
    'Expecting shape [-1,75] but got: [0]',
  ),
];

export const rowCases: readonly ContractCase[] = [
  ...oneRow,
  ...secondRow,
  ...ragged,
  ...codes,
  ...columns,
  ...named,
];
