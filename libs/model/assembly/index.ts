/**
 * Embedding, convolution and the maximum over windows of positions as sums of table rows, 16 filters at a time.
 *
 * `offsets` holds, for each name, code × 64 of its `length` positions with `taps` − 1 more around them, for which the row of
 * zeros stands. `tables` lies block by block: tap, code, 16 floats; `tapBytes` is the size of a tap's part. `output` is (count,
 * windows, filters) floats, `places` of the same shape bytes: where in its window each maximum stands.
 */
export function convolve(
  offsets: usize,
  count: i32,
  length: i32,
  window: i32,
  taps: i32,
  filters: i32,
  tables: usize,
  tapBytes: usize,
  bias: usize,
  output: usize,
  places: usize,
  relu: bool,
): void {
  const rowBytes = <usize>(length + taps - 1) << 2;
  const windows = (length + window - 1) / window;
  const zero = f32x4.splat(0);
  for (let block = 0; block < filters; block += 16) {
    const start = bias + (<usize>block << 2);
    const b0 = v128.load(start);
    const b1 = v128.load(start, 16);
    const b2 = v128.load(start, 32);
    const b3 = v128.load(start, 48);
    for (let name = 0; name < count; name++) {
      const codes = offsets + <usize>name * rowBytes;
      for (let index = 0; index < windows; index++) {
        const first = index * window;
        const end = min(first + window, length);
        let m0 = f32x4.splat(-f32.MAX_VALUE);
        let m1 = m0;
        let m2 = m0;
        let m3 = m0;
        let p0 = i32x4.splat(0);
        let p1 = p0;
        let p2 = p0;
        let p3 = p0;
        for (let position = first; position < end; position++) {
          let a0 = b0;
          let a1 = b1;
          let a2 = b2;
          let a3 = b3;
          let at = codes + (<usize>position << 2);
          let rows = tables;
          for (let tap = 0; tap < taps; tap++) {
            const row = rows + <usize>load<u32>(at);
            a0 = f32x4.add(a0, v128.load(row));
            a1 = f32x4.add(a1, v128.load(row, 16));
            a2 = f32x4.add(a2, v128.load(row, 32));
            a3 = f32x4.add(a3, v128.load(row, 48));
            at += 4;
            rows += tapBytes;
          }
          const place = i32x4.splat(position - first);
          let greater = f32x4.gt(a0, m0);
          m0 = v128.bitselect(a0, m0, greater);
          p0 = v128.bitselect(place, p0, greater);
          greater = f32x4.gt(a1, m1);
          m1 = v128.bitselect(a1, m1, greater);
          p1 = v128.bitselect(place, p1, greater);
          greater = f32x4.gt(a2, m2);
          m2 = v128.bitselect(a2, m2, greater);
          p2 = v128.bitselect(place, p2, greater);
          greater = f32x4.gt(a3, m3);
          m3 = v128.bitselect(a3, m3, greater);
          p3 = v128.bitselect(place, p3, greater);
        }
        if (relu) {
          m0 = f32x4.max(m0, zero);
          m1 = f32x4.max(m1, zero);
          m2 = f32x4.max(m2, zero);
          m3 = f32x4.max(m3, zero);
        }
        const to = <usize>((name * windows + index) * filters + block);
        v128.store(output + (to << 2), m0);
        v128.store(output + (to << 2), m1, 16);
        v128.store(output + (to << 2), m2, 32);
        v128.store(output + (to << 2), m3, 48);
        const low = i16x8.narrow_i32x4_u(p0, p1);
        const high = i16x8.narrow_i32x4_u(p2, p3);
        v128.store(places + to, i8x16.narrow_i16x8_u(low, high));
      }
    }
    tables += tapBytes * <usize>taps;
  }
}
