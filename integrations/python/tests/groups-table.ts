/** Reads groups as JSON, a line each, and prints the library's verdicts on them: one JSON object a line. */
import { readFileSync } from 'node:fs';

import { loadClassifier } from '../../../libs/inference/src/index.ts';

const [model = ''] = process.argv.slice(2);
const classifier = await loadClassifier(model);
for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line === '') continue;
  const { names, failed } = JSON.parse(line) as { names: string[]; failed: boolean[] | null };
  const verdict = classifier.judgeGroup(names, failed === null ? {} : { failed });
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}
