/**
 * Prints a seeded table of 20,000 names, plain and hostile ones, with what `registrableName` and `idnReadings` return for each: one
 * JSON row a line. The Python package's tests hold their implementation against it.
 */
import { idnReadings, registrableName, seededRandom } from '../../../libs/features/src/index.ts';
import { suffixRules } from '../build/suffix-rules.ts';

const ROWS = 20_000;
const random = seededRandom(20);
const below = (count: number): number => Math.floor(random() * count);
const pick = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];
const repeated = (count: number, make: () => string): string =>
  Array.from({ length: count }, make).join('');

const rules = suffixRules().map((rule) => rule.replace(/^!/, ''));
const suffix = (): string =>
  (rules[below(rules.length)] ?? 'com').replace(/^\*\./, () => pick(['', `${label()}.`]));
const plain = 'abcdefghijklmnopqrstuvwxyz0123456789';
const label = (): string => repeated(1 + below(12), () => plain[below(plain.length)] ?? 'a');
const foreign = (): string =>
  pick([
    'bücher',
    'ΣΊΣΥΦΟΣ',
    '例え',
    'пример',
    'faß',
    'ﬁsh',
    '😀',
    'a\u200db',
    'é ',
    'é@',
    '\u2028',
    'a\u2028b',
    '%é',
    'אa',
    'é/',
    'ǅ',
    'ὈΔΥΣΣΕΎΣ',
    'ＦＵＬＬ',
    'ı',
    'İ',
    'é%41',
    '\u00ad',
  ]);
const hostile = (): string =>
  pick(['', '-a', 'a-', '_', '_a', 'a_b', '*', 'a b', '%41', 'a@b', 'a/b', '[x]', '\u0000', 'a\tb', '\ufeff', '\u0085',
    '\u001c', '0', '00', 'xn--', 'xn--a', 'xn--bcher-kva', '\ud800', 'a'.repeat(63), 'a'.repeat(64), "'", '"', '\\', 'a。b']); // prettier-ignore
const service = (): string =>
  pick(['_tcp', '_DMARC', '_acme-challenge', '_domainkey', '_other', '_ldap']);
const zone = (): string =>
  pick([
    'local',
    'arpa',
    'in-addr.arpa',
    'lan',
    'corp',
    'internal',
    'example',
    '123',
    '0x1',
    'test',
    'home',
  ]);
const address = (): string =>
  pick(['1.2.3.4', '999.1.1.1', '1.2..3', '1.2.3', '1.2.3.4.5', '::', '::1', '[::1]', '2001:db8::1', 'a:', ':a', '[:]',
    '１.2.3.4', '0x7f.1', '::ffff:1.2.3.4', '1.2.3.4.', '1.2.3.4..', '.1.2.3.4', '1...234', '12345678']); // prettier-ignore
const spaced = (name: string): string =>
  pick(['', '', ' ', '\t', '\u00a0', '\u3000', '\ufeff', '\u001f']) + name;
const mixedCase = (name: string): string =>
  name.replace(/[a-z]/g, (letter) => (random() < 0.5 ? letter.toUpperCase() : letter));

const escaped = (): string =>
  pick([String.raw`\255`, String.raw`\xFf`, String.raw`\"`, String.raw`\.`, '\\\n', 'a', '\\😀']);
const punycode = (): string =>
  pick([
    () => label(),
    () => `${label()}-${label()}`,
    () => `xn--${label()}`,
    () => repeated(6 + below(12), () => plain[below(26)] ?? 'a'),
    () => pick(['80ak6aa92e', 'mnchen-3ya', 'fiqs8sirgfmhq98a', '-a', 'a--b', 'mgbfu2fqa73a', 'i-7iq', 'jxalpdlp', 'rdgrd-vuad']),
  ])(); // prettier-ignore

const shapes = [
  () => `${label()}.${suffix()}`,
  () => `${label()}.${label()}.${suffix()}`,
  () => suffix(),
  () => mixedCase(`${label()}.${suffix()}`) + pick(['', '.', '..']),
  () => `${foreign()}.${suffix()}`,
  () => `${label()}.${foreign()}.${pick([label(), suffix(), foreign()])}`,
  () => `${pick([service(), hostile(), label()])}.${pick([service(), hostile()])}.${suffix()}`,
  () => `${hostile()}.${label()}.${suffix()}`,
  () => `${label()}.${zone()}`,
  () => spaced(address()),
  () => spaced(pick([label(), hostile(), foreign(), suffix(), '.'])) + pick(['', ' ', '.']),
  () => `${repeated(below(60), () => `${label()}.`)}${suffix()}`,
  () => `${label()}.${label()}`,
  () => `xn--${punycode()}.${suffix()}`,
  () => `${repeated(below(6), () => `${repeated(1 + below(63), escaped)}.`)}${label()}.${suffix()}`,
] as const;

for (let row = 0; row < ROWS; row++) {
  const shape = shapes[row % shapes.length] ?? shapes[0];
  const name = shape();
  const { registrable, skipped } = registrableName(name);
  const readings = registrable === null ? [] : idnReadings(registrable);
  process.stdout.write(`${JSON.stringify([name, registrable, skipped, readings])}\n`);
}
