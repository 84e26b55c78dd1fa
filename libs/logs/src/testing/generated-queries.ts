import type { Answer } from '../events/dns-event.ts';
import { seededRandom } from './random.ts';

/** A query and what became of it, as the logs of every format are written from it. */
export interface GeneratedQuery {
  readonly time: number;
  readonly client: string;
  readonly port: number;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';
  readonly answers: readonly string[];
}

const SUFFIXES = ['com', 'net', 'org', 'co.uk', 'de', 'in', 'xn--p1ai', 'com.br', 'info', 'ru'];
const TYPES = ['A', 'A', 'A', 'AAAA', 'HTTPS', 'TXT', 'MX', 'PTR'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const START = Date.UTC(2026, 10, 1, 10);

/** Queries in order of time, with names that are hard for readers among them: upper case, underscores, hyphens, long labels. */
export function generatedQueries(count: number, seed: number): GeneratedQuery[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const label = (length: number): string =>
    Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
  let time = START;
  return Array.from({ length: count }, (_, i) => {
    time += Math.floor(random() * 400);
    const kind = random();
    const base = `${label(4 + Math.floor(random() * 14))}.${pick(SUFFIXES)}`;
    const name =
      kind < 0.02
        ? `_dmarc.${base}`
        : kind < 0.04
          ? base.toUpperCase()
          : kind < 0.06
            ? `${label(40)}-x.${base}`
            : kind < 0.4
              ? `www.${base}`
              : base;
    const chance = random();
    const rcode =
      chance < 0.7
        ? 'NOERROR'
        : chance < 0.92
          ? 'NXDOMAIN'
          : chance < 0.97
            ? 'SERVFAIL'
            : 'REFUSED';
    const type = pick(TYPES);
    const isBlocked = rcode === 'NOERROR' && random() < 0.05;
    const address = isBlocked ? '0.0.0.0' : `192.0.2.${1 + Math.floor(random() * 250)}`;
    const answers = rcode === 'NOERROR' && type === 'A' ? [address] : [];
    return {
      time,
      client: `10.0.${Math.floor(random() * 4)}.${1 + Math.floor(random() * 200)}`,
      port: 1024 + (i % 60_000),
      id: i % 65_536,
      name,
      type,
      rcode,
      answers,
    };
  });
}

/** What every reader should say of a query whose answer a format has. */
export function answerOfQuery({ rcode, answers }: GeneratedQuery): Answer {
  if (rcode === 'NXDOMAIN') return 'nxdomain';
  if (rcode !== 'NOERROR') return 'failed';
  return answers.includes('0.0.0.0') ? 'blocked' : 'resolved';
}
