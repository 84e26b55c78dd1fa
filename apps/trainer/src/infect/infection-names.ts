import { seededRandom } from '@degas/features';
import { generate, GeneratorsError, plausibleSeeds } from '@degas/generators';

/** What public red-team tools do: 7 to 10 random letters with one digit, under three of seven suffixes. */
export const RED_TEAM = 'red-team';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SUFFIXES = ['com', 'net', 'org', 'info', 'biz', 'ru', 'top'] as const;
const SUFFIXES_USED = 3;

/**
 * Returns names that an infected client asks for on a day: of a family of `@degas/generators`, with a plausible seed where
 * the family needs one, or of the red-team pattern. The same for the same arguments.
 */
export function infectionNames(family: string, date: Date, count: number, seed: number): string[] {
  if (family === RED_TEAM) return redTeamNames(count, seed);
  try {
    return [...generate(family, { date, count })];
  } catch (error) {
    if (!(error instanceof GeneratorsError) || error.code !== 'GENERATORS_MISSING_SEED')
      throw error;
    const [campaign] = plausibleSeeds(family, { count: 1, seed });
    return [...generate(family, { date, count, ...campaign })];
  }
}

function redTeamNames(count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const start = below(SUFFIXES.length);
  const suffixes = Array.from(
    { length: SUFFIXES_USED },
    (_, i) => SUFFIXES[(start + i) % SUFFIXES.length] ?? 'com',
  );
  return Array.from({ length: count }, () => {
    const label = Array.from({ length: 7 + below(4) }, () => LETTERS.charAt(below(26)));
    label[below(label.length)] = String(below(10));
    return `${label.join('')}.${suffixes[below(SUFFIXES_USED)] ?? 'com'}`;
  });
}
