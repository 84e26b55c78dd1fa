import { encode, type LabelledDomain, seededRandom } from '@degas/features';

const hostile = [
  '',
  '.',
  '0',
  '00000000000000',
  'a',
  'xn--bcher-kva.de',
  'bücher.de',
  '😀😀😀.com',
  '_sip._tcp.example.com',
  '-'.repeat(80),
  'z'.repeat(75),
  'z'.repeat(76),
  `${'a.'.repeat(120)}com`,
  'UPPER.CASE.EXAMPLE',
  'tab\tand\0zero',
  '192.168.0.1',
];

const alphabets = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789abcdef',
  'abcdefghijklmnopqrstuvwxyz0123456789-_',
];
const suffixes = ['com', 'net', 'co.uk', 'ddns.net', 'ru', 'info', 'biz'];
const words = [
  'cloud',
  'mail',
  'shop',
  'house',
  'table',
  'green',
  'river',
  'data',
  'news',
  'world',
];

/** Names as DGAs make them (letters, hexadecimal, word lists), after the hostile ones; same seed, same names. */
export function sampleNames(count: number, seed = 1): string[] {
  const random = seededRandom(seed);
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)] as T;
  const label = (): string => {
    if (random() < 0.25) return `${pick(words)}${pick(words)}`;
    const alphabet = pick(alphabets);
    return Array.from({ length: 1 + Math.floor(random() * 30) }, () => pick(alphabet)).join('');
  };
  const made = Array.from(
    { length: Math.max(0, count - hostile.length) },
    () => `${label()}.${pick(suffixes)}`,
  );
  return [...hostile, ...made].slice(0, count);
}

/** The codes of many names, one row each. */
export function encodeAll(names: readonly string[]): Int32Array {
  const rows = new Int32Array(names.length * 75);
  for (const [i, name] of names.entries()) rows.set(encode(name), i * 75);
  return rows;
}

/** Half word-list names as benign, half random letters of two families; the same every time. */
export function labelledNames(count: number): LabelledDomain[] {
  const random = seededRandom(99);
  const pick = <T>(from: ArrayLike<T>): T => from[Math.floor(random() * from.length)] as T;
  return Array.from({ length: count }, (_, i): LabelledDomain => {
    if (i % 2 === 0) {
      const domain = `${pick(words)}${pick(words)}${i}.${pick(suffixes)}`;
      return { domain, label: 0, family: null, source: 'words' };
    }
    const label = Array.from({ length: 12 }, () => pick('bcdfghjklmnpqrstvwxz')).join('');
    return {
      domain: `${label}.ru`,
      label: 1,
      family: i % 5 === 0 ? 'few' : 'many',
      source: 'letters',
    };
  });
}
