/**
 * A 32-bit float as TensorFlow Serving prints it: six significant digits where they read back as the same float,
 * else nine; and always with a point or an exponent, so that a reader sees a decimal.
 */
export function formatFloat32(number: number): string {
  const value = Math.fround(number);
  const short = general(value, 6);
  const text = Math.fround(Number(short)) === value ? short : general(value, 9);
  return /[.e]/.test(text) ? text : `${text}.0`;
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
