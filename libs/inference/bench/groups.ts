import { cpus } from 'node:os';

import { seededRandom } from '@degas/features';

import { loadClassifier } from '../src/index.ts';

/*
 * Speed of `judgeGroup` on one core: `node --conditions=@degas/source --import tsx libs/inference/bench/groups.ts [model] [groups]`. Goal: 5,000
 * groups of 20 names a second, names that no group had before. The ratio is to scoring the same names one by one.
 */

const [model, count = '4000'] = process.argv.slice(2);
const GROUPS = Number(count);
const WARM_UP = 1000;
const NAMES = 20;

const classifier = await loadClassifier(model, { cacheSize: 0 });
const random = seededRandom(1);
const text = (letters: string, length: number): string =>
  Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
const made = (): string =>
  `${text('abcdefghijklmnopqrstuvwxyz', 8 + Math.floor(random() * 8))}.com`;
const plain = (): string => `${text('aeioustnr', 4)}${text('lmndrt', 2)}${text('aeio', 3)}.net`;
const groups = Array.from({ length: WARM_UP + GROUPS }, (_, i) =>
  Array.from({ length: NAMES }, i % 2 === 0 ? made : plain),
);
const failed = groups[0]?.map((_, i) => i % 5 !== 0) ?? [];

function seconds(run: (group: readonly string[]) => void): number {
  for (const group of groups.slice(0, WARM_UP)) run(group);
  const began = process.cpuUsage().user;
  for (const group of groups.slice(WARM_UP)) run(group);
  return (process.cpuUsage().user - began) / 1e6;
}

let alerts = 0;
const judging = seconds((group) => {
  if (classifier.judgeGroup(group, { failed }).level !== null) alerts++;
});
const scoring = seconds((group) => {
  classifier.score(group);
});
classifier.close();
console.log(`${cpus()[0]?.model ?? ''}, Node ${process.version}, ${classifier.model.name}`);
console.log(`scores: ${Math.round((GROUPS * NAMES) / scoring)} names a second of one core`);
console.log(
  `groups of ${NAMES}: ${Math.round(GROUPS / judging)} a second of one core, ${(judging / scoring).toFixed(1)} times as long as scoring; ${alerts} alerts in ${GROUPS + WARM_UP}`,
);
