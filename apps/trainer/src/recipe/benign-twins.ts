import type { LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/features';

import { randomElement, type Random } from './synthetic-families.ts';

/** Beginnings of radio amateurs' call signs, with the suffix that most of their sites have. */
const CALL_SIGNS =
  've3 ca va7 ca ve7 ca ve2 ca sm5 se sm7 se sm0 se ea5 es ea1 es eb3 es oe3 at oe5 at dl1 de dk7 de pa3 nl g4 uk m0 uk f5 fr on4 be hb9 ch oz1 dk la3 no oh2 fi sp5 pl ok1 cz ha5 hu yo3 ro i2 it k4 com w1 org n6 net zl2 nz vk3 au ja1 jp';
/** What stands for a word or a syllable in names that people write with digits. */
const DIGIT_WORDS =
  '2 4 8 1 3 7 9 k9 4u 2go 24 365 247 360 1st 2nd 101 2day 4you 4all b2b c2c l8 m8 gr8 w8';
const PLAIN_SUFFIXES = 'com com com net org info de ca se es at fr uk nl it ch eu be pl ru';

/**
 * Benign names of the shapes that imagined families have: initials, some of them in two languages with a hyphen between, call signs of radio
 * amateurs, words written with a digit, words with a number, and sentences. Initials are drawn as often as words begin with a letter.
 */
export function* benignTwins({
  count,
  words,
  seed,
}: {
  readonly count: number;
  readonly words: readonly string[];
  readonly seed: number;
}): Iterable<LabelledDomain> {
  if (words.length === 0) return;
  const bits = randomBits(seed);
  const random: Random = (below) => bits() % below;
  const suffixes = PLAIN_SUFFIXES.split(' ');
  for (let i = 0; i < count; i++) {
    const [label, suffix = randomElement(suffixes, random)] = twin(words, random);
    yield { domain: `${label}.${suffix}`, label: 0, family: null, source: 'benign-twins' };
  }
}

function twin(words: readonly string[], random: Random): [label: string, suffix?: string] {
  const word = (): string => randomElement(words, random);
  const initials = (length: number): string =>
    Array.from({ length }, () => word().charAt(0)).join('');
  switch (random(8)) {
    case 0:
      return [initials(3 + random(5))];
    case 1:
      return [`${initials(3 + random(4))}-${initials(3 + random(4))}`];
    case 2: {
      const signs = CALL_SIGNS.split(' ');
      const at = 2 * random(signs.length / 2);
      return [`${signs[at]}${initials(2 + random(2))}`, signs[at + 1] ?? 'com'];
    }
    case 3:
      return [word() + randomElement(DIGIT_WORDS.split(' '), random) + word()];
    case 4:
      return [
        random(2) === 0 ? word() + String(1 + random(2030)) : String(1 + random(99)) + word(),
      ];
    case 5:
      return [initials(2 + random(4)) + word()];
    case 6:
      return [word() + initials(2 + random(3))];
    default:
      return [word() + word().slice(0, 3 + random(3)) + (random(2) === 0 ? word() : '')];
  }
}
