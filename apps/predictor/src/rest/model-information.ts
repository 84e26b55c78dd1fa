import type { ModelVersion, VersionState } from '../models/model-version.ts';
import type { Signature, TensorInfo } from '../prediction/signatures.ts';
import { messageBody } from './reply-body.ts';

export interface VersionStatus {
  readonly version: string;
  readonly state: VersionState;
  readonly status: { readonly error_code: string; readonly error_message: string };
}

/** Returns the answer to a status request. */
export function modelStatus(versions: readonly ModelVersion[]): {
  model_version_status: VersionStatus[];
} {
  return {
    model_version_status: versions.map(({ version, state, failure }) => ({
      version: String(version),
      state,
      status: { error_code: failure?.code ?? 'OK', error_message: failure?.message ?? '' },
    })),
  };
}

/** The answer to a metadata request, which is written in two parts. */
export interface ModelMetadata {
  readonly model_spec: object;
  readonly metadata: { readonly signature_def: object };
}

/** Returns the answer to a metadata request. */
export function modelMetadata(
  name: string,
  version: bigint,
  signatures: readonly Signature[],
): ModelMetadata {
  return {
    model_spec: { name, signature_name: '', version: String(version) },
    metadata: {
      signature_def: {
        signature_def: Object.fromEntries(
          signatures.map((signature) => [signature.name, signatureMessage(signature)]),
        ),
      },
    },
  };
}

function signatureMessage({ inputs, outputs }: Signature): object {
  return {
    inputs: tensorMessages(inputs),
    outputs: tensorMessages(outputs),
    method_name: 'tensorflow/serving/predict',
    defaults: {},
  };
}

function tensorMessages(tensors: Readonly<Record<string, TensorInfo>>): object {
  return Object.fromEntries(
    Object.entries(tensors).map(([alias, { name, dtype, shape }]) => [
      alias,
      {
        dtype,
        tensor_shape: {
          dim: shape.map((size) => ({ size: String(size), name: '' })),
          unknown_rank: false,
        },
        name,
      },
    ]),
  );
}

/** Metadata in the layout of TensorFlow Serving, which joins two printed messages. */
export function metadataBody({ model_spec, metadata: { signature_def } }: ModelMetadata): string {
  return `{\n"model_spec":${messageBody(model_spec)},\n"metadata": {"signature_def": ${messageBody(signature_def)}}\n}\n`;
}
