import type { LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/features';

/** Longer suffixes, without their dot, are hosts of other people's pages. */
const LONGEST_PLAIN_SUFFIX = 8;
/** Suffixes of rows gone by that the next ones are drawn from. */
const REMEMBERED = 5000;
const COMMONEST = 'com';

/**
 * Puts another suffix behind the label of a share of the rows, whichever class they are of: `com` for half of them, as half of
 * the Internet is there, for the others what an earlier row has. The pool's benign names come from crawls of countries, its DGA
 * names from `com`, `org` and `info`: a network that is shown no others takes the suffix for the verdict. Long suffixes stay:
 * they are hosts, which is what their names are known by. What comes of it may be a name that exists, even one to judge by.
 */
export async function* withOtherSuffixes(
  rows: AsyncIterable<LabelledDomain>,
  { share, seed }: { readonly share: number; readonly seed: number },
): AsyncIterable<LabelledDomain> {
  const bits = randomBits(seed);
  const isDrawn = (part: number): boolean => bits() < part * 2 ** 32;
  const earlier: string[] = [];
  for await (const row of rows) {
    const dot = row.domain.indexOf('.') + 1;
    const suffix = row.domain.slice(dot);
    if (suffix.length > LONGEST_PLAIN_SUFFIX) {
      yield row;
      continue;
    }
    let other = suffix;
    if (isDrawn(share)) {
      other = isDrawn(0.5) ? COMMONEST : (earlier[bits() % earlier.length] ?? COMMONEST);
    }
    earlier[earlier.length < REMEMBERED ? earlier.length : bits() % REMEMBERED] = suffix;
    yield { ...row, domain: `${row.domain.slice(0, dot)}${other}` };
  }
}
