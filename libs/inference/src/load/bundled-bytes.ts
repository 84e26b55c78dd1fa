import { fromBase64 } from '../platform/base64.ts';
import { BUNDLED_MODEL_FILE } from './bundled-model-file.ts';

/**
 * Returns the bytes of the model that ships. Node reads them from the file next to the package's program, into the memory
 * that `roomFor` returns; where that file is missing (a browser, a bundled program), they are in the program, deflated.
 */
export async function bundledBytes(roomFor: (size: number) => Uint8Array): Promise<Uint8Array> {
  return readBeside(roomFor) ?? unpacked((await import('./bundled-model.ts')).BUNDLED_MODEL);
}

function readBeside(roomFor: (size: number) => Uint8Array): Uint8Array | null {
  if (!('process' in globalThis) || typeof process.getBuiltinModule !== 'function') return null;
  const { openSync, fstatSync, readSync, closeSync } = process.getBuiltinModule('node:fs');
  try {
    const file = openSync(`${import.meta.dirname}/${BUNDLED_MODEL_FILE}`, 'r');
    try {
      const bytes = roomFor(fstatSync(file).size);
      return readSync(file, bytes) === bytes.length ? bytes : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

async function unpacked(text: string): Promise<Uint8Array> {
  const packed = new Blob([fromBase64(text)]).stream();
  const whole = new Response(packed.pipeThrough(new DecompressionStream('deflate-raw')));
  return new Uint8Array(await whole.arrayBuffer());
}
