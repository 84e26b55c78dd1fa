import { createHash } from 'node:crypto';

import { registrableName } from '@degas/features';
import { nameHash } from '@degas/features';

import {
  benchmarkFileDigests,
  BENCHMARK_NAME_DIGESTS,
  BENCHMARK_NAME_FILTER,
} from './benchmark-digests.ts';

/** Bytes of a name's SHA-256 that are kept: with 20,000 names, one other name in 55 million is mistaken. */
export const DIGEST_BYTES = 5;

/** The truncated SHA-256 of a registrable name, as a number. */
export function nameDigest(registrable: string): number {
  return createHash('sha256').update(registrable).digest().readUIntBE(0, DIGEST_BYTES);
}

let filter: Uint8Array | null = null;
let digests: ReadonlySet<number> | null = null;

/** False for fourteen of fifteen names, for a hundredth of what a digest costs. */
function passesFilter(registrable: string): boolean {
  filter ??= Buffer.from(BENCHMARK_NAME_FILTER, 'base64');
  const bit = nameHash(registrable) & (filter.length * 8 - 1);
  return ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

/** Unpacked at the first question: most users of this package never ask. */
function knownDigests(): ReadonlySet<number> {
  if (digests === null) {
    const packed = Buffer.from(BENCHMARK_NAME_DIGESTS, 'base64');
    const unpacked = new Set<number>();
    for (let at = 0; at < packed.length; at += DIGEST_BYTES) {
      unpacked.add(packed.readUIntBE(at, DIGEST_BYTES));
    }
    digests = unpacked;
  }
  return digests;
}

/** True for a registrable name of the benchmark; the caller has already cut the name down. */
export function isBenchmarkRegistrable(registrable: string): boolean {
  return passesFilter(registrable) && knownDigests().has(nameDigest(registrable));
}

/** True for a name whose registrable part is in the benchmark, which no training may see. */
export function isBenchmarkName(name: string): boolean {
  const { registrable } = registrableName(name);
  return registrable !== null && isBenchmarkRegistrable(registrable);
}

/** True for the SHA-256 of the benchmark file, packed or not. */
export function isBenchmarkFileDigest(digest: string): boolean {
  return benchmarkFileDigests.includes(digest);
}
