import protobuf from 'protobufjs';

/** The texts of a tensor in the bytes of its message, read one by one each time they are walked. */
export class StringValues implements Iterable<string> {
  readonly length: number;
  readonly #tensor: Buffer;
  readonly #tag: number;

  /** `tag` is that of the field in `tensor`, which has it `length` times. */
  constructor(tensor: Buffer, tag: number, length: number) {
    this.#tensor = tensor;
    this.#tag = tag;
    this.length = length;
  }

  *[Symbol.iterator](): Generator<string> {
    const reader = protobuf.Reader.create(this.#tensor);
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      if (tag !== this.#tag) {
        reader.skipType(tag & 7);
        continue;
      }
      const end = reader.uint32() + reader.pos;
      yield this.#tensor.toString('utf8', reader.pos, end);
      reader.pos = end;
    }
  }
}
