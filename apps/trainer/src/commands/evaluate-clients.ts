import { unseenFamilies } from '@degas/dataset';
import { loadClassifier, namedClass } from '@degas/inference';

import { clientsPage } from '../clients/clients-page.ts';
import { clientsProtocol, nameCounts } from '../clients/clients-protocol.ts';
import { formatClients } from '../clients/format-clients.ts';
import type { CommandContext } from '../command-context.ts';
import { writeReports } from '../evaluation/write-reports.ts';

export interface EvaluateClientsOptions {
  /** Processed folder. */
  readonly data: string;
  readonly model?: string;
  readonly out?: string;
  /** Part of the protocol's clients; all unless given. */
  readonly share?: number;
}

/** Scores that are remembered while clients are simulated. */
const CACHE_SIZE = 2 ** 20;
const SEED = 1;

/** Judges a model's group network on simulated clients beside what can be done without one. */
export async function evaluateClients(
  { data, model, out, share = 1 }: EvaluateClientsOptions,
  { stdout, stderr }: CommandContext,
): Promise<void> {
  const classifier = await loadClassifier(model, { cacheSize: CACHE_SIZE });
  const { families } = classifier.model;
  const reports = await clientsProtocol(classifier, {
    data,
    seed: SEED,
    unseen: unseenFamilies.filter((family) => !families.includes(namedClass(family).family ?? '')),
    share,
    onProgress: (text) => stderr.write(`${text}\n`),
  });
  classifier.close();
  stdout.write(`${formatClients(reports, nameCounts)}\n`);
  if (out === undefined) return;
  const page = await clientsPage(reports, nameCounts);
  await writeReports(out, { data, protocol: 'clients', reports }, page);
}
