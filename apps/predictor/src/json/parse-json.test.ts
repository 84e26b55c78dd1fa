import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { CodeRows } from './code-rows.ts';
import { JsonDecimal } from './json-decimal.ts';
import { JsonReader } from './json-reader.ts';
import { LazyList } from './lazy-list.ts';
import { isJsonList, parseJsonObject, type JsonObject } from './parse-json.ts';
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

const parse = (text: string, rows: readonly string[] = []): Promise<JsonObject> =>
  parseJsonObject(Buffer.from(text), rows);

/** The body with its rows as lists. */
function unpacked(body: JsonObject): JsonObject {
  const members = Object.entries(body).map(([key, value]) => [
    key,
    value instanceof LazyList || value instanceof CodeRows ? [...value] : value,
  ]);
  return Object.fromEntries(members) as JsonObject;
}

/** What a text is read as, or why not. */
async function outcome(text: string, rows: readonly string[]): Promise<unknown> {
  try {
    return unpacked(await parse(text, rows));
  } catch (error) {
    return (error as Error).message;
  }
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
  test('is read alike whichever way it is read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), json), async (body) => {
        const text = JSON.stringify(body);
        const large = `${text}${' '.repeat(1024 * 1024)}`;
        const read = unpacked(await parse(large, Object.keys(body).slice(0, 1)));
        expect(plain(read)).toEqual(plain(await parse(text)));
      }),
      { numRuns: 30 },
    );
  });

  test('that is large has its rows read one by one, as often as they are asked for', async () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `name-${i}.com`);
    const { instances } = await parse(JSON.stringify({ instances: names }), ['instances']);
    expect(isJsonList(instances) && instances.length).toBe(100_000);
    expect([...(instances as LazyList)]).toEqual(names);
    expect([...(instances as LazyList)]).toEqual(names);
  });

  test('of rows of codes is read alike from its bytes and from its text', async () => {
    const spaces = fc.constantFrom('', ' ', '\n  ', '\t');
    const code = fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: 0, max: 255 }).map(String) },
      fc.constantFrom(
        '256',
        '01',
        '-1',
        '1.0',
        '1e1',
        '"a"',
        'null',
        '',
        '[1]',
        '{}',
        '[',
        ']',
        '}',
        'é',
      ),
    );
    const body = fc.record({
      width: fc.integer({ min: 1, max: 4 }),
      codes: fc.array(code, { maxLength: 12 }),
      space: spaces,
      front: fc.constantFrom('', '"signature_name":"a",', '"signature_name":1,', '"rows":1,'),
      behind: fc.constantFrom('}', ',"rows":2}', ',"a":[[1]]} x', ',', ']', ''),
    });
    await fc.assert(
      fc.asyncProperty(body, async ({ width, codes, space, front, behind }) => {
        const rows: string[] = [];
        for (let at = 0; at < codes.length; at += width)
          rows.push(`[${codes.slice(at, at + width).join(`${space},`)}]`);
        const text = `{${front}"rows"${space}:[${rows.join(`,${space}`)}${space}]${behind}`;
        expect(await outcome(text, ['rows'])).toEqual(await outcome(text, []));
      }),
      { numRuns: 1000 },
    );
    const { rows } = await parse('{"rows": [[0, 7], [255, 1]], "rows": 1}', ['rows']);
    expect(rows).toBeInstanceOf(CodeRows);
  });

  test('of a million values lets others have their turn while it is read', async () => {
    const numbers = Buffer.from(
      JSON.stringify({ a: Array.from({ length: 1_000_000 }, () => 1.5) }),
    );
    const rows = Buffer.from(JSON.stringify({ a: Array.from({ length: 300_000 }, () => [0, 7]) }));
    for (const [body, members] of [
      [numbers, []],
      [numbers, ['a']],
      [rows, ['a']],
    ] as const) {
      let turns = 0;
      let isRead = false;
      const count = (): void => {
        turns++;
        if (!isRead) setImmediate(count);
      };
      setImmediate(count);
      await parseJsonObject(body, members);
      isRead = true;
      expect(turns).toBeGreaterThan(50);
    }
  });

  test.each(['{"a":1,"a":2}', '{"b":{"a":1,"a":2}}', '{"a":1, "a" :2}'])(
    'keeps the first of two equal keys: %s',
    async (text) => {
      expect(JSON.stringify(await parse(text))).toMatch(/"a":1/);
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
