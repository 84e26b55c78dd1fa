import { GeneratorsError } from '../errors.ts';
import { defineFamily } from '../family.ts';

/**
 * Banjori (MultiBanker 2, BankPatch): each name is the previous one with other first four letters,
 * beginning with a name in the sample. The names repeat after at most 15,373 steps.
 */
export const banjori = defineFamily({
  metadata: {
    name: 'banjori',
    aliases: ['multibanker', 'bankpatch', 'bankpatcher'],
    kind: 'permutation',
    dateSeeded: false,
    period: 'none',
    namesPerPeriod: 15372,
    variants: ['default'],
    topLevelDomains: ['com'],
    seedForm: 'text',
    defaultSeed: 'earnestnessbiophysicalohax.com',
    knownSeeds: (
      'earnestnessbiophysicalohax antisemitismgavenuteq bandepictom buckbyplaywobb telemachuslazaroqok ' +
      'texanfoulilp clearasildeafeninguvuc marisagabardinedazyx pickfordlinnetavox snapplefrostbitecycz ' +
      'filtererwyatanb antwancorml stravinskycattederifg forepartbulkyf fundamentalistfanchonut ' +
      'criterionirkutskagl criminalcentricem babysatformalisticirekb displeasuredehydratorysagp ' +
      'cantorcajanunal andersensinaix formidablyhoosieraw gbpsenhancedysb genialitydevonianizuwb ' +
      'gerhardenslavetusul kennanerraticallyqozaw rozellaabettingk doniellefrictionlessv anshanarianaqh'
    )
      .split(' ')
      .map((label) => `${label}.com`),
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, banjori; J. Bader, "The DGA of Banjori", johannesbader.ch, 2015-02',
  },
  *generate({ seed }) {
    if (!/^[a-z]{4}/.test(seed)) {
      throw new GeneratorsError(
        'GENERATORS_BAD_SEED',
        `The seed ${JSON.stringify(seed)} of Banjori is not a name that begins with four letters a–z. Pass a name such as earnestnessbiophysicalohax.com.`,
      );
    }
    const tail = seed.slice(4);
    let [a, b, c, d] = [0, 1, 2, 3].map((index) => seed.charCodeAt(index) - 97) as [
      number,
      number,
      number,
      number,
    ];
    for (;;) {
      yield String.fromCharCode(97 + a, 97 + b, 97 + c, 97 + d) + tail;
      a = (a + d + 19) % 26;
      b = (a + 2 * b + 12) % 26;
      c = (a + c + 18) % 26;
      d = (b + c + d + 12) % 26;
    }
  },
});
