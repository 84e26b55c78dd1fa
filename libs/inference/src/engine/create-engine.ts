import type { Encoding } from '@degas/features';

import type { CompiledModel } from '../format/compiled-model.ts';
import type { WasmModelMemory } from '../load/wasm-model-memory.ts';
import { webAssembly } from '../platform/web-assembly.ts';
import type { Engine } from './engine.ts';
import { createJavascriptEngine } from './javascript/javascript-engine.ts';
import { createWasmEngine, createWasmNetwork } from './wasm/wasm-engine.ts';

/**
 * Creates the WebAssembly engine, or the JavaScript one where WebAssembly or its SIMD is missing or a page's content
 * security policy forbids it: the two cases can't be told apart here.
 */
export async function createEngine(
  model: CompiledModel,
  encoding: Encoding,
  modelMemory: WasmModelMemory | null = null,
): Promise<Engine> {
  if (webAssembly === undefined) return createJavascriptEngine(model, encoding);
  try {
    const network = await createWasmNetwork(webAssembly, model, encoding, { modelMemory });
    return createWasmEngine(webAssembly, network, encoding);
  } catch (error) {
    if (error instanceof webAssembly.CompileError) return createJavascriptEngine(model, encoding);
    throw error;
  }
}
