import type { WasmMemory, WebAssemblyInterface } from '../platform/web-assembly.ts';

const PAGE = 65_536;
/** Addresses below this stay unused, so that 0 never means anything; a multiple of the model file's alignment. */
const FROM = 1024;
/** Room behind the file for what the engine lays out again, which is smaller than the file, and for values. Unused pages cost nothing. */
const ROOM = 4 * 2 ** 20;

/** A WebAssembly memory that a model file is read into, so that the engine uses its tables in place. */
export interface WasmModelMemory {
  readonly memory: WasmMemory;
  /** The place of the file. */
  readonly file: Uint8Array;
}

export function createWasmModelMemory(
  { Memory }: WebAssemblyInterface,
  fileSize: number,
): WasmModelMemory {
  const memory = new Memory({ initial: Math.ceil((FROM + 2 * fileSize + ROOM) / PAGE) });
  return { memory, file: new Uint8Array(memory.buffer, FROM, fileSize) };
}
