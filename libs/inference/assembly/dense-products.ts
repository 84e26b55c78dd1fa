/** Bytes of a place in the list of rows: a value, and where its row of the kernel begins. */
const ROW: usize = 16;

/** Standardised inputs are cut off here; `src/engine/dense-network.ts` says the same. */
const WIDEST_INPUT: f64 = 4;

/**
 * The sums of a network's first layer: (inputs) numbers of 32 bits each of the vector, its mean and its scale, then (inputs) standardised
 * zeros, (inputs, units) weights, (units) sums of a vector of zeros, (units) sums, of 64 bits. `rows` has room for a list.
 */
export function runFirst(
  vector: usize, inputs: i32, mean: usize, scale: usize, zeros: usize, kernel: usize, units: i32, baseline: usize, sums: usize,
  rows: usize,
): void {
  const size = <usize>units << 3;
  let end = rows;
  for (let i: usize = 0; i < <usize>inputs; i++) {
    const raw = load<f32>(vector + (i << 2));
    if (raw == 0) continue;
    const wide = (<f64>raw - <f64>load<f32>(mean + (i << 2))) * <f64>load<f32>(scale + (i << 2));
    const value = max(-WIDEST_INPUT, min(WIDEST_INPUT, wide)) - load<f64>(zeros + (i << 3));
    if (value == 0) continue;
    store<f64>(end, value);
    store<usize>(end + 8, kernel + i * size);
    end += ROW;
  }
  memory.copy(sums, baseline, size);
  addRows(rows, end, size, sums);
}

/** The (units) sums of a further layer: its biases and what the positive ones of the (inputs) values add. `rows` has room for a list. */
export function runNext(values: usize, inputs: i32, kernel: usize, units: i32, bias: usize, sums: usize, rows: usize): void {
  const size = <usize>units << 3;
  let end = rows;
  for (let i: usize = 0; i < <usize>inputs; i++) {
    const value = load<f64>(values + (i << 3));
    if (value <= 0) continue;
    store<f64>(end, value);
    store<usize>(end + 8, kernel + i * size);
    end += ROW;
  }
  memory.copy(sums, bias, size);
  addRows(rows, end, size, sums);
}

/**
 * Adds the values of a list times their rows of weights to the sums of so many bytes. Each sum gets its products one after another, so that
 * it is to the last bit what a plain loop makes of it.
 */
function addRows(rows: usize, end: usize, size: usize, sums: usize): void {
  let from: usize = 0;
  for (; from + 128 <= size; from += 128) {
    const to = sums + from;
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let c = v128.load(to, 32);
    let d = v128.load(to, 48);
    let e = v128.load(to, 64);
    let f = v128.load(to, 80);
    let g = v128.load(to, 96);
    let h = v128.load(to, 112);
    for (let row = rows; row < end; row += ROW) {
      const value = v128.load64_splat(row);
      const at = load<usize>(row + 8) + from;
      a = f64x2.add(a, f64x2.mul(value, v128.load(at)));
      b = f64x2.add(b, f64x2.mul(value, v128.load(at, 16)));
      c = f64x2.add(c, f64x2.mul(value, v128.load(at, 32)));
      d = f64x2.add(d, f64x2.mul(value, v128.load(at, 48)));
      e = f64x2.add(e, f64x2.mul(value, v128.load(at, 64)));
      f = f64x2.add(f, f64x2.mul(value, v128.load(at, 80)));
      g = f64x2.add(g, f64x2.mul(value, v128.load(at, 96)));
      h = f64x2.add(h, f64x2.mul(value, v128.load(at, 112)));
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    v128.store(to, e, 64);
    v128.store(to, f, 80);
    v128.store(to, g, 96);
    v128.store(to, h, 112);
  }
  for (; from + 64 <= size; from += 64) {
    const to = sums + from;
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let c = v128.load(to, 32);
    let d = v128.load(to, 48);
    for (let row = rows; row < end; row += ROW) {
      const value = v128.load64_splat(row);
      const at = load<usize>(row + 8) + from;
      a = f64x2.add(a, f64x2.mul(value, v128.load(at)));
      b = f64x2.add(b, f64x2.mul(value, v128.load(at, 16)));
      c = f64x2.add(c, f64x2.mul(value, v128.load(at, 32)));
      d = f64x2.add(d, f64x2.mul(value, v128.load(at, 48)));
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
  for (; from < size; from += 8) {
    let sum = load<f64>(sums + from);
    for (let row = rows; row < end; row += ROW) sum += load<f64>(row) * load<f64>(load<usize>(row + 8) + from);
    store<f64>(sums + from, sum);
  }
}
