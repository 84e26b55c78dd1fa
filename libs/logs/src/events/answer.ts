import type { Answer } from './dns-event.ts';

const RESOLVED = new Set(['NOERROR', '0', 'NO ERROR', 'SUCCESS', 'NODATA']);
const NXDOMAIN = new Set([
  'NXDOMAIN',
  '3',
  'NXDOM',
  'NAMEERROR',
  'NAME ERROR',
  'NON-EXISTENT DOMAIN',
  'NONEXISTENT DOMAIN',
]);
const BLOCKED = new Set(['BLOCKED', 'DENIED', 'REFUSED_BY_POLICY']);
const ABSENT = new Set(['', '-', 'NULL', 'NONE', 'N/A', 'UNKNOWN', '(EMPTY)']);

/** Addresses that a filter answers with in place of the true ones. */
const NULL_ADDRESSES = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0']);

/**
 * Returns what became of a query by its response code (a number, its name or a resolver's word for it) and the
 * answers: an answer of null addresses only is a filter's. Null where there is no code.
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
  return BLOCKED.has(code) ? 'blocked' : 'failed';
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
