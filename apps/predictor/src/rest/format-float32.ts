/**
 * A 32-bit float as TensorFlow Serving prints it: six significant digits where they read back as the same float,
 * else nine; and always with a point or an exponent, so that a reader sees a decimal.
 */
export function formatFloat32(number: number): string {
  const value = Math.fround(number);
  const quick = shortFraction(value);
  if (quick !== null) return String(quick);
  const short = general(value, 6);
  const text = Math.fround(Number(short)) === value ? short : general(value, 9);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The same for a 64-bit float, which may need 17 digits. */
export function formatFloat64(value: number): string {
  const short = general(value, 6);
  const text = Number(short) === value ? short : general(value, 17);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The number that `formatFloat32` prints, without the digits that widening to 64 bits invents. */
export function shortFloat32(number: number): number {
  const value = Math.fround(number);
  return shortFraction(value) ?? Number(formatFloat32(value));
}

/** Of fractions from .0001, how many decimals six significant digits are, by the power of ten below which they lie. */
const DECADES = [
  [1e-3, 1e9, 1e12],
  [1e-2, 1e8, 1e11],
  [1e-1, 1e7, 1e10],
  [1, 1e6, 1e9],
] as const;

/**
 * Most scores: fractions that are printed without an exponent; null for others. A 32-bit float times such a power of ten
 * is exact in 64 bits (24 bits and at most 28), so that its digits can be had by rounding, far faster than as a text.
 */
function shortFraction(value: number): number | null {
  if (!(value >= 1e-4 && value < 1)) return null;
  for (const [below, six, nine] of DECADES) {
    if (value >= below) continue;
    const short = Math.floor(value * six + 0.5) / six;
    return Math.fround(short) === value ? short : Math.floor(value * nine + 0.5) / nine;
  }
  return null;
}

/** C's `%.*g`. */
function general(value: number, digits: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${withoutTrailingZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return withoutTrailingZeros(value.toFixed(digits - 1 - exponent));
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
