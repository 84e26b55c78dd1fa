import { element, error, EXPLAIN, pair, row, type ContractCase } from './contract-case.ts';

const weights = (name: string): object[] =>
  Array.from(name, (text, at) => ({ text, at, weight: 0.0156 }));

export const explanationCases: readonly ContractCase[] = [
  pair('a name explained', ['POST', EXPLAIN, { instances: ['8chars.x'] }], 200, {
    explanations: [
      {
        domain: '8chars.x',
        registrable: '8chars.x',
        score: 0.125,
        label: 'benign',
        level: null,
        family: null,
        kind: null,
        skipped: null,
        candidates: [],
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
          kind: null,
          skipped: 'single_label',
          candidates: [],
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
    error(element(0, 'JSON Value: 1 Type: Number is not of expected type: string')),
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
