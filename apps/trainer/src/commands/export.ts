import { exportModel, useBackend, type ExportFormat } from '@degas/model';

import type { CommandContext } from '../command-context.ts';
import { mustBeModel } from '../models/model-folder.ts';

export interface ExportCommandOptions {
  /** A model version's folder, or a `.h5` file of Keras. */
  readonly model: string;
  readonly format: ExportFormat;
  readonly out: string;
  readonly overwrite: boolean;
}

/** Writes a model for another runtime. */
export async function exportVersion(
  { model, format, out, overwrite }: ExportCommandOptions,
  { stdout, now }: CommandContext,
): Promise<void> {
  mustBeModel(model, 'MODEL');
  await useBackend('wasm');
  await exportModel(model, out, { format, overwrite, created: new Date(now()) });
  stdout.write(`${format} written to ${out}\n`);
}
