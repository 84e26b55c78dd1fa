import { answered, element, refused, row, type ContractCase } from './contract-case.ts';

const CODES = JSON.stringify(row(32));
const syntax = (title: string, text: string, message: string, offset: number): ContractCase =>
  refused(`JSON: ${title}`, text, `JSON Parse error: ${message} at offset: ${offset}`);

const ELEMENT = 'Missing a comma or ] after an array element.';
const MEMBER = 'Missing a comma or } after an object member.';
const NAME = 'Missing a name for object member.';
const COLON = 'Missing a colon after a name of object member.';
const VALUE = 'Invalid value.';
const QUOTE = 'Missing a closing quotation mark in string.';

const broken: readonly ContractCase[] = [
  refused('JSON: no body', undefined, 'JSON Parse error: The document is empty'),
  refused('JSON: an empty body', '', 'JSON Parse error: The document is empty'),
  syntax('blanks', '  ', 'The document is empty.', 2),
  syntax('a zero byte in front', '\0{}', 'The document is empty.', 0),
  syntax('line ends', '\r\n\t', 'The document is empty.', 3),
  syntax('a word', 'hello', VALUE, 0),
  syntax('an assignment', 'instances = [1, 2]', VALUE, 0),
  syntax('half of true', 'tru', VALUE, 3),
  syntax('a misspelt false', 'falze', VALUE, 3),
  syntax('a misspelt null', 'nil', VALUE, 1),
  syntax('a capital True', 'True', VALUE, 0),
  syntax('a list cut short', '{"instances":[[1,2', ELEMENT, 18),
  syntax('an object cut short', '{"instances":[[1]]', MEMBER, 18),
  syntax('a closing bracket of another kind', '{"a":[1}', ELEMENT, 7),
  syntax('a closing brace of another kind', '{"a":1]', MEMBER, 6),
  syntax('a trailing comma in a list', '{"instances":[1,]}', VALUE, 16),
  syntax('a trailing comma in an object', '{"a":1,}', NAME, 7),
  syntax('two commas', '{"a":[1,,2]}', VALUE, 8),
  syntax('no comma in a list', '{"a":[1 2]}', ELEMENT, 8),
  syntax('no comma in an object', '{"a":1 "b":2}', MEMBER, 7),
  syntax('a key without quotes', '{instances:[1]}', NAME, 1),
  syntax('single quotes', "{'instances':[1]}", NAME, 1),
  syntax('a number for a key', '{1:2}', NAME, 1),
  syntax('no colon', '{"a" 1}', COLON, 5),
  syntax('a key alone', '{"a"}', COLON, 4),
  syntax('an equals sign', '{"a"=1}', COLON, 4),
  syntax('no value', '{"a":}', VALUE, 5),
  syntax('an open string', '{"a":"b', QUOTE, 7),
  syntax('an open key', '{"a', QUOTE, 3),
  syntax('an open brace', '{', NAME, 1),
  syntax('an open bracket', '[', VALUE, 1),
  syntax('a minus alone', '{"a":-}', VALUE, 6),
  syntax('a plus', '{"a":+1}', VALUE, 5),
  syntax('a leading zero', '{"a":01}', MEMBER, 6),
  syntax('a point without digits', '{"a":1.}', 'Miss fraction part in number.', 7),
  syntax('a leading point', '{"a":.5}', VALUE, 5),
  syntax('an exponent without digits', '{"a":1e}', 'Miss exponent in number.', 7),
  syntax('a signed exponent without digits', '{"a":1e-}', 'Miss exponent in number.', 8),
  syntax('a number beyond doubles', '{"a":1e999}', 'Number too big to be stored in double.', 5),
  syntax('a hexadecimal number', '{"a":0x10}', MEMBER, 6),
  syntax('half of NaN', '{"a":Na}', VALUE, 7),
  syntax('the most of Infinity', '{"a":Infinit}', VALUE, 12),
  syntax('half of Infinity', '{"a":Ix}', VALUE, 6),
  syntax('an unknown escape', '{"a":"\\x"}', 'Invalid escape character in string.', 6),
  syntax(
    'an escape without digits',
    '{"a":"\\u12"}',
    'Incorrect hex digit after \\u escape in string.',
    6,
  ),
  syntax(
    'a surrogate pair without digits',
    '{"a":"\\ud83d\\ude0"}',
    'Incorrect hex digit after \\u escape in string.',
    6,
  ),
  syntax('half a surrogate pair', '{"a":"\\ud800"}', 'The surrogate pair in string is invalid.', 6),
  syntax('a low surrogate first', '{"a":"\\udc00"}', 'The surrogate pair in string is invalid.', 6),
  syntax(
    'a surrogate pair of two high ones',
    '{"a":"\\ud800\\ud800"}',
    'The surrogate pair in string is invalid.',
    6,
  ),
  syntax('a line end in a string', '{"a":"b\nc"}', 'Invalid encoding in string.', 7),
  syntax('a tab in a string', '{"a":"\t"}', 'Invalid encoding in string.', 6),
  syntax('a comment', '{/* a */"a":1}', NAME, 1),
  syntax('an offset in bytes', '{"é":1 "a"}', MEMBER, 8),
];

