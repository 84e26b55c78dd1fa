import type { CompiledModel } from '../format/compiled-model.ts';
import { readCompiledModel, readBundledModel } from '../format/degas-bin.ts';
import { webAssembly } from '../platform/web-assembly.ts';
import { modelBytes } from './model-bytes.ts';
import { createWasmModelMemory, type WasmModelMemory } from './wasm-model-memory.ts';

/** The model of a source, or the one that ships; whole and sound, or an InferenceError. And where it lies, if in a memory. */
export async function loadModel(
  source?: string | URL | Uint8Array,
): Promise<{ readonly model: CompiledModel; readonly home: WasmModelMemory | null }> {
  let home: WasmModelMemory | null = null;
  const bytes = await modelBytes(source, (size) => {
    home = webAssembly === undefined ? null : createWasmModelMemory(webAssembly, size);
    return home?.file ?? new Uint8Array(size);
  });
  const model = source === undefined ? readBundledModel(bytes) : readCompiledModel(bytes);
  return { model, home };
}
