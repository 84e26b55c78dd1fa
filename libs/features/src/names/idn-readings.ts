import { decodePunycode } from './decode-punycode.ts';
import { isOfPeople } from './is-of-people.ts';

const PREFIX = 'xn--';

/** Latin letters that Unicode does not take apart, as people write them in ASCII. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'n',
  þ: 'th',
};

const NONE: readonly string[] = [];

const BEYOND_ASCII = /[^\0-\x7f]/gu;
const NOT_OF_HOSTS = /[^a-z0-9-]/g;
const OUTER_HYPHENS = /^-+|-+$/g;

/**
 * What else a registrable name in Punycode may be read as, so that `xn--` in front of random letters, or a foreign letter among
 * them, does not hide them: its letters without their marks (`munchen.de` for `xn--mnchen-3ya.de`), and what follows `xn--` as
 * it stands where that decodes to nothing that people write. Empty for all other names.
 *
 * @example idnReadings('xn--qhvwkmznfjydtr.com') // ['qhvwkmznfjydtr.com']
 */
export function idnReadings(registrable: string): readonly string[] {
  if (!registrable.startsWith(PREFIX)) return NONE;
  const dot = registrable.indexOf('.');
  const label = registrable.slice(0, dot);
  const suffix = registrable.slice(dot);
  const encoded = label.slice(PREFIX.length);
  const decoded = decodePunycode(encoded);
  const labels = new Set<string>();
  if (decoded !== null) labels.add(inPlainLetters(decoded));
  if (decoded === null || !isOfPeople(decoded, encoded))
    labels.add(label.replace(/^(?:xn--)+/, '').replace(OUTER_HYPHENS, ''));
  labels.delete('');
  return Array.from(labels, (reading) => reading + suffix);
}

function inPlainLetters(label: string): string {
  return label
    .normalize('NFKD')
    .replace(BEYOND_ASCII, (letter) => PLAIN_LETTERS[letter] ?? '')
    .toLowerCase()
    .replace(NOT_OF_HOSTS, '')
    .replace(OUTER_HYPHENS, '');
}