const lenient: readonly ContractCase[] = [
  answered('JSON: text behind the document', `{"instances":[${CODES}]} trailing`, 0.5),
  answered('JSON: a second document', `{"instances":[${CODES}]}{"instances":[]}`, 0.5),
  answered(
    'JSON: the first of two equal keys',
    `{"instances":[${CODES}],"instances":[${JSON.stringify(row(16))}]}`,
    0.5,
  ),
  answered(
    'JSON: the first of two equal inputs',
    `{"instances":[{"input_image":${CODES},"input_image":${CODES}}]}`,
    0.5,
  ),
  answered(
    'JSON: the first of two equal names of the signature',
    `{"signature_name":"serving_default","signature_name":5,"instances":[${CODES}]}`,
    0.5,
  ),
  answered('JSON: a number below doubles', `{"x":1e-400,"instances":[${CODES}]}`, 0.5),
  answered('JSON: a byte order mark', `\ufeff{"instances":[${CODES}]}`, 0.5),
  answered('JSON: NaN where it is not read', `{"x":NaN,"instances":[${CODES}]}`, 0.5),
  answered(
    'JSON: infinities where they are not read',
    `{"x":[Infinity,-Infinity,Inf,-Inf,-NaN],"instances":[${CODES}]}`,
    0.5,
  ),
  answered('JSON: escapes', `{"inst\\u0061nces":[${CODES}]}`, 0.5),
  answered('JSON: a surrogate pair', `{"x":"\\ud83d\\ude00","instances":[${CODES}]}`, 0.5),
  answered('JSON: a slash with and without escape', `{"x":"\\/ /","instances":[${CODES}]}`, 0.5),
  answered(
    'JSON: white space everywhere',
    ` { "instances" : [ [ 32 ,\n${'0 ,\t'.repeat(73)} 0 ] ] } `,
    0.5,
  ),
  answered('JSON: a minus zero', `{"instances":[[32,-0,${'0,'.repeat(72)}0]]}`, 0.5),
  answered(
    'JSON: a whole number of many digits where it is not read',
    `{"x":${'9'.repeat(30)},"instances":[${CODES}]}`,
    0.5,
  ),
  answered(
    'JSON: a key named __proto__',
    `{"__proto__":{"instances":1},"instances":[${CODES}]}`,
    0.5,
  ),
];

/** Whole numbers that are written as decimals are not taken for codes. */
const decimals = [
  ['1.0', '1.0'],
  ['1e0', '1.0'],
  ['0.0', '0.0'],
  ['-0.0', '-0.0'],
  ['32.5', '32.5'],
  ['1E2', '100.0'],
  ['0.1', '0.1'],
  ['1e10', '1e+10'],
  ['1e39', '1e+39'],
  ['1.7976931348623157e308', '1.7976931348623157e+308'],
  ['34028234e38', '3.4028233999999998e+45'],
  ['-1e-7', '-1e-07'],
  ['5e-324', '0.0'],
  ['123456.789', '123456.789'],
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['-Infinity', '-Infinity'],
  ['Inf', 'Infinity'],
].map(([given = '', quoted = '']) =>
  refused(
    `JSON: ${given} in place of a code`,
    `{"instances":[[${given}]]}`,
    element(0, `JSON Value: ${quoted} Type: Number is not of expected type: int32`),
  ),
);

/** Whole numbers are quoted to the last digit up to 64 bits, with or without a sign, and are decimals beyond. */
const wholeNumbers = [
  ['9007199254740993', '9007199254740993'],
  ['123456789012345678', '123456789012345678'],
  ['9223372036854775807', '9223372036854775807'],
  ['18446744073709551615', '18446744073709551615'],
  ['18446744073709551616', '1.84467441e+19'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['-9223372036854775809', '-9.22337204e+18'],
  ['100000000000000000000', '1e+20'],
].map(([given = '', quoted = '']) =>
  refused(
    `JSON: ${given} in place of a code`,
    `{"instances":[[${given}]]}`,
    element(0, `JSON Value: ${quoted} Type: Number is not of expected type: int32`),
  ),
);

/** Within a value, decimals are quoted by another writer, with all of their digits. */
const quotedNumbers = [
  ['9007199254740993', '9007199254740993'],
  ['18446744073709551615', '18446744073709551615'],
  ['-0', '0'],
  ['-0.0', '-0.0'],
  ['0.1', '0.1'],
  ['123456789.125', '123456789.125'],
  ['1E5', '100000.0'],
  ['1e20', '100000000000000000000.0'],
  ['1e21', '1e21'],
  ['1.5e300', '1.5e300'],
  ['0.000001', '0.000001'],
  ['1e-7', '1e-7'],
].map(([given = '', quoted = '']) =>
  refused(
    `JSON: ${given} in a quote`,
    `{"instances":{"a":${given}}}`,
    `JSON Value: {\n    "instances": {\n        "a": ${quoted}\n    }\n} Expecting 'instances' to be an list/array`,
  ),
);

export const jsonCases: readonly ContractCase[] = [
  ...broken,
  ...lenient,
  ...decimals,
  ...wholeNumbers,
  ...quotedNumbers,
];
