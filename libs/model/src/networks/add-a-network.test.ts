import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { degasEncoding } from '@degas/features';
import { loadClassifier, writeCompiledModel } from '@degas/inference';
import { beforeAll, expect, test } from '@jest/globals';

import { useBackend } from '../backends/use-backend.ts';
import { compile } from '../exports/compiled/compile.ts';
import { toOnnx } from '../exports/onnx/to-onnx.ts';
import { toSavedModel } from '../exports/saved-model/to-saved-model.ts';
import { readNetwork } from '../graph/read-network.ts';
import { labelledNames } from '../testing/names.ts';
import { describeSample } from '../testing/sample-description.ts';
import { tiny } from '../testing/tiny-network.ts';
import { EncodedRows } from '../training/encoded-rows.ts';
import { TrainingRun } from '../training/training-run.ts';
import { defaultTraining } from '../training/training-settings.ts';

beforeAll(() => useBackend('wasm'));

test('the example of docs/guides/add-a-network.md is the network that is tried here', () => {
  const source = readFileSync(join(import.meta.dirname, '../testing/tiny-network.ts'), 'utf8');
  const guide = readFileSync(
    join(import.meta.dirname, '../../../../docs/guides/add-a-network.md'),
    'utf8',
  );
  expect(guide).toContain(source.replaceAll("'../networks/", "'./"));
  expect(guide).toContain('`tiny: 16_445`');
});

test('it has the parameters it says, learns, and is exported in every form', async () => {
  const model = tiny.build({ length: 75, seed: 1 });
  expect(model.countParams()).toBe(16_445);
  const rows = new EncodedRows(degasEncoding);
  for (const { domain, label, family } of labelledNames(256)) rows.add(domain, label, family);
  const run = new TrainingRun(model, rows, { ...defaultTraining, learningRate: 0.01 });
  const all = Uint32Array.from({ length: rows.count }, (_, row) => row);
  const losses: number[] = [];
  for (let step = 0; step < 8; step++) {
    const before = run.state.lossSum;
    await run.step(all);
    losses.push((run.state.lossSum - before) / rows.count);
  }
  run.close();
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2);

  expect(toOnnx(readNetwork(model)).length).toBeGreaterThan(16_445 * 4);
  expect(toSavedModel(readNetwork(model)).length).toBeGreaterThan(16_445 * 4);
  const compiled = compile(readNetwork(model), {
    ...describeSample(model),
    encoding: degasEncoding,
  });
  const classifier = await loadClassifier(writeCompiledModel(compiled));
  const [benign = 1, dga = 0] = classifier.score(['greenriver2.com', 'bcdfghjklmnp.ru']);
  expect(dga).toBeGreaterThan(benign);
  classifier.close();
  model.dispose();
}, 60_000);
