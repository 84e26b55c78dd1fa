import type { Classifier, GroupNetwork } from '@degas/inference';
import { defaultGroupFitting, fitGroupNetwork } from '@degas/model';

import type { BenignMaterial } from './benign-material.ts';
import type { ClientDay } from './client-day.ts';
import { clientSamples } from './client-sample.ts';
import type { DgaMaterial } from './dga-material.ts';
import { RowCollector } from './row-collector.ts';
import { cleanClients, trainedInfections } from './simulated-clients.ts';

/** Clients whose names the network is fitted to: others than the group network's, so that it is not trusted too much there. */
const AMOUNTS = { clean: { ordinary: 1500, hard: 300, advertiser: 0 }, infected: 6000 } as const;
const FITTING = { hidden: [24], epochs: 4, batchSize: 512 } as const;

/**
 * Fits a network over one name to tell a campaign's names from the clean ones that would be looked at with them: typos, dead
 * links, spam and rare names where answers are known, suspicious names where they are not. Both weigh the same, so that its
 * value is a log likelihood ratio.
 */
export function fitNameNetwork(
  classifier: Classifier,
  {
    material,
    dga,
    seed,
    share,
  }: { material: BenignMaterial; dga: DgaMaterial; seed: number; share: number },
): GroupNetwork {
  const reader = classifier.groupReader(null);
  const size = reader.nameInputs;
  const rows = new RowCollector(size);
  const add = (day: ClientDay, made: ReadonlySet<string>, shift: number): void => {
    for (const { evidence } of clientSamples(classifier, day, { dga: made, shift })) {
      const list = evidence.failing ?? evidence.all;
      const vectors = reader.nameRows(evidence);
      list.names.forEach((name, i) => {
        rows.add(vectors.subarray(i * size, (i + 1) * size), made.has(name) ? 1 : 0);
      });
    }
  };
  const scaled = (amount: number): number => Math.round(share * amount);
  const { ordinary, hard } = AMOUNTS.clean;
  const clean = { ordinary: scaled(ordinary), hard: scaled(hard), advertiser: 0 };
  for (const day of cleanClients(material, clean, seed)) add(day, new Set(), 0);
  const infections = trainedInfections(dga, material, scaled(AMOUNTS.infected), seed);
  for (const { day, dga: made, shift } of infections) add(day, made, shift);
  return fitGroupNetwork(rows.balancedRows(), { ...defaultGroupFitting, ...FITTING, seed });
}
