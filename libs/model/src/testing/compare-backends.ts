/** Prints, a JSON line for each backend named, the losses of the first steps of some networks from the same seed. */
import { parseArgs } from 'node:util';

import { degasEncoding } from '@degas/features';

import { releaseBackend } from '../backends/release-backend.ts';
import { useBackend, type Backend } from '../backends/use-backend.ts';
import { buildNetwork } from '../networks/registry.ts';
import { EncodedRows } from '../training/encoded-rows.ts';
import { TrainingRun } from '../training/training-run.ts';
import { defaultTraining } from '../training/training-settings.ts';
import { labelledNames } from './names.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    networks: { type: 'string', default: 'nyu,mit,baseline' },
    names: { type: 'string', default: '128' },
  },
});
const rows = new EncodedRows(degasEncoding);
for (const { domain, label, family } of labelledNames(Number(values.names)))
  rows.add(domain, label, family);
const all = Uint32Array.from({ length: rows.count }, (_, row) => row);

for (const backend of positionals) {
  await useBackend(backend as Backend);
  const losses: Record<string, number[]> = {};
  for (const network of values.networks.split(',')) {
    const run = new TrainingRun(buildNetwork(network), rows, { ...defaultTraining, network });
    const ofSteps: number[] = [];
    for (let step = 0; step < 4; step++) {
      const before = run.state.lossSum;
      await run.step(all);
      ofSteps.push((run.state.lossSum - before) / rows.count);
    }
    losses[network] = ofSteps;
    run.close();
    run.model.dispose();
  }
  process.stdout.write(`${JSON.stringify(losses)}\n`);
}
releaseBackend();
