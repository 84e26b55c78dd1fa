import { formatFloat32, formatFloat64 } from '../rest/format-float32.ts';
import { CodeRows } from './code-rows.ts';
import { JsonDecimal } from './json-decimal.ts';
import { LazyList } from './lazy-list.ts';

/** Bytes that an error message quotes of the caller's own text. */
const MAX_QUOTE = 256;

/** Returns a JSON value as an error message quotes it: lists on one line, cut after 256 bytes. */
export function quoteJson(value: unknown): string {
  const quote = new Quote();
  quote.write(value, 0);
  const bytes = Buffer.from(quote.text);
  return bytes.length > MAX_QUOTE ? bytes.subarray(0, MAX_QUOTE).toString() : quote.text;
}

/** Writes as RapidJSON's pretty writer does, until there is enough for a quote. */
class Quote {
  text = '';

  write(value: unknown, level: number): void {
    if (this.text.length > MAX_QUOTE) return;
    if (value instanceof JsonDecimal) this.text += formatDecimal(value.value, level);
    else if (typeof value === 'number' || typeof value === 'bigint') this.text += String(value);
    else if (Array.isArray(value) || value instanceof LazyList || value instanceof CodeRows)
      this.#list(value, level);
    else if (typeof value === 'object' && value !== null) this.#object(value, level);
    else this.text += JSON.stringify(value);
  }

  #list(values: Iterable<unknown>, level: number): void {
    this.text += '[';
    let separator = '';
    for (const value of values) {
      if (this.text.length > MAX_QUOTE) return;
      this.text += separator;
      this.write(value, level + 1);
      separator = ', ';
    }
    this.text += ']';
  }

  #object(value: object, level: number): void {
    const members = Object.entries(value);
    this.text += '{';
    members.forEach(([key, member], i) => {
      if (this.text.length > MAX_QUOTE) return;
      this.text += `${i === 0 ? '' : ','}\n${'    '.repeat(level + 1)}${JSON.stringify(key)}: `;
      this.write(member, level + 1);
    });
    if (members.length > 0) this.text += `\n${'    '.repeat(level)}`;
    this.text += '}';
  }
}

/** Alone, a decimal is quoted as a float of 32 bits, or of 64 where it is larger; within a value as RapidJSON writes it. */
function formatDecimal(value: number, level: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (level === 0) {
    return Math.abs(value) <= MAX_FLOAT ? formatFloat32(value) : formatFloat64(value);
  }
  const text = Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const MAX_FLOAT = 3.4028234e38;
