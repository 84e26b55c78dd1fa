import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Project } from './project.ts';

const START = 1_790_000_000;
const suffixes = ['com', 'net', 'org', 'de', 'info'];
const words = ['river', 'garden', 'silver', 'market', 'north', 'cloud', 'paper', 'green', 'stone'];

/** Names as people make them: two words and a suffix. */
const plainNames = words.flatMap((first) =>
  words.flatMap((second) => suffixes.map((suffix) => `${first}${second}.${suffix}`)),
);

/** Writes what the READMEs read: a DNS log, lists of names, raw feeds. */
export function writeSampleData({ write, folder }: Project, generated: readonly string[]): void {
  const log = plainNames.slice(0, 300).map((name, i) =>
    JSON.stringify({
      _path: 'dns',
      ts: START + i * 40,
      'id.orig_h': `10.0.1.${2 + (i % 7)}`,
      'id.resp_h': '192.0.2.53',
      query: `www.${name}`,
      qtype_name: 'A',
      rcode: 0,
      rcode_name: 'NOERROR',
      answers: ['192.0.2.7'],
    }),
  );
  write('dns.log', `${log.join('\n')}\n`);
  write('names.txt', `www.google.com\n${generated.slice(0, 20).join('\n')}\n`);
  write('data/raw/benign-names.csv', `domain\n${plainNames.join('\n')}\n`);
  write('data/raw/dga-qakbot.csv', `domain\n${generated.join('\n')}\n`);
  writeFileSync(join(folder, 'names.csv.gz'), gzipSync('domain\nwww.google.com\n'));
}
