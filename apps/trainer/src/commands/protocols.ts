import { unseenFamilies } from '@degas/dataset';
import { loadClassifier } from '@degas/inference';

import { addAudits } from '../audit/machine-made.ts';
import type { CommandContext } from '../command-context.ts';
import { writeReports } from '../evaluation/write-reports.ts';
import { evaluateProtocols } from '../protocols/evaluate-protocols.ts';
import { formatProtocols, protocols, type Protocol } from '../protocols/format-protocols.ts';
import { protocolNames } from '../protocols/protocol-names.ts';

export interface ProtocolsCommandOptions {
  /** Processed folder. */
  readonly data: string;
  readonly protocol: Protocol | 'all';
  readonly model?: string;
  /** A version that was trained on the same rows. */
  readonly compare?: string;
  readonly out?: string;
  /** Results of audits, beside those that ship. */
  readonly audit: readonly string[];
}

/** Judges models on names that no training of a recipe sees, and prints one table a protocol. */
export async function evaluateByProtocols(
  { data, protocol, model, compare, out, audit }: ProtocolsCommandOptions,
  terminal: CommandContext,
): Promise<void> {
  await addAudits(audit);
  const names = await protocolNames(data, unseenFamilies);
  const reports = [];
  for (const version of compare === undefined ? [model] : [model, compare]) {
    const classifier = await loadClassifier(version);
    const eager = await loadClassifier(version, { operatingPoint: 0, familyThreshold: 0 });
    const name = version ?? 'the model that ships';
    reports.push(evaluateProtocols({ name, classifier, eager }, names));
    classifier.close();
    eager.close();
  }
  const chosen = protocol === 'all' ? protocols : [protocol];
  terminal.stdout.write(`${formatProtocols(reports, chosen)}\n`);
  if (out !== undefined) await writeReports(out, { data, protocol, models: reports });
}
