import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generate } from '@degas/generators';
import {
  type AlertRate,
  type GroupNetwork,
  groupEvidence,
  loadClassifier,
  logitOf,
  readCompiledModel,
  runGroupNetwork,
  withGroupNetwork,
  writeCompiledModel,
} from '@degas/inference';

import { cleanNames } from './clean-names.ts';

const models = join(import.meta.dirname, '../../../../models/degas');
const CLEAN = 40;
const INFECTED = 20;

/**
 * Writes a model of the newest version's name network with a group network that knows two clients, a clean one and one
 * with 20 failing names of qakbot, and places all others on the line between them. Returns its path.
 */
export async function writeGroupModel(): Promise<string> {
  const newest = readdirSync(models).sort((a, b) => Number(b) - Number(a))[0] ?? '';
  const model = readCompiledModel(readFileSync(join(models, newest, 'degas.bin')));
  const classifier = await loadClassifier(writeCompiledModel(model));
  const dga = [...generate('qakbot', { date: new Date('2026-11-01'), count: INFECTED })];
  const reader = classifier.groupReader();
  const read = (infected: readonly string[], hasAnswers: boolean): Float32Array => {
    const names = [...cleanNames(CLEAN), ...infected];
    const logits = Float64Array.from(classifier.score(names), logitOf);
    const failed = names.map((_, i) => i >= CLEAN || i % 20 === 0);
    const evidence = groupEvidence(names, logits, hasAnswers ? failed : null);
    return reader.read(evidence).slice();
  };
  const clean = read([], true);
  const kernel = read(dga, true).map((value, i) => value - (clean[i] ?? 0));
  const network: GroupNetwork = {
    inputs: clean.length,
    mean: clean,
    scale: new Float32Array(clean.length).fill(1),
    layers: [{ units: 1, kernel, bias: new Float32Array(1) }],
  };
  const [withAnswers, withoutAnswers] = [true, false].map((hasAnswers) =>
    ratesBetween(
      runGroupNetwork(network, read([], hasAnswers)),
      runGroupNetwork(network, read(dga, hasAnswers)),
    ),
  ) as [AlertRate[], AlertRate[]];
  classifier.close();
  const file = join(mkdtempSync(join(tmpdir(), 'degas-group-')), 'degas.bin');
  const header = { withAnswers, withoutAnswers, familyThreshold: 0.2 };
  writeFileSync(
    file,
    writeCompiledModel(withGroupNetwork(model, { group: network, family: null }, header)),
  );
  return file;
}

/** HIGH begins at seven tenths of the way from the clean client to the infected one. */
function ratesBetween(clean: number, infected: number): AlertRate[] {
  return [1e-1, 1e-2, 1e-3, 1e-4].map((rate, i) => ({
    rate,
    logit: clean + (infected - clean) * (0.4 + 0.1 * i),
  }));
}
