/**
 * Writes generated logs of every format and what is read from them, for `independent.py` to read in its own way and compare.
 * Usage: independent.ts FOLDER [RECORDS]; then python3 independent.py FOLDER (dpkt for the captures).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DnsEvent } from '../src/index.ts';
import { readLogs } from '../src/node/index.ts';
import { dnstapOf, pcapngOf, pcapOf } from '../src/testing/generated-captures.ts';
import { generated, generatedFormats } from '../src/testing/generated-logs.ts';
import { generatedQueries } from '../src/testing/generated-queries.ts';

const [folder = '', records = '10000'] = process.argv.slice(2);
if (folder === '') throw new Error('Expected a folder to write to.');
mkdirSync(folder, { recursive: true });
const count = Number(records);
const SEED = 23;
const REFERENCE = Date.UTC(2026, 10, 2);

const queries = generatedQueries(count, SEED);
const files: readonly (readonly [string, string | Uint8Array])[] = [
  ...generatedFormats.map((name): [string, string] => [
    name,
    cutAtTheEnd(generated(name, count, SEED).text),
  ]),
  ['pcap', pcapOf(queries)],
  ['pcap-big-endian', pcapOf(queries, false)],
  ['pcapng', pcapngOf(queries)],
  ['dnstap', dnstapOf(queries)],
];
for (const [name, content] of files) {
  const path = join(folder, `${name}.log`);
  writeFileSync(path, content);
  const lines: string[] = [];
  for await (const batch of readLogs([path], { referenceTime: REFERENCE })) {
    for (const record of batch.records)
      if (record.kind === 'event') lines.push(JSON.stringify(partsOf(record)));
  }
  writeFileSync(join(folder, `${name}.read`), lines.map((line) => `${line}\n`).join(''));
}

/** The last line of a log that is being written is cut off. */
function cutAtTheEnd(text: string): string {
  const last = text.lastIndexOf('\n', text.length - 2) + 1;
  return text + text.slice(last, last + Math.floor((text.length - last) / 3));
}

function partsOf({ name, client, time, type, answer, answers }: DnsEvent): object {
  return { name, client, time, type, answer, answers };
}
