import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';

/** The configurations of the known seeds: the initial name of the sample, and its top-level domains. */
const configurations = new Map([
  ['oGkS3w3sGGOGG7oc', { initialDomain: 'ssrgwnrmgrxe.com', topLevelDomains: ['com'] }],
  [
    'jc74FlUna852Ji9o',
    { initialDomain: 'blackfreeqazyio.cc', topLevelDomains: ['com', 'net', 'in', 'ru'] },
  ],
  [
    'yqokqFC2TPBFfJcG',
    { initialDomain: 'watchthisnow.xyz', topLevelDomains: ['pw', 'us', 'xyz', 'club'] },
  ],
  [
    'j193HsnW72Yqns7u',
    { initialDomain: 'j193hsne720uie8i.cc', topLevelDomains: ['com', 'net', 'biz', 'org'] },
  ],
]);

const DOT = 0x2e;

function configured(seed: string, initialDomain: string, topLevelDomains: readonly string[]) {
  const known = configurations.get(seed);
  const configuration = {
    initialDomain: initialDomain || (known?.initialDomain ?? ''),
    topLevelDomains: topLevelDomains.length > 0 ? topLevelDomains : (known?.topLevelDomains ?? []),
  };
  if (configuration.initialDomain.length < 13 || configuration.topLevelDomains.length === 0) {
    throw new GeneratorsError(
      'GENERATORS_BAD_PARAMETER',
      `The configuration of Tinba's seed ${JSON.stringify(seed)} is unknown (initial domain ${JSON.stringify(initialDomain)}, top-level domains [${topLevelDomains.join(', ')}]). Pass { initialDomain } of at least 13 characters and { topLevelDomains }, or one of the known seeds: ${[...configurations.keys()].join(', ')}.`,
    );
  }
  return configuration;
}

/**
 * Tinba (TinyBanker, Zusy): each label is derived from the previous name, the first one from an
 * initial name in the sample, and is tried under all top-level domains of the sample.
 *
 * Bots with the default seed stop after 1001 names, those with other seeds after 401.
 */
export const tinba = defineFamily({
  metadata: {
    name: 'tinba',
    aliases: ['tinybanker', 'zusy'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 1001,
    variants: ['default'],
    topLevelDomains: [
      ...new Set([...configurations.values()].flatMap(({ topLevelDomains }) => topLevelDomains)),
    ],
    seedForm: 'text',
    defaultSeed: 'oGkS3w3sGGOGG7oc',
    knownSeeds: [...configurations.keys()],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, tinba; J. Bader, "New top-level domains for Tinba\'s DGA", johannesbader.ch, 2015-04; Sophos, Troj/Tinba-EL',
  },
  parameters: { initialDomain: '', topLevelDomains: [] as readonly string[] },
  *generate({ seed }, given) {
    const { initialDomain, topLevelDomains } = configured(
      seed,
      given.initialDomain,
      given.topLevelDomains,
    );
    const codes = Array.from({ length: 16 }, (_, index) => seed.charCodeAt(index) || 0);
    const sumOfCodes = codes.reduce((sum, code) => sum + code, 0);
    yield initialDomain;
    // Thirteen characters of the previous name are read: of a generated one the label and the dot.
    const read = Uint8Array.from({ length: 13 }, (_, index) => initialDomain.charCodeAt(index));
    for (;;) {
      let sum = sumOfCodes;
      let letter = codes[15] ?? 0;
      let label = '';
      for (let index = 0; index < 12; index++) {
        const before = read[index] ?? 0;
        const after = read[index + 1] ?? 0;
        letter = (((letter + before) ^ (sum & 0xff)) + after) & 0xff;
        // Only b … y are accepted; otherwise it continues from the rejected byte with a greater sum.
        while (letter <= 0x61 || letter >= 0x7a) {
          sum++;
          letter = (((letter + before) ^ (sum & 0xff)) + after) & 0xff;
        }
        // This character of the previous name was read for the last time.
        read[index] = letter;
        label += String.fromCharCode(letter);
      }
      read[12] = DOT;
      for (const topLevelDomain of topLevelDomains) yield `${label}.${topLevelDomain}`;
    }
  },
});
