import { registrableName, type LabelledDomain } from '@degas/features';
import { randomBits } from '@degas/features';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const ALPHANUMERIC = LETTERS + DIGITS;
const HEXADECIMAL = `${DIGITS}abcdef`;
const BASE_32 = `${LETTERS}234567`;

type Random = (below: number) => number;
type Word = () => string;
type Label = (random: Random, word: Word) => string;

const from = (alphabet: string, length: number, random: Random): string =>
  Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
const random =
  (alphabet: string, length: number, prefix = ''): Label =>
  (bits) =>
    prefix + from(alphabet, length, bits);
const uuid: Label = (bits) =>
  [8, 4, 4, 4, 12].map((length) => from(HEXADECIMAL, length, bits)).join('-');
const word: Label = (bits, next) => next() + (bits(3) === 0 ? String(bits(2030)) : '');
const words: Label = (_, next) => `${next()}-${next()}`;
const wordsAnd =
  (alphabet: string, length: number): Label =>
  (bits, next) =>
    `${next()}-${next()}-${from(alphabet, length, bits)}`;
const regions =
  'us-east-1 us-east-2 us-west-2 eu-west-1 eu-central-1 ap-northeast-1 sa-east-1'.split(' ');

/** Hosts of other people's pages, and how they name them: by machine, or as their users wish. */
const hosts: readonly (readonly [suffix: string, ...labels: Label[]])[] = [
  ['cloudfront.net', random(ALPHANUMERIC, 13, 'd'), random(ALPHANUMERIC, 12, 'd')],
  ...regions.flatMap((region) => [
    [`lambda-url.${region}.on.aws`, random(BASE_32, 32)] as const,
    [`execute-api.${region}.amazonaws.com`, random(ALPHANUMERIC, 10)] as const,
    [`s3.${region}.amazonaws.com`, words, word, wordsAnd(HEXADECIMAL, 8)] as const,
  ]),
  ['s3.amazonaws.com', words, random(HEXADECIMAL, 32), uuid],
  ['elb.amazonaws.com', wordsAnd(DIGITS, 10)],
  ['amplifyapp.com', random(ALPHANUMERIC, 13, 'd')],
  ['elasticbeanstalk.com', words, wordsAnd(ALPHANUMERIC, 10)],
  ['r2.dev', random(HEXADECIMAL, 32, 'pub-')],
  ['workers.dev', words, word],
  ['pages.dev', words, random(HEXADECIMAL, 8)],
  ['supabase.co', random(LETTERS, 20)],
  ['supabase.in', random(LETTERS, 20)],
  ['vercel.app', words, wordsAnd(ALPHANUMERIC, 9)],
  ['netlify.app', words, wordsAnd(HEXADECIMAL, 6)],
  ['herokuapp.com', word, wordsAnd(DIGITS, 5), wordsAnd(HEXADECIMAL, 12)],
  ['web.app', words, wordsAnd(HEXADECIMAL, 5)],
  ['firebaseapp.com', words, wordsAnd(HEXADECIMAL, 5)],
  ['appspot.com', words, wordsAnd(DIGITS, 6)],
  ['a.run.app', wordsAnd(ALPHANUMERIC, 10)],
  ['azureedge.net', word, words, uuid],
  ['azurewebsites.net', words, wordsAnd(ALPHANUMERIC, 8)],
  ['cloudapp.net', words, word],
  ['blob.core.windows.net', word, random(ALPHANUMERIC, 16)],
  ['akamaized.net', words, uuid],
  ['global.ssl.fastly.net', words, word],
  ['b-cdn.net', word, words],
  ['cdn.bubble.io', random(HEXADECIMAL, 32)],
  ['wixsite.com', word, words],
  ['onrender.com', words, wordsAnd(ALPHANUMERIC, 4)],
  ['fly.dev', words],
  ['ngrok.io', random(HEXADECIMAL, 12), random(HEXADECIMAL, 8)],
  ['ngrok-free.app', wordsAnd(HEXADECIMAL, 4), wordsAnd(DIGITS, 2)],
  ['trycloudflare.com', words],
  ['github.io', word, words],
  ['gitlab.io', word, words],
  ['blogspot.com', word, words],
  ['glitch.me', words],
  ['myshopify.com', word, words, wordsAnd(HEXADECIMAL, 6)],
  ['ddns.net', word, words],
  ['dyndns.org', word, words],
  ['duckdns.org', word, words],
  ['no-ip.org', word],
  ['hopto.org', word],
  ['dynv6.net', word],
  ['synology.me', word, words],
  ['myfritz.net', random(ALPHANUMERIC, 16)],
];

/**
 * Benign names that look made up: those that hosts, clouds and content networks give to their users' pages, and those that people
 * choose under dynamic-DNS suffixes, where DGAs choose too. Without them random letters before any suffix would be a DGA's.
 */
export function* hostingProviderNames({
  perHost,
  words: vocabulary,
  seed,
}: {
  perHost: number;
  words: readonly string[];
  seed: number;
}): Iterable<LabelledDomain> {
  const bits = randomBits(seed);
  const below: Random = (limit) => bits() % limit;
  const next: Word = () => vocabulary[below(vocabulary.length)] ?? '';
  for (const [suffix, ...labels] of hosts) {
    for (let i = 0; i < perHost; i++) {
      const label = labels[i % labels.length]?.(below, next) ?? '';
      const { registrable } = registrableName(`${label}.${suffix}`);
      // The list of suffixes changes; a host that is on it no more has one name only, its own.
      if (registrable === null || registrable === suffix) continue;
      yield { domain: registrable, label: 0, family: null, source: 'hosted' };
    }
  }
}
