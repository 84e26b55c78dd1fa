import { answered, element, refused, type ContractCase } from './contract-case.ts';

/** `8chars.x`, of which the fake classifier says 0.125, in the forms that are taken. */
const taken = [
  ['with padding', 'OGNoYXJzLng='],
  ['without padding', 'OGNoYXJzLng'],
  ['with a point for padding', 'OGNoYXJzLng.'],
  ['with a line end behind it', 'OGNoYXJzLng=\n'],
  ['in lines', 'OGNo\nYXJz\r\nLng='],
  ['with blanks', ' OGNo YXJzLng = '],
  ['with tabs', 'OGNo\tYXJzLng='],
].map(([title = '', b64]) => answered(`base 64 ${title}`, { instances: [{ b64 }] }, 0.125));

const refusedTexts = [
  ['of other characters', '%%'],
  ['of the alphabet for addresses', 'OGNo_XJzLng-'],
  ['of a letter alone', 'O'],
  ['of five letters', 'OGNoY'],
  ['with padding in the middle', 'OG=NoYXJzLng='],
  ['with too much padding', 'OGNoYXJzLng=='],
  ['with too little padding', 'OG='],
  ['of padding alone', '===='],
].map(([title = '', b64]) =>
  refused(`base 64 ${title}`, { instances: [{ b64 }] }, element(0, 'Unable to base64 decode')),
);

export const base64Cases: readonly ContractCase[] = [
  ...taken,
  ...refusedTexts,
  answered('base 64 of nothing', { instances: [{ b64: '' }] }, 0),
  answered(
    'names and base 64 mixed',
    { instances: ['8chars.x', { b64: 'OGNoYXJzLng=' }] },
    0.125,
    0.125,
  ),
  answered(
    'base 64 by the name of the input',
    { instances: [{ input_image: { b64: 'OGNoYXJzLng=' } }] },
    0.125,
  ),
  refused(
    'base 64 beside another key',
    { instances: [{ b64: 'OGNoYXJzLng=', x: 1 }] },
    element(0, 'JSON object: does not have named input: b64', ' key: b64'),
  ),
  refused(
    'base 64 that is not a text',
    { instances: [{ b64: 5 }] },
    element(0, 'JSON object: does not have named input: b64', ' key: b64'),
  ),
  refused(
    'an object in place of base 64',
    { instances: ['a.com', 'b.com', [{ x: 1 }]] },
    element(2, 'JSON Value: {\n    "x": 1\n} not formatted correctly for base64 data'),
  ),
];
