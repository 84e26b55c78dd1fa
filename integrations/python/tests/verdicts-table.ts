/** Reads names as JSON strings, a line each, and prints the library's verdicts on them: one JSON row a line. */
import { readFileSync } from 'node:fs';

import { loadClassifier } from '../../../libs/inference/src/index.ts';

const [model = '', lists = '{}'] = process.argv.slice(2);
const options = JSON.parse(lists) as Parameters<typeof loadClassifier>[1];
const classifier = await loadClassifier(model, options);
const names = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as string);
for (const verdict of classifier.classify(names))
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
