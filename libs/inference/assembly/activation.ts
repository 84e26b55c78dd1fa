const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** e^x within 1e-14: x = k·ln 2 + r, a Taylor polynomial for r, the exponent's bits for k. Needs no static table. */
function exponential(x: f64): f64 {
  const bounded = max<f64>(-700, min<f64>(700, x));
  const k = nearest<f64>(bounded * LOG2E);
  const r = bounded - k * LN2_HIGH - k * LN2_LOW;
  let sum: f64 = 1;
  for (let n: f64 = 13; n >= 1; n--) sum = 1 + (sum * r) / n;
  return sum * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** Applies an activation (1 ReLU, 2 sigmoid) to `count` numbers. */
export function activate(values: usize, count: i32, activation: i32): void {
  if (activation == 1) {
    let i = 0;
    for (; i + 4 <= count; i += 4) {
      const at = values + (<usize>i << 2);
      v128.store(at, f32x4.pmax(v128.load(at), f32x4.splat(0)));
    }
    for (; i < count; i++) {
      const at = values + (<usize>i << 2);
      store<f32>(at, max<f32>(load<f32>(at), 0));
    }
  } else if (activation == 2) {
    for (let i = 0; i < count; i++) {
      const at = values + (<usize>i << 2);
      store<f32>(at, <f32>(1 / (1 + exponential(-(<f64>load<f32>(at))))));
    }
  }
}
