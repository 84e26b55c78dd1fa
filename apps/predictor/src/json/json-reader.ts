import { invalidArgument } from '../serving-error.ts';
import { JsonDecimal } from './json-decimal.ts';
import { inOneGo, type Steps } from './steps.ts';

interface OpenValue {
  /** Null where values are skipped. */
  readonly list: unknown[] | null;
  readonly object: Record<string, unknown> | null;
  readonly isObject: boolean;
  key: string;
}

/**
 * Reads JSON as TensorFlow Serving configures RapidJSON: NaN and infinities are numbers, the first of equal keys
 * counts, and text behind the document is not looked at. Errors have RapidJSON's words and offsets in bytes. Nested
 * values are kept on a stack of its own, as a text of nothing but brackets must not exhaust the program's.
 */
export class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  /** Index of the next character. */
  get position(): number {
    return this.#at;
  }

  /** Skips white space; returns the character that follows, undefined at the end. */
  peek(): string | undefined {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) break;
      this.#at++;
    }
    return this.#text[this.#at];
  }

  /** Skips white space and takes the character if it is next. */
  accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.#at++;
    return true;
  }

  /** Returns the value that starts at the next character. */
  readValue(): unknown {
    const first = this.peek();
    return isOpening(first) ? inOneGo(this.#container(true)) : this.#scalar(first);
  }

  /** Checks the value that starts at the next character, without building it. */
  skipValue(): void {
    const first = this.peek();
    if (isOpening(first)) inOneGo(this.#container(false));
    else this.#scalar(first);
  }

  /** `readValue` in steps of some milliseconds, for a value of any size. */
  *readingValue(): Steps<unknown> {
    return isOpening(this.peek()) ? yield* this.#container(true) : this.readValue();
  }

  /** `skipValue` in steps. */
  *skippingValue(): Steps<void> {
    if (isOpening(this.peek())) yield* this.#container(false);
    else this.skipValue();
  }

  /** Returns the name of a member, up to where its value starts. */
  readName(): string {
    if (this.peek() !== '"') throw this.error('Missing a name for object member.');
    const name = this.#string();
    if (!this.accept(':')) throw this.error('Missing a colon after a name of object member.');
    return name;
  }

  error(message: string, at = this.#at): Error {
    const offset = Buffer.byteLength(this.#text.slice(0, at));
    return invalidArgument(`JSON Parse error: ${message} at offset: ${offset}`);
  }

  *#container(isKept: boolean): Steps<unknown> {
    const open: OpenValue[] = [];
    for (let values = 1; ; values++) {
      if (values % VALUES_PER_STEP === 0) yield;
      const first = this.peek();
      let value: unknown;
      if (first === '{' || first === '[') {
        this.#at++;
        const container = openValue(first === '{', isKept);
        if (!this.accept(container.isObject ? '}' : ']')) {
          if (container.isObject) container.key = this.readName();
          open.push(container);
          continue;
        }
        value = container.object ?? container.list;
      } else {
        value = this.#scalar(first);
      }
      for (;;) {
        const parent = open.at(-1);
        if (parent === undefined) return value;
        keep(parent, value);
        if (this.accept(',')) {
          if (parent.isObject) parent.key = this.readName();
          break;
        }
        if (!this.accept(parent.isObject ? '}' : ']')) {
          throw this.error(
            parent.isObject
              ? 'Missing a comma or } after an object member.'
              : 'Missing a comma or ] after an array element.',
          );
        }
        open.pop();
        value = parent.object ?? parent.list;
      }
    }
  }

  #scalar(first: string | undefined): unknown {
    switch (first) {
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #word(word: string, value: unknown): unknown {
    for (let i = 1; i < word.length; i++) {
      if (this.#text[this.#at + i] !== word[i]) {
        throw this.error('Invalid value.', this.#at + i);
      }
    }
    this.#at += word.length;
    return value;
  }

  #number(): number | bigint | JsonDecimal {
    const start = this.#at;
    const digits = this.#digits();
    if (digits !== null) return digits;
    NUMBER.lastIndex = start;
    const match = NUMBER.exec(this.#text);
    if (match === null) throw this.#badNumber();
    const [token, fraction, exponent, word] = match;
    this.#at += token.length;
    if (word !== undefined) return new JsonDecimal(Number(token.replace(/Inf$/, 'Infinity')));
    const next = this.#text[this.#at];
    if (fraction === undefined && exponent === undefined && next === '.') {
      throw this.error('Miss fraction part in number.', this.#at + 1);
    }
    if (exponent === undefined && (next === 'e' || next === 'E')) {
      const sign = /[+-]/.test(this.#text[this.#at + 1] ?? '') ? 1 : 0;
      throw this.error('Miss exponent in number.', this.#at + 1 + sign);
    }
    const value = Number(token);
    if (!Number.isFinite(value)) throw this.error('Number too big to be stored in double.', start);
    if (fraction !== undefined || exponent !== undefined) return new JsonDecimal(value);
    if (Number.isSafeInteger(value)) return value;
    const whole = BigInt(token);
    return whole >= LEAST_INTEGER && whole <= LARGEST_INTEGER ? whole : new JsonDecimal(value);
  }

  /** Whole numbers of few digits, as codes are, without the cost of a pattern; null for all others. */
  #digits(): number | null {
    const start = this.#at;
    let at = start;
    let value = 0;
    let unit = this.#text.charCodeAt(at);
    for (; unit >= ZERO && unit <= NINE; unit = this.#text.charCodeAt(++at)) {
      value = value * 10 + unit - ZERO;
    }
    const length = at - start;
    const isPlain = unit === COMMA || unit === CLOSING_BRACKET;
    if (!isPlain || length === 0 || length > SAFE_DIGITS) return null;
    if (length > 1 && this.#text.charCodeAt(start) === ZERO) return null;
    this.#at = at;
    return value;
  }

  #badNumber(): Error {
    const sign = this.#text[this.#at] === '-' ? 1 : 0;
    const rest = this.#text.slice(this.#at + sign, this.#at + sign + 8);
    for (const word of ['NaN', 'Infinity']) {
      if (!rest.startsWith(word.slice(0, 1))) continue;
      let same = 1;
      while (rest[same] === word[same] && same < word.length) same++;
      return this.error('Invalid value.', this.#at + sign + same);
    }
    return this.error('Invalid value.', this.#at + sign);
  }

  #string(): string {
    const start = this.#at + 1;
    for (let at = start; ; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit === QUOTE) {
        this.#at = at + 1;
        return this.#text.slice(start, at);
      }
      if (unit === BACKSLASH || !(unit >= 32)) return this.#escapedString(start, at);
    }
  }

  /** The rest of a string from its first escape on. */
  #escapedString(start: number, from: number): string {
    const text = this.#text;
    let out = text.slice(start, from);
    let kept = from;
    for (let at = from; ; at++) {
      const character = text[at];
      if (character === undefined || character === '\0') {
        throw this.error('Missing a closing quotation mark in string.', at);
      }
      if (character === '"') {
        this.#at = at + 1;
        return out + text.slice(kept, at);
      }
      if (character < ' ') throw this.error('Invalid encoding in string.', at);
      if (character !== '\\') continue;
      out += text.slice(kept, at);
      const { decoded, length } = this.#escape(at);
      out += decoded;
      at += length - 1;
      kept = at + 1;
    }
  }

  #escape(at: number): { decoded: string; length: number } {
    const escaped = this.#text[at + 1] ?? '';
    if (escaped !== 'u') {
      const decoded = ESCAPES[escaped];
      if (decoded === undefined) throw this.error('Invalid escape character in string.', at);
      return { decoded, length: 2 };
    }
    const unit = this.#hex(at);
    if (unit < 0xd800 || unit > 0xdfff) return { decoded: String.fromCharCode(unit), length: 6 };
    if (unit > 0xdbff || this.#text.slice(at + 6, at + 8) !== '\\u') {
      throw this.error('The surrogate pair in string is invalid.', at);
    }
    const low = this.#hex(at + 6, at);
    if (low < 0xdc00 || low > 0xdfff) {
      throw this.error('The surrogate pair in string is invalid.', at);
    }
    return { decoded: String.fromCharCode(unit, low), length: 12 };
  }

  /** The number of an escape; an error is that of the pair, which may start earlier. */
  #hex(at: number, start = at): number {
    const digits = this.#text.slice(at + 2, at + 6);
    if (/^[0-9a-fA-F]{4}$/.test(digits)) return parseInt(digits, 16);
    throw this.error('Incorrect hex digit after \\u escape in string.', start);
  }
}

/** About a millisecond of reading. */
const VALUES_PER_STEP = 8192;

const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const CLOSING_BRACKET = 93;
const BACKSLASH = 92;
/** Digits of which any whole number is exact. */
const SAFE_DIGITS = 15;
/** RapidJSON keeps whole numbers in 64 bits, with or without a sign, and reads others as decimals. */
const LEAST_INTEGER = -(2n ** 63n);
const LARGEST_INTEGER = 2n ** 64n - 1n;
const NUMBER = /-?(?:(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|(NaN|Inf(?:inity|(?!i))))/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
}; // prettier-ignore

const isOpening = (character: string | undefined): boolean =>
  character === '{' || character === '[';

function openValue(isObject: boolean, isKept: boolean): OpenValue {
  return {
    list: isKept && !isObject ? [] : null,
    object: isKept && isObject ? {} : null,
    isObject,
    key: '',
  };
}

function keep({ list, object, key }: OpenValue, value: unknown): void {
  list?.push(value);
  if (object !== null) addMember(object, key, value);
}

/** Adds a member unless there is one of its name. */
export function addMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (Object.hasOwn(object, key)) return;
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
  else object[key] = value;
}
