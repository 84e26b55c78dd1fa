import { isAddress } from '../text/host-name.ts';
import type { Answer } from './dns-event.ts';

/** 9501 is Windows' code for a name without such records. */
const RESOLVED = new Set(['NOERROR', '0', 'NO ERROR', 'SUCCESS', 'NODATA', '9501']);
const NXDOMAIN = new Set([
  'NXDOMAIN',
  '3',
  '9003',
  'NXDOM',
  'NAMEERROR',
  'NAME ERROR',
  'NON-EXISTENT DOMAIN',
  'NONEXISTENT DOMAIN',
]);
const FAILED = new Set(['SERVFAIL', 'REFUSED', 'FORMERR', 'NOTIMP', 'TIMEOUT', 'SERVER FAILURE']);
const BLOCKED = new Set(['BLOCKED', 'DENIED', 'REFUSED_BY_POLICY']);
const ABSENT = new Set(['', '-', 'NULL', 'NONE', 'N/A', 'UNKNOWN', '(EMPTY)']);

/** Addresses that a filter answers with in place of the true ones. */
const NULL_ADDRESSES = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0']);

/**
 * Returns what became of a query by its response code (a number, its name, a resolver's word for it, or an address in its
 * place) and the answers: an answer of null addresses only is a filter's. Null where there is no code.
 */
export function answerOf(rcode: unknown, answers: readonly string[] = []): Answer | null {
  if (rcode === 0 || rcode === 'NOERROR') return hasNullAddresses(answers) ? 'blocked' : 'resolved';
  if (rcode === 3 || rcode === 'NXDOMAIN') return 'nxdomain';
  if (typeof rcode === 'number') return 'failed';
  if (typeof rcode !== 'string') return answers.length === 0 ? null : answerOf(0, answers);
  const code = rcode.trim().toUpperCase();
  if (ABSENT.has(code)) return answers.length === 0 ? null : answerOf(0, answers);
  if (RESOLVED.has(code)) return answerOf(0, answers);
  if (NXDOMAIN.has(code)) return 'nxdomain';
  if (BLOCKED.has(code)) return 'blocked';
  return isAddress(code) ? answerOf(0, [...answers, rcode.trim()]) : 'failed';
}

/** True for a response code by its name or by a resolver's word for it, which no other column of a log holds. */
export function isResponseWord(text: string): boolean {
  const code = text.trim().toUpperCase();
  return /^[A-Z]/.test(code) && [RESOLVED, NXDOMAIN, FAILED].some((words) => words.has(code));
}

/** True where there are addresses and every one is 0.0.0.0 or ::. */
export function hasNullAddresses(answers: readonly string[]): boolean {
  let found = false;
  for (const answer of answers) {
    if (NULL_ADDRESSES.has(answer)) found = true;
    else return false;
  }
  return found;
}
