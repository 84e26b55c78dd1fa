import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ModelReference } from '../models/model-reference.ts';
import type { ModelRegistry } from '../models/model-registry.ts';
import type { ModelVersion } from '../models/model-version.ts';
import { INPUT_NAME, OUTPUT_NAME, VERDICT_FIELDS } from '../prediction/signatures.ts';
import { invalidArgument } from '../serving-error.ts';
import type { TensorHeader } from './tensors.ts';

export const SERVER_NAME = 'degas';
/** That of the package. */
export const SERVER_VERSION = readVersion();

/** Extensions of Triton that the REST API speaks. */
export const SERVER_EXTENSIONS = ['binary_tensor_data'] as const;

function readVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Returns the model that a request means; an empty version means the newest. */
export function referenceOf(name: string, version: string): ModelReference {
  if (version === '') return { name, version: null, label: null };
  if (!/^\d{1,19}$/.test(version)) {
    throw invalidArgument(`Given version '${version}', expected a whole number`);
  }
  return { name, version: BigInt(version), label: null };
}

/** Whether a request for the model would be answered; `unknown` where there is no such model or version, ready or not. */
export function modelReadiness(
  registry: ModelRegistry,
  { name, version: wanted }: ModelReference,
): 'ready' | 'waiting' | 'unknown' {
  const versions = registry
    .versions(name)
    .filter(({ version }) => wanted === null || version === wanted);
  if (versions.length === 0) return 'unknown';
  return versions.some(({ state }) => state === 'AVAILABLE') ? 'ready' : 'waiting';
}

/** Returns what a client has to know of a model. A request has one of the inputs and gets the outputs that go with it. */
export async function modelMetadata(
  registry: ModelRegistry,
  version: ModelVersion,
): Promise<{
  name: string;
  versions: string[];
  platform: string;
  inputs: TensorHeader[];
  outputs: TensorHeader[];
}> {
  const available = registry.versions(version.model).filter(({ state }) => state === 'AVAILABLE');
  return version.use(({ rowForm }) =>
    Promise.resolve({
      name: version.model,
      versions: available.map((other) => String(other.version)),
      platform: 'degas',
      inputs: [
        { name: INPUT_NAME, datatype: 'INT32', shape: [-1, rowForm.length] },
        { name: 'domain', datatype: 'BYTES', shape: [-1] },
      ],
      outputs: [
        { name: OUTPUT_NAME, datatype: 'FP32', shape: [-1, 1] },
        ...VERDICT_FIELDS.map((field) => ({
          name: field,
          datatype: field === 'score' ? 'FP32' : 'BYTES',
          shape: [-1],
        })),
      ],
    }),
  );
}
