import { ServingError, invalidArgument } from '../serving-error.ts';

/** The input and the output of the original model, whose clients name them. */
export const INPUT_NAME = 'input_image';
export const OUTPUT_NAME = 'dense_1/Sigmoid:0';

export const DEFAULT_SIGNATURE = 'serving_default';

export type SignatureName = typeof DEFAULT_SIGNATURE | 'domains' | 'clients';

/** A signature that looks at each row by itself. */
export type RowSignatureName = Exclude<SignatureName, 'clients'>;

/** A tensor as a signature describes it. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: 'DT_INT32' | 'DT_FLOAT' | 'DT_STRING' | 'DT_BOOL';
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
  'kind',
  'skipped',
] as const;

/** What the verdict on a client holds; the texts, names and weights of a client fill a row. */
const CLIENT_OUTPUTS = {
  client: ['DT_STRING', [-1]],
  score: ['DT_FLOAT', [-1]],
  level: ['DT_STRING', [-1]],
  family: ['DT_STRING', [-1]],
  family_probability: ['DT_FLOAT', [-1]],
  names: ['DT_STRING', [-1, -1]],
  weights: ['DT_FLOAT', [-1, -1]],
  distinct_names: ['DT_INT32', [-1]],
  failed_names: ['DT_INT32', [-1]],
  reasons: ['DT_STRING', [-1, -1]],
} as const satisfies Record<string, readonly [TensorInfo['dtype'], readonly number[]]>;

/** A model as its signatures depend on it. */
export interface SignatureModel {
  /** Codes of a row. */
  readonly rowForm: { readonly length: number };
  /** Whether it has a group network. */
  readonly judgesGroups: boolean;
}

/**
 * Returns the ways to ask: `serving_default` is the original model's (codes in, one score out), `domains` takes names
 * and answers whole verdicts, `clients` takes names with who asked for them and answers a verdict for each client.
 */
export function signaturesFor({ rowForm, judgesGroups }: SignatureModel): readonly Signature[] {
  return [
    {
      name: DEFAULT_SIGNATURE,
      inputs: {
        [INPUT_NAME]: { name: `${INPUT_NAME}:0`, dtype: 'DT_INT32', shape: [-1, rowForm.length] },
      },
      outputs: { [OUTPUT_NAME]: { name: OUTPUT_NAME, dtype: 'DT_FLOAT', shape: [-1, 1] } },
    },
    {
      name: 'domains',
      inputs: { domain: { name: 'domain:0', dtype: 'DT_STRING', shape: [-1] } },
      outputs: Object.fromEntries(
        VERDICT_FIELDS.map((field) => [
          field,
          { name: `${field}:0`, dtype: field === 'score' ? 'DT_FLOAT' : 'DT_STRING', shape: [-1] },
        ]),
      ),
    },
    ...(judgesGroups ? [clientsSignature] : []),
  ];
}

const clientsSignature: Signature = {
  name: 'clients',
  inputs: {
    client: { name: 'client:0', dtype: 'DT_STRING', shape: [-1] },
    domain: { name: 'domain:0', dtype: 'DT_STRING', shape: [-1] },
    failed: { name: 'failed:0', dtype: 'DT_BOOL', shape: [-1] },
  },
  outputs: Object.fromEntries(
    Object.entries(CLIENT_OUTPUTS).map(([field, [dtype, shape]]) => [
      field,
      { name: `${field}:0`, dtype, shape },
    ]),
  ),
};

const NAMES: readonly string[] = [
  DEFAULT_SIGNATURE,
  'domains',
  'clients',
] satisfies SignatureName[];

const isSignature = (name: string): name is SignatureName => NAMES.includes(name);

/** Returns the signature of that name, the default one for no name; null for an unknown one. */
export function findSignature(name: string): SignatureName | null {
  if (name === '') return DEFAULT_SIGNATURE;
  return isSignature(name) ? name : null;
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
export function requireExampleSignature(name: string): RowSignatureName {
  const signature = findSignature(name);
  if (signature === null) throw invalidArgument(`No signature was found with the name: ${name}`);
  return requireRows(signature);
}

/** Refuses `clients` where rows are looked at one by one. */
export function requireRows(signature: SignatureName): RowSignatureName {
  if (signature !== 'clients') return signature;
  throw invalidArgument(
    "The signature 'clients' judges groups of names. Expected 'serving_default' or 'domains' here; ask Predict for 'clients'",
  );
}

function raise(error: Error): never {
  throw error;
}
