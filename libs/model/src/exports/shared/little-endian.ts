/** A tensor's content as the exchange formats want it, whatever the machine's own byte order. */
export function littleEndian(
  data: Float32Array | Int32Array | BigInt64Array | Int8Array,
): Uint8Array {
  const bytes = new Uint8Array(data.byteLength);
  const view = new DataView(bytes.buffer);
  if (data instanceof Int8Array) bytes.set(data);
  else if (data instanceof Float32Array)
    data.forEach((value, i) => {
      view.setFloat32(i * 4, value, true);
    });
  else if (data instanceof Int32Array)
    data.forEach((value, i) => {
      view.setInt32(i * 4, value, true);
    });
  else
    data.forEach((value, i) => {
      view.setBigInt64(i * 8, value, true);
    });
  return bytes;
}
