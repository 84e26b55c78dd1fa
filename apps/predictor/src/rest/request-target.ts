import { invalidArgument } from '../serving-error.ts';

/** Which version of which model a request means; neither version nor label: the newest. */
export interface ModelReference {
  readonly name: string;
  readonly version: number | null;
  readonly label: string | null;
}

export type PredictionMethod = 'predict' | 'classify' | 'regress' | 'explain';

export type RequestTarget =
  | {
      readonly kind: 'prediction';
      readonly model: ModelReference;
      readonly method: PredictionMethod;
    }
  | { readonly kind: 'status' | 'metadata'; readonly model: ModelReference };

const MODEL = String.raw`/v1/models/([^/:]+)(?:/versions/(\d+)|/labels/([^/:]+))?`;
const PREDICTION = new RegExp(`^${MODEL}:(predict|classify|regress|explain)$`, 'i');
const INFORMATION = new RegExp(`^${MODEL}(/metadata)?$`, 'i');

/** Reads TensorFlow Serving's paths; case doesn't matter but in the model's name and label. */
export function parseRequestTarget(httpMethod: string, path: string): RequestTarget {
  if (httpMethod === 'POST') {
    const match = PREDICTION.exec(path);
    if (match !== null) {
      const method = (match[4] ?? '').toLowerCase() as PredictionMethod;
      return { kind: 'prediction', model: reference(match), method };
    }
  }
  if (httpMethod === 'GET') {
    const match = INFORMATION.exec(path);
    if (match !== null) {
      return { kind: match[4] === undefined ? 'status' : 'metadata', model: reference(match) };
    }
    if (/^\/v1\/models\/?$/i.test(path)) throw invalidArgument('Missing model name in request.');
  }
  throw invalidArgument(`Malformed request: ${httpMethod} ${path}`);
}

function reference(match: RegExpExecArray): ModelReference {
  const [, name = '', version, label] = match;
  return {
    name: decode(name, 'model name'),
    version: version === undefined ? null : parseVersion(version),
    label: label === undefined ? null : decode(label, 'model version label'),
  };
}

function parseVersion(text: string): number {
  const version = Number(text);
  if (!Number.isSafeInteger(version)) {
    throw invalidArgument(`Failed to convert version: ${text} to numeric.`);
  }
  return version;
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument(`Failed to decode ${what}:${text}`);
  }
}
