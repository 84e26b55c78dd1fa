import type { JsonObject } from '../prediction/parse-json.ts';
import { invalidArgument } from '../serving-error.ts';

const TOKEN =
  /\s+|#[^\n]*|(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<word>[A-Za-z_][\w.]*)|(?<number>[-+]?[\d.][\w.+-]*)|(?<mark>[{}<>:;,[\]])/gy;

interface Token {
  readonly kind: 'text' | 'word' | 'number' | 'mark' | 'end';
  readonly value: string;
  readonly line: number;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '<': '>' };

/**
 * Reads protobuf's text format, in which model configuration files are written. Every field becomes a list of its
 * values, as only the schema knows which ones repeat.
 */
export function parseTextFormat(source: string): JsonObject {
  const tokens = tokenize(source);
  let next = 0;
  const peek = (): Token => tokens[next] ?? { kind: 'end', value: 'the end', line: 0 };
  const take = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const accept = (...marks: string[]): string | null => {
    const { kind, value } = peek();
    if (kind !== 'mark' || !marks.includes(value)) return null;
    next++;
    return value;
  };
  const fail = ({ value, line }: Token, expected: string): Error =>
    invalidArgument(`Line ${line} has ${value} where ${expected} was expected`);

  function message(close: string | null): JsonObject {
    const fields = new Map<string, unknown[]>();
    while (close === null ? peek().kind !== 'end' : accept(close) === null) {
      const name = take();
      if (name.kind !== 'word') throw fail(name, 'the name of a field');
      const values = fields.get(name.value) ?? [];
      const colon = accept(':') !== null;
      if (colon && accept('[') !== null) {
        while (accept(']') === null) {
          values.push(value(true));
          accept(',');
        }
      } else {
        values.push(value(colon));
      }
      fields.set(name.value, values);
      accept(',', ';');
    }
    return Object.fromEntries(fields);
  }

  function value(scalarAllowed: boolean): unknown {
    const open = accept('{', '<');
    if (open !== null) return message(CLOSING[open] ?? '');
    const token = take();
    if (!scalarAllowed) throw fail(token, "':' or '{'");
    if (token.kind === 'text') {
      let text = unescape(token.value);
      // Strings side by side are one string.
      while (peek().kind === 'text') text += unescape(take().value);
      return text;
    }
    if (token.kind === 'number') return Number(token.value);
    if (token.kind === 'word') return token.value;
    throw fail(token, 'a value');
  }

  return message(null);
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) {
      throw invalidArgument(
        `Line ${line} has ${JSON.stringify(source[at])}, which is no part of the text format`,
      );
    }
    const [kind, value] =
      Object.entries<string | undefined>(match.groups ?? {}).find(
        (entry) => entry[1] !== undefined,
      ) ?? [];
    if (value !== undefined) tokens.push({ kind: kind as Token['kind'], value, line });
    line += match[0].split('\n').length - 1;
  }
  tokens.push({ kind: 'end', value: 'the end', line });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescape(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
}
