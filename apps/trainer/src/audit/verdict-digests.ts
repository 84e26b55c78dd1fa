import { createHash } from 'node:crypto';

import { machineReasons } from './answer.ts';
import type { Verdict } from './compare-readings.ts';

/** Hexadecimal digits of a name's SHA-256 that are kept. */
const DIGITS = 32;

const verdicts: ReadonlySet<string> = new Set<Verdict>([...machineReasons, 'machine', 'unclear']);

/** Whether a verdict takes a name out of the benign class: what clouds give to their users' pages stays in it, and so does what can't be told. */
export function isMachineVerdict(verdict: Verdict): boolean {
  return verdict !== 'unclear' && verdict !== 'host';
}

/** Returns the digest that stands for a registrable name where names may not be published. */
export function auditDigest(domain: string): string {
  return createHash('sha256').update(domain).digest('hex').slice(0, DIGITS);
}

/** Returns the file of an audit's result: a digest and a verdict a line, in the order of the digests, so that it says nothing else. */
export function formatDigests(found: ReadonlyMap<string, Verdict>): string {
  return [...found]
    .map(([domain, verdict]) => `${auditDigest(domain)},${verdict}\n`)
    .sort()
    .join('');
}

export interface ReadDigests {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly rejected: readonly { readonly line: number; readonly content: string }[];
}

/** Reads what `formatDigests` writes; lines of another form are rejected. */
export function readDigests(text: string): ReadDigests {
  const found = new Map<string, Verdict>();
  const rejected: { line: number; content: string }[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    if (content === '') return;
    const [, digest = '', verdict = ''] = /^([0-9a-f]{32}),(\w+)$/.exec(content) ?? [];
    if (isVerdict(verdict)) found.set(digest, verdict);
    else rejected.push({ line: index + 1, content });
  });
  return { verdicts: found, rejected };
}

function isVerdict(text: string): text is Verdict {
  return verdicts.has(text);
}
