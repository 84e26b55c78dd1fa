import type { VersionState } from '../models/model-version.ts';

/** The protocol's messages as proto-loader reads them: 64-bit numbers are texts, a message that was not sent is null. */

export interface TensorMessage {
  /** The type's name, or its number where the protocol has no name for it. */
  readonly dtype: string | number;
  readonly tensor_shape: {
    readonly dim: readonly { readonly size: number | string }[];
    readonly unknown_rank?: boolean;
  } | null;
  readonly tensor_content: Uint8Array;
  readonly float_val: readonly number[];
  readonly int_val: readonly number[];
  /** Texts, which may be bytes where the whole message was decoded. */
  readonly string_val: Iterable<string | Uint8Array> & { readonly length: number };
  readonly bool_val: readonly boolean[];
}

export interface ModelSpecMessage {
  readonly name: string;
  readonly version?: { readonly value: number | string } | null;
  readonly version_label?: string;
  readonly signature_name: string;
}

export interface FeatureMessage {
  readonly bytes_list?: { readonly value: readonly Uint8Array[] } | null;
  readonly float_list?: { readonly value: readonly number[] } | null;
  readonly int64_list?: { readonly value: readonly (number | string)[] } | null;
}

export interface ExampleMessage {
  readonly features: { readonly feature: Readonly<Record<string, FeatureMessage>> } | null;
}

export interface InputMessage {
  readonly example_list?: { readonly examples: readonly ExampleMessage[] } | null;
  readonly example_list_with_context?: {
    readonly examples: readonly ExampleMessage[];
    readonly context: ExampleMessage | null;
  } | null;
}

interface OfModel {
  readonly model_spec: ModelSpecMessage | null;
}

export interface PredictMessage extends OfModel {
  readonly inputs: Readonly<Record<string, TensorMessage>>;
  readonly output_filter: readonly string[];
}

export interface ExamplesMessage extends OfModel {
  readonly input: InputMessage | null;
}

export interface MultiInferenceMessage {
  readonly tasks: readonly (OfModel & { readonly method_name: string })[];
  readonly input: InputMessage | null;
}

export interface MetadataMessage extends OfModel {
  readonly metadata_field: readonly string[];
}

export type StatusMessage = OfModel;

export interface VersionStatusMessage {
  readonly version: string;
  readonly state: VersionState;
  readonly status: { readonly error_code: number; readonly error_message: string };
}
