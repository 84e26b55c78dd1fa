/**
 * How far the engine's scores are from full precision: 100,000 names scored by `degas.bin` and by `model.onnx`, whose sums are floats. Prints the
 * share of names that differ by more than .001, and the largest difference.
 *
 *     node --conditions=@degas/source --import tsx libs/model/bench/precision.ts [models/degas/3] [--file FILE] [--names 100000]
 *
 * FILE has a name a line; without it names are made up, hostile ones among them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { findEncoding } from '@degas/features';
import { loadClassifier } from '@degas/inference';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import { sampleNames } from '../src/testing/names.ts';

const BATCH = 1000;
const ALLOWED = 0.001;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { names: { type: 'string', default: '100000' }, file: { type: 'string' } },
});
const models = join(import.meta.dirname, '../../../models/degas');
const newest = Math.max(...readdirSync(models).map(Number).filter(Number.isInteger));
const [directory = join(models, String(newest))] = positionals;

const classifier = await loadClassifier(directory);
const { name, version, length } = classifier.model.encoding;
const encoding = findEncoding(name, version);
const session = await InferenceSession.create(join(directory, 'model.onnx'));
const given = values.file === undefined ? null : readFileSync(values.file, 'utf8').split(/\r?\n/);
const names = given?.slice(0, Number(values.names)) ?? sampleNames(Number(values.names));
const registrable = classifier.classify(names).flatMap((verdict) => verdict.registrable ?? []);
const scores = classifier.score(registrable);

let largest = 0;
let beyond = 0;
let furthest = '';
for (let from = 0; from < registrable.length; from += BATCH) {
  const batch = registrable.slice(from, from + BATCH);
  const codes = new Int32Array(batch.length * length);
  batch.forEach((each, row) => encoding?.encodeInto(each, codes, row * length));
  const output = await session.run({
    input_image: new Tensor('int32', codes, [batch.length, length]),
  });
  const exact = output['dense_1/Sigmoid:0']?.data as Float32Array;
  batch.forEach((each, row) => {
    const difference = Math.abs((scores[from + row] ?? NaN) - (exact[row] ?? NaN));
    if (difference > ALLOWED) beyond++;
    if (difference > largest) [largest, furthest] = [difference, each];
  });
}
console.log(
  `${directory}, ${registrable.length} names: ${beyond} (${((100 * beyond) / registrable.length).toFixed(2)} %) differ by more than ${ALLOWED}; ` +
    `the largest difference is ${largest.toExponential(1)} (${furthest})`,
);
