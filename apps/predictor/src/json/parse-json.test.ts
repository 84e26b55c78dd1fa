import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { JsonDecimal } from './json-decimal.ts';
import { JsonReader } from './json-reader.ts';
import { LazyList } from './lazy-list.ts';
import { isJsonList, parseJsonObject } from './parse-json.ts';
import { quoteJson } from './quote-json.ts';

/** Values in which JSON.parse and RapidJSON agree: no number that could be taken for whole. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.constantFrom(true, false, null, 0.5, -1.25, 1e-7),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5 }),
  ),
})).value;

/** The value with the reader's decimals as numbers. */
function plain(value: unknown): unknown {
  if (value instanceof JsonDecimal) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

describe('the reader of JSON', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(new JsonReader(text).readValue())).toEqual(JSON.parse(text));
      }),
    );
  });

  test('checks a value without building it up to the same place', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = JSON.stringify(value);
        const reader = new JsonReader(`${text} x`);
        reader.skipValue();
        expect(reader.position).toBe(text.length);
      }),
    );
  });

  test('refuses or reads any text without a crash', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\u0d8NaIfty1e+-. \n')) }),
        (text) => {
          try {
            new JsonReader(text).readValue();
          } catch (error) {
            expect((error as Error).message).toMatch(/^JSON Parse error: .* at offset: \d+$/);
          }
        },
      ),
    );
  });
});

describe('a body', () => {
  test('is read alike whichever way it is read', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (body) => {
        const text = JSON.stringify(body);
        const large = `${text}${' '.repeat(1024 * 1024)}`;
        const read = parseJsonObject(large);
        const lists = Object.entries(read).map(([key, value]) => [
          key,
          value instanceof LazyList ? [...value] : value,
        ]);
        expect(plain(Object.fromEntries(lists))).toEqual(plain(parseJsonObject(text)));
      }),
      { numRuns: 30 },
    );
  });

  test('that is large has its rows read one by one, as often as they are asked for', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `name-${i}.com`);
    const { instances } = parseJsonObject(JSON.stringify({ instances: names }));
    expect(isJsonList(instances) && instances.length).toBe(100_000);
    expect([...(instances as LazyList)]).toEqual(names);
    expect([...(instances as LazyList)]).toEqual(names);
  });

  test.each(['{"a":1,"a":2}', '{"b":{"a":1,"a":2}}', '{"a":1, "a" :2}'])(
    'keeps the first of two equal keys: %s',
    (text) => {
      expect(JSON.stringify(parseJsonObject(text))).toMatch(/"a":1/);
    },
  );
});

test.each<[unknown, string]>([
  [[1, [2, 3]], '[1, [2, 3]]'],
  [{ a: [], b: {} }, '{\n    "a": [],\n    "b": {}\n}'],
  [new JsonDecimal(1), '1.0'],
  [{ a: new JsonDecimal(1) }, '{\n    "a": 1.0\n}'],
  [0.1, '0.1'],
])('%j is quoted as RapidJSON prints it', (value, quote) => {
  expect(quoteJson(value)).toBe(quote);
});

test('a quote has 256 bytes at most, and is found in time for endless values', () => {
  expect(quoteJson('é'.repeat(1000))).toHaveLength(129);
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(quoteJson(deep)).toBe('['.repeat(256));
});
