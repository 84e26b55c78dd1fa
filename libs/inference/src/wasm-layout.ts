const ALIGNMENT = 64;

/** Hands out addresses one after another, each on a cache line. */
export class WasmLayout {
  readonly parts: { readonly at: number; readonly data: ArrayBufferView }[] = [];
  #end: number;

  constructor(start = 0) {
    this.#end = align(start);
  }

  get end(): number {
    return this.#end;
  }

  reserve(size: number): number {
    const at = this.#end;
    this.#end = align(at + size);
    return at;
  }

  /** Reserves a place for `data`, which is copied there when the memory exists. */
  place(data: ArrayBufferView): number {
    const at = this.reserve(data.byteLength);
    this.parts.push({ at, data });
    return at;
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
