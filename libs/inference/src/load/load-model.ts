import type { CompiledModel } from '../format/compiled-model.ts';
import { readBundledModel, readCompiledModelInTurns } from '../format/degas-bin.ts';
import { webAssembly } from '../platform/web-assembly.ts';
import { modelBytes } from './model-bytes.ts';
import { createWasmModelMemory, type WasmModelMemory } from './wasm-model-memory.ts';

/**
 * Loads and validates the model of a source, or the one that ships; returns the memory that holds its file, if one does.
 *
 * @throws InferenceError where it is missing or malformed.
 */
export async function loadModel(
  source?: string | URL | Uint8Array,
): Promise<{ readonly model: CompiledModel; readonly modelMemory: WasmModelMemory | null }> {
  let modelMemory: WasmModelMemory | null = null;
  const bytes = await modelBytes(source, (size) => {
    modelMemory = webAssembly === undefined ? null : createWasmModelMemory(webAssembly, size);
    return modelMemory?.file ?? new Uint8Array(size);
  });
  const model =
    source === undefined ? readBundledModel(bytes) : await readCompiledModelInTurns(bytes);
  return { model, modelMemory };
}
