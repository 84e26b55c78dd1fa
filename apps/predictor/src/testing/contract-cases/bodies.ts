import { error, pair, PREDICT, refused, row, type ContractCase } from './contract-case.ts';

const value = (quoted: string, reason: string): string => `JSON Value: ${quoted} ${reason}`;
const BOTH = "Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist ";
const LIST = "Expecting 'instances' to be an list/array";
const NAME = "not formatted correctly. 'signature_name' key must be a string value.";

const notObjects: readonly ContractCase[] = [
  ['a number', '42', '42'],
  ['a fraction', '1.5', '1.5'],
  ['a list', '[]', '[]'],
  ['a list of lists', '[[1],[2,3]]', '[[1], [2, 3]]'],
  ['a string', '"a.com"', '"a.com"'],
  ['null', 'null', 'null'],
  ['true', 'true', 'true'],
  ['NaN', 'NaN', 'NaN'],
].map(([title = '', body, quoted = '']) =>
  refused(`${title} for a body`, body, value(quoted, 'Is not object')),
);

const instances: readonly (readonly [title: string, given: unknown, quoted: string])[] = [
  ['a string', 'a.com', '"a.com"'],
  ['a number', 5, '5'],
  ['null', null, 'null'],
  ['true', true, 'true'],
  ['an object', {}, '{}'],
  ['an object of a list', { a: [1, 2] }, '{\n        "a": [1, 2]\n    }'],
];

const notLists = instances.map(([title, given, quoted]) =>
  refused(
    `instances that are ${title}`,
    { instances: given },
    value(`{\n    "instances": ${quoted}\n}`, LIST),
  ),
);

const names: readonly (readonly [name: unknown, quoted: string])[] = [
  [5, '5'],
  [1.5, '1.5'],
  [null, 'null'],
  [false, 'false'],
  [['a', 'b'], '["a", "b"]'],
  [{}, '{}'],
];

const notNames = names.map(([name, quoted]) =>
  refused(
    `the signature name ${quoted}`,
    { signature_name: name },
    value(`{\n    "signature_name": ${quoted}\n}`, NAME),
  ),
);

const long = 'x'.repeat(500);

export const bodyCases: readonly ContractCase[] = [
  ...notObjects,
  ...notLists,
  ...notNames,
  refused('neither key', {}, "Missing 'inputs' or 'instances' key"),
  refused('a mistyped key', { instance: [row(1)] }, "Missing 'inputs' or 'instances' key"),
  refused('a key of another case', { Instances: [row(1)] }, "Missing 'inputs' or 'instances' key"),
  refused(
    'both keys',
    { instances: [1], inputs: [1] },
    value('{\n    "instances": [1],\n    "inputs": [1]\n}', BOTH),
  ),
  refused(
    'both keys in the other order',
    { inputs: [[1, 2]], instances: [1] },
    value('{\n    "inputs": [[1, 2]],\n    "instances": [1]\n}', BOTH),
  ),
  refused(
    'no instances',
    { instances: [] },
    value('{\n    "instances": []\n}', "No values in 'instances' array"),
  ),
  refused(
    'an unknown signature',
    { signature_name: 'nope', instances: [row(1)] },
    'Serving signature name: "nope" not found in signature def',
  ),
  refused(
    'an unknown signature before the rows are read',
    { signature_name: 'nope' },
    'Serving signature name: "nope" not found in signature def',
  ),
  refused(
    'a signature of another case',
    { signature_name: 'Serving_Default', instances: [row(1)] },
    'Serving signature name: "Serving_Default" not found in signature def',
  ),
  refused(
    'a quote of more than 256 bytes',
    { instances: long },
    value(`{\n    "instances": "${'x'.repeat(256 - 20)}`, LIST),
  ),
  refused(
    'a quote that ends within a list',
    { instances: { a: new Array<number>(200).fill(1) } },
    value(`{\n    "instances": {\n        "a": [${'1, '.repeat(100).slice(0, 256 - 35)}`, LIST),
  ),
  refused(
    'a quote of objects in a list',
    { instances: { a: [{ b: 1 }, { c: 2 }] } },
    value(
      '{\n    "instances": {\n        "a": [{\n                "b": 1\n            }, {\n                "c": 2\n            }]\n    }\n}',
      LIST,
    ),
  ),
  refused(
    'a quote of escapes',
    { instances: 'a"b\\c\n' },
    value('{\n    "instances": "a\\"b\\\\c\\n"\n}', LIST),
  ),
  ...['é', '日本', 'a"b', 'a\\b', 'a\nb', '😀'].map((name) =>
    refused(
      `the unknown signature ${JSON.stringify(name)}`,
      { signature_name: name, instances: [row(1)] },
      `Serving signature name: "${name}" not found in signature def`,
    ),
  ),
  refused(
    'both keys, of which one is null',
    { instances: null, inputs: [[1]] },
    value('{\n    "instances": null,\n    "inputs": [[1]]\n}', BOTH),
  ),
  refused(
    'an unknown signature before both keys',
    { signature_name: 'nope', instances: [], inputs: [] },
    'Serving signature name: "nope" not found in signature def',
  ),
  refused(
    'a signature name beyond 53 bits',
    '{"signature_name":12345678901234567890}',
    value('{\n    "signature_name": 12345678901234567890\n}', NAME),
  ),
  pair(
    'a bad body for an unknown model is a bad body',
    ['POST', '/v1/models/other:predict', '{'],
    400,
    error('JSON Parse error: Missing a name for object member. at offset: 1'),
  ),
  pair(
    'a bad signature name for an unknown model',
    ['POST', '/v1/models/other:predict', { signature_name: 5 }],
    400,
    error(value('{\n    "signature_name": 5\n}', NAME)),
  ),
  pair(
    'an unknown model before an unknown signature',
    ['POST', '/v1/models/other:predict', { signature_name: 'x' }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'an unknown model before bad rows',
    ['POST', '/v1/models/other:predict', { instances: 5 }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
  pair(
    'a body of brackets, open',
    ['POST', PREDICT, '['.repeat(50_000)],
    400,
    error('JSON Parse error: Invalid value. at offset: 50000'),
  ),
];
