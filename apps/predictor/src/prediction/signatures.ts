import { invalidArgument } from '../serving-error.ts';

/** The input and the output of the original model, whose clients name them. */
export const INPUT_NAME = 'input_image';
export const OUTPUT_NAME = 'dense_1/Sigmoid:0';

export type SignatureName = 'serving_default' | 'domains';

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
 * The two ways to ask: `serving_default` is the original model's (codes in, one score out), `domains` takes names
 * and gives whole verdicts.
 */
export function signaturesFor(encodingLength: number): Readonly<Record<SignatureName, Signature>> {
  return {
    serving_default: {
      name: 'serving_default',
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

/** The signature of that name, the default one for no name. */
export function requireSignature(name: string): SignatureName {
  if (name === '') return 'serving_default';
  if (name === 'serving_default' || name === 'domains') return name;
  throw invalidArgument(`Serving signature name: "${name}" not found in signature def`);
}
