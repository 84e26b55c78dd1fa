/** A compiled module: opaque, can be sent to other threads. */
export type WasmModule = object;

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export interface WebAssemblyInterface {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  /** Compiles at once: for small modules, as pages may not keep their main thread waiting. */
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (
    module: WasmModule,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: unknown };
  readonly Memory: new (size: {
    initial: number;
    maximum?: number;
    shared?: boolean;
  }) => WasmMemory;
  readonly CompileError: new () => Error;
}

/**
 * The part of WebAssembly that the engine uses, undefined where there is none. Typed here because TypeScript has it in
 * the types of browsers only, which a library for Node too must not pull into its users' programs.
 */
export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly;
