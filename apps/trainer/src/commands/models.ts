import { listModels, setDefaultVersion } from '@degas/model';

import type { CommandContext } from '../command-context.ts';

export interface ModelsOptions {
  /** The folder of versions, such as models/degas. */
  readonly root: string;
  readonly default?: number;
}

/** Lists the versions, a line each: number, network, parameters, and how it did on its validation names. */
export async function printModels(
  { root, default: chosen }: ModelsOptions,
  { stdout }: CommandContext,
): Promise<void> {
  if (chosen !== undefined) await setDefaultVersion(root, chosen);
  stdout.write('version\tdefault\tnetwork\tparameters\tcreated\tF1\trecall at FPR 1e-3\tproblem\n');
  for (const { version, isDefault, manifest, problem } of await listModels(root)) {
    const validation = manifest === null ? undefined : asRecord(manifest.metrics.validation);
    const medium = asRecord(asRecord(validation?.recallAt)?.medium);
    stdout.write(
      `${[
        version,
        isDefault ? 'yes' : '',
        manifest?.network.name ?? '',
        manifest?.network.parameters ?? '',
        manifest?.created.slice(0, 10) ?? '',
        figure(validation?.f1),
        figure(medium?.recall),
        problem?.message ?? '',
      ].join('\t')}\n`,
    );
  }
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

const figure = (value: unknown): string => (typeof value === 'number' ? value.toFixed(4) : '');
