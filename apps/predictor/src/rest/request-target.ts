import type { ModelReference } from '../models/model-reference.ts';
import { invalidArgument } from '../serving-error.ts';

const METHODS = ['predict', 'classify', 'regress'] as const;
/** What TensorFlow Serving doesn't have. */
const EXTENSIONS = ['explain', 'judgeGroup'] as const;

export type PredictionMethod = (typeof METHODS | typeof EXTENSIONS)[number];

export type RequestTarget =
  | {
      readonly kind: 'prediction';
      readonly model: ModelReference;
      readonly method: PredictionMethod;
    }
  | { readonly kind: 'status' | 'metadata'; readonly model: ModelReference };

const MODEL = String.raw`/v1/models/([^/:]+)(?:/versions/(\d+)|/labels/([^/:]+))?`;
const PREDICTION = new RegExp(`^${MODEL}:(${[...METHODS, ...EXTENSIONS].join('|')})$`, 'i');
const INFORMATION =
  /^\/v1\/models(?:\/([^/:]+))?(?:\/versions\/(\d+)|\/labels\/([^/:]+))?(\/metadata)?$/i;

/**
 * Reads TensorFlow Serving's paths. Case matters in a model's name, its label and what is asked of it: with capitals, its
 * methods are none, and metadata is the status.
 */
export function parseRequestTarget(httpMethod: string, path: string): RequestTarget {
  if (httpMethod === 'POST') {
    const match = PREDICTION.exec(path);
    if (match !== null) {
      const given = match[4];
      const method =
        METHODS.find((known) => known === given) ??
        EXTENSIONS.find((known) => known.toLowerCase() === given?.toLowerCase());
      if (method !== undefined) return { kind: 'prediction', model: reference(match), method };
    }
  }
  if (httpMethod === 'GET') {
    const match = INFORMATION.exec(path);
    if (match !== null) {
      if (match[1] === undefined) throw invalidArgument('Missing model name in request.');
      return { kind: match[4] === '/metadata' ? 'metadata' : 'status', model: reference(match) };
    }
  }
  throw invalidArgument(`Malformed request: ${httpMethod} ${path}`);
}

function reference(match: RegExpExecArray): ModelReference {
  const [, name = '', version, label] = match;
  return {
    name: decode(name),
    version: version === undefined ? null : parseVersion(version),
    label: label === undefined ? null : decode(label),
  };
}

/** The largest version: 64 bits with a sign. */
const LAST_VERSION = 2n ** 63n - 1n;

function parseVersion(text: string): bigint {
  const version = BigInt(text);
  if (version <= LAST_VERSION) return version;
  throw invalidArgument(`Failed to convert version: ${text} to numeric.`);
}

/** Percent signs that are not followed by two digits stand for themselves. */
function decode(text: string): string {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
  return bytes === text ? text : Buffer.from(bytes, 'latin1').toString();
}
