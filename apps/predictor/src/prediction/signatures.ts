import { ServingError, invalidArgument } from '../serving-error.ts';

/** The input and the output of the original model, whose clients name them. */
export const INPUT_NAME = 'input_image';
export const OUTPUT_NAME = 'dense_1/Sigmoid:0';

export const DEFAULT_SIGNATURE = 'serving_default';

export type SignatureName = typeof DEFAULT_SIGNATURE | 'domains';

/** A tensor as a signature describes it. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: 'DT_INT32' | 'DT_FLOAT' | 'DT_STRING';
  readonly shape: readonly number[];
}

export interface Signature {
  readonly name: SignatureName;
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly outputs: Readonly<Record<string, TensorInfo>>;
}

/** What a verdict holds, in the order in which it is answered. */
export const VERDICT_FIELDS = [
  'domain',
  'registrable',
  'score',
  'label',
  'level',
  'family',
  'skipped',
] as const;

/**
 * Returns the two ways to ask: `serving_default` is the original model's (codes in, one score out), `domains` takes
 * names and answers whole verdicts.
 */
export function signaturesFor(encodingLength: number): Readonly<Record<SignatureName, Signature>> {
  return {
    serving_default: {
      name: DEFAULT_SIGNATURE,
      inputs: {
        [INPUT_NAME]: { name: `${INPUT_NAME}:0`, dtype: 'DT_INT32', shape: [-1, encodingLength] },
      },
      outputs: { [OUTPUT_NAME]: { name: OUTPUT_NAME, dtype: 'DT_FLOAT', shape: [-1, 1] } },
    },
    domains: {
      name: 'domains',
      inputs: { domain: { name: 'domain:0', dtype: 'DT_STRING', shape: [-1] } },
      outputs: Object.fromEntries(
        VERDICT_FIELDS.map((field) => [
          field,
          { name: `${field}:0`, dtype: field === 'score' ? 'DT_FLOAT' : 'DT_STRING', shape: [-1] },
        ]),
      ),
    },
  };
}

/** Returns the signature of that name, the default one for no name; null for an unknown one. */
export function findSignature(name: string): SignatureName | null {
  if (name === '') return DEFAULT_SIGNATURE;
  return name === DEFAULT_SIGNATURE || name === 'domains' ? name : null;
}

/** The signature of a Predict request by REST; unknown names have another text and code in each call. */
export function requireSignature(name: string): SignatureName {
  return (
    findSignature(name) ??
    raise(invalidArgument(`Serving signature name: "${name}" not found in signature def`))
  );
}

/** The signature of a Predict call by gRPC. */
export function requireSignatureKey(name: string): SignatureName {
  return (
    findSignature(name) ??
    raise(new ServingError('FAILED_PRECONDITION', `Serving signature key "${name}" not found.`))
  );
}

/** The signature of Classify and Regress. */
export function requireExampleSignature(name: string): SignatureName {
  return (
    findSignature(name) ?? raise(invalidArgument(`No signature was found with the name: ${name}`))
  );
}

function raise(error: Error): never {
  throw error;
}
