import type { ModelVersion } from '../models/model-version.ts';
import type { ModelReference } from '../rest/request-target.ts';
import { invalidArgument } from '../serving-error.ts';
import type { ModelSpecMessage } from './messages.ts';

/** The model that a message means. */
export function readModelSpec(spec: ModelSpecMessage | null): ModelReference {
  if (spec === null) throw invalidArgument('Missing ModelSpec');
  if (spec.name === '') throw invalidArgument('ModelSpec has no name specified.');
  const label = spec.version_label ?? '';
  return {
    name: spec.name,
    version: spec.version?.value ?? null,
    label: label === '' ? null : label,
  };
}

/** The model that answered. */
export function writeModelSpec({ model, version }: ModelVersion, signature: string): object {
  return { name: model, version: { value: version }, signature_name: signature };
}
