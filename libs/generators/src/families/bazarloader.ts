import { defineFamily } from '../family.ts';
import { bazarloaderPools as pools } from '../wordlists/bazarloader-pools.ts';

/** Where a digit of the month or year points into the pool: `width` indices from `step` times the digit. */
interface Rule {
  readonly step: number;
  readonly width: number;
}

interface SyllableVariant {
  readonly pool: string;
  readonly year: readonly [Rule, Rule];
  /** Replaces a missing syllable, which is left out by default. */
  readonly missing?: string;
}

const row: Rule = { step: 19, width: 19 };
const four: Rule = { step: 4, width: 4 };
const six: Rule = { step: 6, width: 6 };
const wide: Rule = { step: 4, width: 22 };

const syllableVariants: Readonly<Record<string, SyllableVariant>> = {
  v2: { pool: pools.one, year: [six, six] },
  v3: { pool: pools.one, year: [wide, four] },
  v4: { pool: pools.two, year: [wide, four] },
  v5: { pool: pools.one, year: [four, four] },
  v6: { pool: pools.three, year: [four, four] },
  v7: { pool: pools.four, year: [four, four] },
  buggy2: {
    pool: `${pools.two}kazaadytwuubzuvoothymivazy`,
    year: [four, four],
    missing: '??',
  },
};

/** Returns every combination of one element of each choice, the last choice changing fastest. */
function* combinations(choices: readonly (readonly string[])[]): Iterable<readonly string[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const part of first) for (const others of combinations(rest)) yield [part, ...others];
}

function* syllableNames(date: Date, { pool, year, missing }: SyllableVariant): Iterable<string> {
  const month = String(date.getUTCMonth() + 1).padStart(2, '0');
  const digits = Array.from(month + String(date.getUTCFullYear()).slice(2), Number);
  const choices = [row, row, ...year].map(({ step, width }, place) =>
    Array.from({ length: width }, (_, offset) => {
      const index = 2 * (step * (digits[place] ?? 0) + offset);
      return pool.slice(index, index + 2) || (missing ?? '');
    }),
  );
  // Only the padded pool has equal syllables inside a choice; its repetitions are left out.
  const distinct = missing === undefined ? choices : choices.map((list) => [...new Set(list)]);
  for (const syllables of combinations(distinct)) yield `${syllables.join('')}.bazar`;
}

function* codeNames(date: Date, ranges: readonly (readonly number[])[], topLevelDomain: string) {
  const month = String(11 - date.getUTCMonth()).padStart(2, '0');
  const digits = Array.from(month + String(date.getUTCFullYear() - 18).padStart(4, '0'), Number);
  const choices = ranges.map((codes) => codes.map((code) => String.fromCharCode(code)));
  for (const letters of combinations(choices)) {
    let second = '';
    for (const [place, letter] of letters.entries()) {
      const code = letter.charCodeAt(0) + (digits[place] ?? 0);
      second += code < 97 ? 'z' : String.fromCharCode(code);
    }
    yield `${letters.join('')}${second}.${topLevelDomain}`;
  }
}

/** The codes from `first` to `last`, for each pair. */
const codeRanges = (...pairs: readonly (readonly [number, number])[]): number[][] =>
  pairs.map(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => first + step));

const betaRanges = codeRanges([97, 101], [99, 102], [101, 104], [103, 105], [105, 107], [107, 109]);
const buggyRanges = codeRanges([93, 101], [96, 102], [98, 104], [101, 105], [103, 107], [105, 109]);

/**
 * BazarLoader (BazarBackdoor, Team9): every month has a set of names below EmerDNS' `.bazar`,
 * of which a bot picks some.
 *
 * As in the reference, names in months for which v4, v6 and buggy2 lack syllables are short,
 * repeated or contain `?`, and some of `buggy` are not host names; the default is v7, whose
 * syllables are complete.
 */
export const bazarloader = defineFamily({
  metadata: {
    name: 'bazarloader',
    aliases: ['bazarbackdoor', 'team9backdoor'],
    kind: 'arithmetic',
    dateSeeded: true,
    period: 'month',
    namesPerPeriod: 5776,
    namesPerVariant: { v2: 12996, v3: 31768, v4: 31768, beta: 2160, buggy: 55125 },
    variants: ['v7', 'v2', 'v3', 'v4', 'v5', 'v6', 'beta', 'buggy', 'buggy2'],
    topLevelDomains: ['bazar', 'bazaar'],
    seedForm: 'none',
    knownSeeds: [],
    campaigns: ['v7', 'v2', 'v3', 'v5', 'beta'].map((variant) => ({ variant })),
    predictable: true,
    source:
      'baderj/domain_generation_algorithms, bazarbackdoor; J. Bader, three reports on BazarLoader, johannesbader.ch/blog',
  },
  listKey: (date) => date.toISOString().slice(0, 7),
  generate({ date, variant }) {
    if (variant === 'beta') return codeNames(date, betaRanges, 'bazar');
    if (variant === 'buggy') return codeNames(date, buggyRanges, 'bazaar');
    return syllableNames(date, syllableVariants[variant] ?? { pool: '', year: [four, four] });
  },
});
