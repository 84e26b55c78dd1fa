/** The parameters of Punycode (RFC 3492, section 5). */
const BASE = 36;
const MIN_THRESHOLD = 1;
const MAX_THRESHOLD = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE_POINT = 0x80;
const LAST_CODE_POINT = 0x10ffff;

/**
 * Decodes the part of a lower-case label behind `xn--` (RFC 3492, section 6.2). Null for what is not Punycode or has no character
 * beyond ASCII, which nobody would have encoded.
 *
 * @example decodePunycode('bcher-kva') // 'bücher'
 */
export function decodePunycode(encoded: string): string | null {
  const delimiter = Math.max(0, encoded.lastIndexOf('-'));
  const points = Array.from(encoded.slice(0, delimiter), (letter) => letter.charCodeAt(0));
  let at = delimiter === 0 ? 0 : delimiter + 1;
  if (at === encoded.length) return null;
  let point = FIRST_CODE_POINT;
  let place = 0;
  let bias = FIRST_BIAS;
  while (at < encoded.length) {
    const before = place;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(encoded.charCodeAt(at++));
      if (digit === null) return null;
      place += digit * weight;
      const threshold = Math.min(MAX_THRESHOLD, Math.max(MIN_THRESHOLD, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapted(place - before, length, before === 0);
    point += Math.floor(place / length);
    if (point > LAST_CODE_POINT) return null;
    place %= length;
    points.splice(place++, 0, point);
  }
  return String.fromCodePoint(...points);
}

/** Null for what is no digit, the end of the text included. */
function digitOf(unit: number): number | null {
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61;
  return unit >= 0x30 && unit <= 0x39 ? unit - 0x30 + 26 : null;
}

/** RFC 3492, section 6.1. */
function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - MIN_THRESHOLD) * MAX_THRESHOLD) / 2; k += BASE)
    rest = Math.floor(rest / (BASE - MIN_THRESHOLD));
  return k + Math.floor(((BASE - MIN_THRESHOLD + 1) * rest) / (rest + SKEW));
}
