const ALIGNMENT = 64;

/** Assigns addresses one after another, each on a cache line. */
export class WasmLayout {
  readonly parts: { readonly at: number; readonly data: ArrayBufferView }[] = [];
  #end: number;

  readonly #modelFile: Uint8Array | null;

  /** Begins at `start`, or behind the model's file where that is in the memory already. */
  constructor(start = 0, modelFile: Uint8Array | null = null) {
    this.#end = align(modelFile === null ? start : modelFile.byteOffset + modelFile.length);
    this.#modelFile = modelFile;
  }

  get end(): number {
    return this.#end;
  }

  reserve(size: number): number {
    const at = this.#end;
    this.#end = align(at + size);
    return at;
  }

  /** Reserves a place for `data`, which is copied there when the memory exists; data of the model's file stays in place. */
  place(data: ArrayBufferView): number {
    if (data.buffer === this.#modelFile?.buffer) return data.byteOffset;
    const at = this.reserve(data.byteLength);
    this.parts.push({ at, data });
    return at;
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
