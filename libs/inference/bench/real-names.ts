import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { seededRandom } from '@degas/features';

/** Popular hosts, crawled names, names of DGAs: one third each. */
const SOURCES = [
  ['benign-umbrella-2022.csv.gz', 'benign-third-party-hosts.csv.gz'],
  ['benign-crawl.csv.gz'],
  ['dga-necurs.csv.gz', 'dga-gozi.csv.gz', 'dga-murofet.csv.gz'],
] as const;
const POOL = join(import.meta.dirname, '../../../../shared/data/raw');

/** `count` different names in a fixed order: of the data pool beside the repository, or else made up. */
export function realNames(count: number): { readonly names: string[]; readonly origin: string } {
  const random = seededRandom(11);
  if (!existsSync(POOL)) return { names: madeUp(count, random), origin: 'made-up names' };
  const names = new Set<string>();
  for (const group of SOURCES) {
    const found = group.flatMap((file) => namesOf(join(POOL, file)));
    const wanted = names.size + Math.ceil(count / SOURCES.length);
    while (names.size < wanted && found.length > 0) {
      const at = Math.floor(random() * found.length);
      names.add(found[at] ?? '');
      found[at] = found.at(-1) ?? '';
      found.pop();
    }
  }
  const chosen = shuffled([...names], random).slice(0, count);
  // Strings of their own, as a slice of a file's text would cost a look at that text, far away, each time.
  return {
    names: chosen.map((name) => Buffer.from(name).toString()),
    origin: 'names of the corpus',
  };
}

function namesOf(file: string): string[] {
  const lines = gunzipSync(readFileSync(file)).toString().split(/\r?\n/);
  return lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(',').find((cell) => cell.includes('.')) ?? '')
    .filter((name) => name !== '');
}

function madeUp(count: number, random: () => number): string[] {
  const letter = () => 'abcdefghijklmnopqrstuvwxyz0123456789'.charAt(Math.floor(random() * 36));
  return Array.from({ length: count }, () => {
    const label = Array.from({ length: 6 + Math.floor(random() * 14) }, letter).join('');
    return `${random() < 0.3 ? 'www.' : ''}${label}.${random() < 0.7 ? 'com' : 'co.uk'}`;
  });
}

function shuffled(names: string[], random: () => number): string[] {
  for (let i = names.length - 1; i > 0; i--) {
    const at = Math.floor(random() * (i + 1));
    [names[i], names[at]] = [names[at] ?? '', names[i] ?? ''];
  }
  return names;
}
