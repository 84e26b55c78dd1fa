import type { ModelReference } from '../models/model-reference.ts';
import type { ModelVersion } from '../models/model-version.ts';
import { invalidArgument } from '../serving-error.ts';
import type { ModelSpecMessage } from './messages.ts';

/** Returns the model that a request asks for. */
export function readModelSpec(spec: ModelSpecMessage | null): ModelReference {
  const reference = readStatusSpec(spec);
  if (reference.name === '') throw invalidArgument('ModelSpec has no name specified.');
  return reference;
}

/** The same for a request for the status, of which TensorFlow Serving takes any name. */
export function readStatusSpec(spec: ModelSpecMessage | null): ModelReference {
  if (spec === null) throw invalidArgument('Missing ModelSpec');
  const label = spec.version_label ?? '';
  const version = spec.version?.value;
  return {
    name: spec.name,
    version: version === undefined ? null : BigInt(version),
    label: label === '' ? null : label,
  };
}

/** Returns the model that answered. */
export function writeModelSpec({ model, version }: ModelVersion, signature: string): object {
  return { name: model, version: { value: String(version) }, signature_name: signature };
}
