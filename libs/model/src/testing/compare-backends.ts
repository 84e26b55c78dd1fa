/** Prints, a JSON line for each backend named, the losses of the first steps of some networks from the same seed. */
import { degasEncoding } from '@degas/features';

import { useBackend, type Backend } from '../backends/use-backend.ts';
import { buildNetwork } from '../networks/registry.ts';
import { EncodedRows } from '../training/encoded-rows.ts';
import { TrainingRun } from '../training/training-run.ts';
import { defaultTraining } from '../training/training-settings.ts';
import { labelledNames } from './names.ts';

const rows = new EncodedRows(degasEncoding);
for (const { domain, label, family } of labelledNames(128)) rows.add(domain, label, family);
const all = Uint32Array.from({ length: rows.count }, (_, row) => row);

for (const backend of process.argv.slice(2)) {
  await useBackend(backend as Backend);
  const losses: Record<string, number[]> = {};
  for (const network of ['nyu', 'mit', 'baseline']) {
    const run = new TrainingRun(buildNetwork(network), rows, { ...defaultTraining, network });
    losses[network] = [1, 2, 3, 4].map(() => {
      const before = run.state.lossSum;
      run.step(all);
      return (run.state.lossSum - before) / rows.count;
    });
    run.close();
    run.model.dispose();
  }
  process.stdout.write(`${JSON.stringify(losses)}\n`);
}
