type Values = Float32Array | Int32Array | BigInt64Array | Int8Array;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Returns a tensor's content as the exchange formats want it, whatever the machine's own byte order. */
export function littleEndian(data: Values): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (IS_LITTLE_ENDIAN || data.BYTES_PER_ELEMENT === 1) return bytes;
  const turned = bytes.slice();
  for (let at = 0; at < turned.length; at += data.BYTES_PER_ELEMENT) {
    turned.subarray(at, at + data.BYTES_PER_ELEMENT).reverse();
  }
  return turned;
}
