import { InferenceError } from '../errors.ts';
import { bundledBytes } from './bundled-bytes.ts';

const MODEL_FILE = 'degas.bin';

/** Returns the bytes of a model: of the one that ships, or from a path (a model folder or its degas.bin) or URL, or as they are. */
export async function modelBytes(
  source?: string | URL | Uint8Array,
  roomFor: (size: number) => Uint8Array = (size) => new Uint8Array(size),
): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source === undefined) return bundledBytes(roomFor);
  const text = source instanceof URL ? source.href : source;
  return /^https?:/i.test(text) ? fetchModel(text) : readModel(source);
}

async function fetchModel(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw notFound(url, 'could not be reached', cause);
  });
  if (!response.ok) throw notFound(url, `answered with status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function readModel(path: string | URL): Promise<Uint8Array> {
  // Asked of the running process instead of imported, so that bundlers for browsers find nothing to stumble over.
  if (!('process' in globalThis))
    throw notFound(String(path), 'is a path, and this platform has no files');
  const fileSystem = process.getBuiltinModule('node:fs');
  try {
    const isFolder = (await fileSystem.promises.stat(path)).isDirectory();
    const file = !isFolder
      ? path
      : path instanceof URL
        ? new URL(MODEL_FILE, `${path.href}/`)
        : `${path}/${MODEL_FILE}`;
    return await fileSystem.promises.readFile(file);
  } catch (cause) {
    throw notFound(String(path), 'could not be read', cause);
  }
}

function notFound(source: string, what: string, cause?: unknown): InferenceError {
  return new InferenceError(
    'INFERENCE_MODEL_NOT_FOUND',
    `'${source}' ${what}; expected a model folder, its ${MODEL_FILE}, or a URL of one. Check the source, or leave it out for the model that ships.`,
    { cause },
  );
}
