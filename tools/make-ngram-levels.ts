/**
 * Writes libs/features/src/ngrams/ngram-frequencies.ts: how common each 2-gram and 3-gram is in real host names, counted in the npm
 * packages of the embedded data: `node --conditions=@degas/source --import tsx tools/make-ngram-levels.ts`
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { demoDataset } from '../apps/trainer/src/demo-dataset.ts';
import { NGRAM_SYMBOLS, ngramSymbol } from '../libs/features/src/ngrams/ngram-alphabet.ts';

const LINE = 108;
const HIGHEST = 15;

const counts = { 2: new Uint32Array(NGRAM_SYMBOLS ** 2), 3: new Uint32Array(NGRAM_SYMBOLS ** 3) };
let names = 0;
for await (const { domain, label } of demoDataset()) {
  if (label === 1) continue;
  names++;
  const symbols = Array.from(domain.slice(0, domain.indexOf('.')), (character) =>
    ngramSymbol(character.charCodeAt(0)),
  );
  for (const size of [2, 3] as const) {
    for (let i = 0; i + size <= symbols.length; i++) {
      const index = symbols.slice(i, i + size).reduce((sum, next) => sum * NGRAM_SYMBOLS + next, 0);
      counts[size][index] = (counts[size][index] ?? 0) + 1;
    }
  }
}

const levels = (table: Uint32Array): string => {
  const most = Math.log(table.reduce((a, b) => Math.max(a, b)));
  return Array.from(table, (count) =>
    (count === 0
      ? 0
      : Math.min(HIGHEST, 1 + Math.floor((HIGHEST * Math.log(count)) / most))
    ).toString(16),
  ).join('');
};
const literal = (text: string): string =>
  `[\n${(text.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []).map((line) => `  '${line}',`).join('\n')}\n].join('')`;

writeFileSync(
  fileURLToPath(new URL('../libs/features/src/ngrams/ngram-frequencies.ts', import.meta.url)),
  `/**
 * How common n-grams are in ${names} registrable host names, a hexadecimal digit each: 0 never seen, f the most common,
 * logarithmic between. Written by tools/make-ngram-levels.ts.
 */
export const bigramLevels = ${literal(levels(counts[2]))};

export const trigramLevels = ${literal(levels(counts[3]))};
`,
);
