/**
 * Writes libs/dataset/src/benchmark/benchmark-digests.ts from the benchmark file, whose names themselves are never
 * committed: `node --conditions=@degas/source --import tsx tools/make-benchmark-digests.ts [FILE]`
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { nameHash, registrableName } from '@degas/features';

const DIGEST_BYTES = 5;
/** One bit in fourteen is set: the names that need a digest. */
const FILTER_BITS = 1 << 18;
const LINE = 96;

const given = process.argv[2];
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const file = given ?? here('../../shared/data/benchmarks/degas-test.csv.gz');
const target = here('../libs/dataset/src/benchmark/benchmark-digests.ts');

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

const packed = readFileSync(file);
const text = gunzipSync(packed);
const digests = new Set<string>();
const filter = new Uint8Array(FILTER_BITS / 8);
for (const line of text.toString().split('\n').slice(1)) {
  const { registrable } = registrableName(line.split(',')[0] ?? '');
  if (registrable === null) continue;
  digests.add(sha256(registrable).subarray(0, DIGEST_BYTES).toString('hex'));
  const bit = nameHash(registrable) & (FILTER_BITS - 1);
  filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
}

/** Base64 as an array of string literals, joined. */
function literal(bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64');
  const lines = base64.match(new RegExp(`.{1,${String(LINE)}}`, 'g')) ?? [];
  return `[\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('')`;
}

writeFileSync(
  target,
  `// Written by tools/make-benchmark-digests.ts from the benchmark file; do not edit.

/** SHA-256 of the benchmark file, packed and unpacked. */
export const benchmarkFileDigests: readonly string[] = [
  '${sha256(packed).toString('hex')}',
  '${sha256(text).toString('hex')}',
];

/** The first ${String(DIGEST_BYTES)} bytes of the SHA-256 of each of its ${String(digests.size)} registrable names, sorted, in base64. */
export const BENCHMARK_NAME_DIGESTS = ${literal(Buffer.from([...digests].sort().join(''), 'hex'))};

/** A bit for each value of the low ${String(Math.log2(FILTER_BITS))} bits of asciiHash that one of them has. */
export const BENCHMARK_NAME_FILTER = ${literal(filter)};
`,
);
process.stdout.write(`${String(digests.size)} names\n`);
