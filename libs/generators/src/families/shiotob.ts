import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';

/** The last three characters are never reached. */
const ALPHABET = 'qwertyuiopasdfghjklzxcvbnm123945678';
/** Derived from the RSA key of the bots of the second version. */
const KEY_OF_VERSION_2 = 0xc4;
/** The greatest length that can be drawn. */
const LONGEST = 15;

/**
 * Shiotob (URLzone, Bebloh; banking trojan): each name is derived from the previous one, the first from
 * the seed. Version 2 mixes in a byte of a checksum of its RSA key.
 */
export const shiotob = defineFamily({
  metadata: {
    name: 'shiotob',
    aliases: ['urlzone', 'bebloh'],
    kind: 'arithmetic',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 2001,
    variants: ['v1', 'v2'],
    topLevelDomains: ['com', 'net'],
    seedForm: 'text',
    defaultSeed: '4ypv1eehphg3a.com',
    knownSeeds: ['4ypv1eehphg3a.com', 'wtipubctwiekhir.net'],
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, shiotob; J. Bader, "The DGA of Shiotob", johannesbader.ch, 2015-01; 360netlab/DGA, issue 51',
  },
  *generate({ seed, variant }) {
    if (!/^[\w-]{3,60}\.(?:com|net)$/.test(seed)) {
      throw new GeneratorsError(
        'GENERATORS_BAD_SEED',
        `The seed ${JSON.stringify(seed)} of Shiotob is not a name under .com or .net. Pass a name such as 4ypv1eehphg3a.com.`,
      );
    }
    const versionKey = variant === 'v2' ? KEY_OF_VERSION_2 : 0;
    // The malware mixes 65 bytes; each depends on the preceding ones only, and no label reads further.
    const bytes = Math.max(LONGEST, seed.length - 4);
    const state = new Uint8Array(bytes);
    let name = seed;
    for (;;) {
      yield name;
      const length = name.length - 4;
      let key = 0;
      for (let index = 0; index <= length; index++) key += name.charCodeAt(index);
      key = (key ^ versionKey) & 0xff;
      for (let index = 0; index < bytes; index++) state[index] = name.charCodeAt(index);
      for (let offset = 0; offset < bytes; offset++) {
        for (let index = offset; index < bytes; index++) {
          state[index] = (length * (state[index - offset] ?? 0)) ^ (state[index] ?? 0) ^ key;
        }
      }
      const [first = 0, , third = 0] = state;
      const drawn = (((third * length) ^ first) & 0xff) >> 4;
      let label = '';
      for (let index = 0; index < (drawn < 10 ? length : drawn); index++) {
        label += ALPHABET.charAt((state[index] ?? 0) >> 3);
      }
      name = label + (name.endsWith('.net') ? '.com' : '.net');
    }
  },
});
