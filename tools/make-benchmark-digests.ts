/**
 * Writes libs/dataset/src/benchmark-digests.ts from the benchmark file, whose names themselves are never
 * committed: `node --conditions=@degas/source --import tsx tools/make-benchmark-digests.ts [FILE]`
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { registrableName } from '../libs/features/src/index.ts';

const DIGEST_BYTES = 5;
const LINE = 96;

const given = process.argv[2];
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const file = given ?? here('../../shared/data/benchmarks/degas-test.csv.gz');
const target = here('../libs/dataset/src/benchmark-digests.ts');

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

const packed = readFileSync(file);
const text = gunzipSync(packed);
const digests = new Set<string>();
for (const line of text.toString().split('\n').slice(1)) {
  const { registrable } = registrableName(line.split(',')[0] ?? '');
  if (registrable !== null)
    digests.add(sha256(registrable).subarray(0, DIGEST_BYTES).toString('hex'));
}
const base64 = Buffer.from([...digests].sort().join(''), 'hex').toString('base64');
const lines = base64.match(new RegExp(`.{1,${String(LINE)}}`, 'g')) ?? [];

writeFileSync(
  target,
  `// Written by tools/make-benchmark-digests.ts from the benchmark file; do not edit.

/** SHA-256 of the benchmark file, packed and unpacked. */
export const benchmarkFileDigests: readonly string[] = [
  '${sha256(packed).toString('hex')}',
  '${sha256(text).toString('hex')}',
];

/** The first ${String(DIGEST_BYTES)} bytes of the SHA-256 of each of its ${String(digests.size)} registrable names, sorted, in base64. */
export const BENCHMARK_NAME_DIGESTS = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
process.stdout.write(`${String(digests.size)} names, ${String(base64.length)} characters\n`);
