import type { WasmMemory, WebAssemblyInterface } from '../platform/web-assembly.ts';

const PAGE = 65_536;
/** Addresses below this stay unused, so that 0 never means anything; a multiple of the model file's alignment. */
const FROM = 1024;
/** Beside the file: what the engine lays out anew, which is less than the file again, and its values. Untouched, it costs nothing. */
const ROOM = 4 * 2 ** 20;

/** A WebAssembly memory that a model file is read into: its tables are where the engine needs them, none is copied. */
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
