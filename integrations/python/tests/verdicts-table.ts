/** Reads names as JSON strings, a line each, and prints the library's verdicts on them: one JSON row a line. */
import { readFileSync } from 'node:fs';

import { loadKnownDgaFilter } from '../../../libs/generators/src/index.ts';
import { loadClassifier } from '../../../libs/inference/src/index.ts';

const [model = '', given = '{}'] = process.argv.slice(2);
const { knownDga, ...options } = JSON.parse(given) as Omit<
  NonNullable<Parameters<typeof loadClassifier>[1]>,
  'knownDga'
> & { readonly knownDga?: string };
const filter = knownDga === undefined ? null : loadKnownDgaFilter(readFileSync(knownDga));
const classifier = await loadClassifier(model, {
  ...options,
  ...(filter && {
    knownDga: { familyOf: (name: string) => filter.lookup(name)?.family ?? null },
  }),
});
const names = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as string);
for (const verdict of classifier.classify(names))
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
