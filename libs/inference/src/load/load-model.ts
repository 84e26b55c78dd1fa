import { type CompiledModel } from '../format/compiled-model.ts';
import { readCompiledModel, readShippedModel } from '../format/degas-bin.ts';
import { modelBytes } from './model-bytes.ts';
import { createModelHome, type ModelHome } from './wasm-model-memory.ts';
import { webAssembly } from '../platform/web-assembly.ts';

/** The model of a source, or the one that ships; whole and sound, or an InferenceError. And where it lies, if in a memory. */
export async function loadModel(
  source?: string | URL | Uint8Array,
): Promise<{ readonly model: CompiledModel; readonly home: ModelHome | null }> {
  let home: ModelHome | null = null;
  const bytes = await modelBytes(source, (size) => {
    home = webAssembly === undefined ? null : createModelHome(webAssembly, size);
    return home?.file ?? new Uint8Array(size);
  });
  const model = source === undefined ? readShippedModel(bytes) : readCompiledModel(bytes);
  return { model, home };
}
