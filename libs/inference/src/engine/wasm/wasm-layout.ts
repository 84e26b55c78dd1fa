const ALIGNMENT = 64;

/** Hands out addresses one after another, each on a cache line. */
export class WasmLayout {
  readonly parts: { readonly at: number; readonly data: ArrayBufferView }[] = [];
  #end: number;

  readonly #home: Uint8Array | null;

  /** Begins at `start`, or behind `home`, what is there already. */
  constructor(start = 0, home: Uint8Array | null = null) {
    this.#end = align(home === null ? start : home.byteOffset + home.length);
    this.#home = home;
  }

  get end(): number {
    return this.#end;
  }

  reserve(size: number): number {
    const at = this.#end;
    this.#end = align(at + size);
    return at;
  }

  /** Reserves a place for `data`, which is copied there when the memory exists; what is at home has its place. */
  place(data: ArrayBufferView): number {
    if (data.buffer === this.#home?.buffer) return data.byteOffset;
    const at = this.reserve(data.byteLength);
    this.parts.push({ at, data });
    return at;
  }
}

function align(address: number): number {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}
