import { type LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/model';

/** Longer suffixes, without their dot, are hosts of other people's pages. */
const LONGEST_PLAIN_SUFFIX = 8;
/** Rows of each class whose suffixes are drawn from. */
const SAMPLE = 20_000;

/** Suffixes of rows of each class, as often as they come. */
export type SuffixSample = Readonly<Record<LabelledDomain['label'], readonly string[]>>;

/** Draws the suffixes of so many rows of each class, every row as likely as the others. */
export async function sampleSuffixes(
  rows: AsyncIterable<LabelledDomain>,
  seed: number,
): Promise<SuffixSample> {
  const bits = randomBits(seed);
  const sample: Record<LabelledDomain['label'], string[]> = { 0: [], 1: [] };
  const seen = { 0: 0, 1: 0 };
  for await (const { domain, label } of rows) {
    const suffix = suffixOf(domain);
    if (suffix.length > LONGEST_PLAIN_SUFFIX) continue;
    const place = seen[label] < SAMPLE ? seen[label] : bits() % (seen[label] + 1);
    seen[label]++;
    if (place < SAMPLE) sample[label][place] = suffix;
  }
  return sample;
}

/**
 * Puts a suffix of the other class behind the label of a share of the rows; of half of them, and both classes have the same
 * suffixes. The pool's benign names come from crawls of countries, its DGA names from `com`, `org` and `info`: a network that is
 * shown no others takes the suffix for the verdict, and every name under a country that no crawl went through for a DGA's. Long
 * suffixes stay: they are hosts, which is what their names are known by. What comes of it may be a name that exists, even one
 * to judge by.
 */
export async function* withOtherSuffixes(
  rows: AsyncIterable<LabelledDomain>,
  { share, seed, sample }: { share: number; seed: number; sample: SuffixSample },
): AsyncIterable<LabelledDomain> {
  const bits = randomBits(seed);
  for await (const row of rows) {
    const { domain, label } = row;
    const suffix = suffixOf(domain);
    const others = sample[label === 0 ? 1 : 0];
    const isChanged = suffix.length <= LONGEST_PLAIN_SUFFIX && bits() < share * 2 ** 32;
    const other = isChanged ? others[bits() % others.length] : undefined;
    yield other === undefined
      ? row
      : { ...row, domain: `${domain.slice(0, -suffix.length)}${other}` };
  }
}

function suffixOf(domain: string): string {
  return domain.slice(domain.indexOf('.') + 1);
}
