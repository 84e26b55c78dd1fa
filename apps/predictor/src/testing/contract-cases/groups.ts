import { error, MODEL, pair, PREDICT, type ContractCase } from './contract-case.ts';

const JUDGE = `${MODEL}:judgeGroup`;

const judged = (
  client: string,
  names: readonly string[],
  distinct: number,
  failed: number | null,
): object => ({
  client,
  score: names.length / 64,
  level: names.length >= 2 ? 'high' : null,
  family: names.length >= 2 ? 'unknown' : null,
  family_probability: null,
  names: names.map((name) => ({ name, weight: Number((1 / names.length).toFixed(4)) })),
  distinct_names: distinct,
  failed_names: failed,
  reasons: names.length >= 2 ? [`${names.length} names`] : [],
});

const group = (title: string, instance: unknown, reply: object): ContractCase =>
  pair(title, ['POST', JUDGE, { instances: [instance] }], 200, { verdicts: [reply] });

const refused = (title: string, body: unknown, text: string): ContractCase =>
  pair(title, ['POST', JUDGE, body], 400, error(text));

const EXAMPLE =
  '{"client": "10.0.0.5", "names": ["a.example", "b.example"], "failed": [true, false]}';

export const groupCases: readonly ContractCase[] = [
  group(
    'a group with a flag for each name',
    { client: '10.0.0.5', names: ['a.com', 'b.com', 'c.com'], failed: [true, false, true] },
    judged('10.0.0.5', ['a.com', 'c.com'], 3, 2),
  ),
  group(
    'a group with the names that failed',
    { client: '10.0.0.5', names: ['a.com', 'b.com', 'c.com'], failed: ['c.com', 'b.com'] },
    judged('10.0.0.5', ['b.com', 'c.com'], 3, 2),
  ),
  group(
    'a group of which no name failed',
    { names: ['a.com', 'b.com'], failed: [] },
    judged('', [], 2, 0),
  ),
  group(
    'a group whose answers are not known, hosts of one name counted once',
    { names: ['www.a.com', 'a.com', 'b.com', '10.0.0.1'] },
    judged('', ['a.com', 'b.com'], 2, null),
  ),
  group(
    'a group whose answers are not known by null',
    { names: ['a.com', 'b.com'], failed: null },
    judged('', ['a.com', 'b.com'], 2, null),
  ),
  group('a group of one name', { names: ['a.com'] }, judged('', ['a.com'], 1, null)),
  group('a group without names', { names: [] }, judged('', [], 0, null)),
  pair(
    'several groups, by a version, in any case of the method',
    [
      'POST',
      '/v1/models/degas/versions/1:judgegroup',
      { instances: [{ names: ['a.com', 'b.com'] }, { client: 'x', names: ['c.com'] }] },
    ],
    200,
    { verdicts: [judged('', ['a.com', 'b.com'], 2, null), judged('x', ['c.com'], 1, null)] },
  ),
  pair(
    'groups by the signature clients',
    [
      'POST',
      PREDICT,
      { signature_name: 'clients', instances: [{ client: 'x', names: ['a.com', 'b.com'] }] },
    ],
    200,
    { predictions: [judged('x', ['a.com', 'b.com'], 2, null)] },
  ),
  pair(
    'rows of one name each by the signature clients',
    [
      'POST',
      PREDICT,
      {
        signature_name: 'clients',
        inputs: {
          client: ['x', 'y', 'x', 'x'],
          domain: ['a.com', 'c.com', 'b.com', 'd.com'],
          failed: [true, false, true, false],
        },
      },
    ],
    200,
    {
      outputs: {
        client: ['x', 'y'],
        score: [0.03125, 0],
        level: ['high', null],
        family: ['unknown', null],
        family_probability: [null, null],
        names: [['a.com', 'b.com'], []],
        weights: [[0.5, 0.5], []],
        distinct_names: [3, 1],
        failed_names: [2, 0],
        reasons: [['2 names'], []],
      },
    },
  ),
  pair(
    'rows without clients are one group',
    ['POST', PREDICT, { signature_name: 'clients', inputs: { domain: ['a.com', 'b.com'] } }],
    200,
    {
      outputs: {
        client: [''],
        score: [0.03125],
        level: ['high'],
        family: ['unknown'],
        family_probability: [null],
        names: [['a.com', 'b.com']],
        weights: [[0.5, 0.5]],
        distinct_names: [2],
        failed_names: [null],
        reasons: [['2 names']],
      },
    },
  ),
  refused(
    'no groups',
    {},
    `The body has no groups. Expected {"instances": [${EXAMPLE}]} or {"inputs": {"client": […], "domain": […], "failed": […]}}`,
  ),
  refused(
    'groups that are no list',
    { instances: 'a.com' },
    `'instances' is of type String. Expected a list of groups such as ${EXAMPLE}`,
  ),
  refused(
    'an empty list of groups',
    { instances: [] },
    `'instances' is an empty list. Expected a list of groups such as ${EXAMPLE}`,
  ),
  refused(
    'groups twice',
    { instances: [], inputs: {} },
    "The body has 'instances' and 'inputs'. Expected one of them",
  ),
  refused(
    'names where groups should be',
    { instances: ['a.com', 'b.com'] },
    `Group 0 is of type String. Expected an object such as ${EXAMPLE}`,
  ),
  refused(
    'a member that a group does not have',
    { instances: [{ names: ['a.com'], domains: [] }] },
    "Group 0 has the member 'domains'. Expected 'client', 'names', 'failed'; leave it out",
  ),
  refused(
    'a group that does not say its names',
    { instances: [{ client: 'x' }] },
    "Group 0: 'names' is missing. Expected a list of names",
  ),
  refused(
    'names that are a text',
    { instances: [{ names: 'a.com' }] },
    "Group 0: 'names' is of type String. Expected a list of names",
  ),
  refused(
    'a name that is no text, in the second group',
    { instances: [{ names: [] }, { names: ['a.com', 7] }] },
    "Group 1: 'names'[1] is of type Number. Expected a text, as names are",
  ),
  refused(
    'a client that is no text',
    { instances: [{ client: 5, names: [] }] },
    "Group 0: 'client' is of type Number. Expected a text",
  ),
  refused(
    'too few flags',
    { instances: [{ names: ['a.com', 'b.com'], failed: [true] }] },
    "Group 0: 'failed' has 1 values for 2 names. Expected true or false for each name, or the names that failed; leave it out where answers are not known",
  ),
  refused(
    'flags that are numbers',
    { instances: [{ names: ['a.com'], failed: [1] }] },
    "Group 0: 'failed'[0] is of type Number. Expected true or false for each name, or the names that failed; leave it out where answers are not known",
  ),
  refused(
    'flags that are no list',
    { instances: [{ names: ['a.com'], failed: true }] },
    "Group 0: 'failed' is of type True. Expected a list: true or false for each name, or the names that failed; leave it out where answers are not known",
  ),
  refused(
    'a failed name that the group does not have',
    { instances: [{ names: ['a.com'], failed: ['b.com'] }] },
    "Group 0: 'failed' has 'b.com', which is not in 'names'. Expected names of the group, written as there; add it to 'names' as well",
  ),
  refused(
    'columns where groups should be',
    { inputs: { domain: ['a.com'] } },
    "':judgeGroup' was given 'inputs'. Expected 'instances', a list of groups; columns go to ':predict' with the signature_name 'clients'",
  ),
  pair(
    'columns of different lengths',
    [
      'POST',
      PREDICT,
      { signature_name: 'clients', inputs: { client: ['x'], domain: ['a.com', 'b.com'] } },
    ],
    400,
    error(
      "'client' has 1 values for 2 names in 'domain'. Expected one for each name; leave 'client' out where it is not known",
    ),
  ),
  pair(
    'a column that there is none of',
    ['POST', PREDICT, { signature_name: 'clients', inputs: { domain: [], names: [] } }],
    400,
    error("'inputs' has the column 'names'. Expected 'client', 'domain', 'failed'; leave it out"),
  ),
  pair(
    'groups can not be classified as examples',
    ['POST', `${MODEL}:classify`, { signature_name: 'clients', examples: [{ domain: 'a.com' }] }],
    400,
    error(
      "The signature 'clients' judges groups of names. Expected 'serving_default' or 'domains' here; ask Predict for 'clients'",
    ),
  ),
  pair(
    'an unknown model judges nothing',
    ['POST', '/v1/models/other:judgeGroup', { instances: [{ names: [] }] }],
    404,
    error('Servable not found for request: Latest(other)'),
  ),
];
