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
  const query = (name: string, time: number, client: string, answer: object): string =>
    `${JSON.stringify({
      ...{ _path: 'dns', ts: START + time, 'id.orig_h': client, 'id.resp_h': '192.0.2.53' },
      ...{ query: name, qtype_name: 'A', ...answer },
    })}\n`;
  const found = { rcode: 0, rcode_name: 'NOERROR', answers: ['192.0.2.7'] };
  const clean = plainNames
    .slice(0, 300)
    .map((name, i) => query(`www.${name}`, i * 40, `10.0.1.${2 + (i % 7)}`, found));
  const infected = generated
    .slice(0, 50)
    .map((name, i) => query(name, i * 30, '10.0.1.6', { rcode: 3, rcode_name: 'NXDOMAIN' }));
  write('dns.log', clean.join(''));
  write('infected.log', [...clean, ...infected].join(''));
  write('names.txt', `www.google.com\n${generated.slice(0, 20).join('\n')}\n`);
  write('data/raw/benign-names.csv', `domain\n${plainNames.join('\n')}\n`);
  write('data/raw/dga-qakbot.csv', `domain\n${generated.join('\n')}\n`);
  writeFileSync(join(folder, 'names.csv.gz'), gzipSync('domain\nwww.google.com\n'));
}
