import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { JsonScanner, type JsonFrame } from './json-scanner.ts';

function scanned(pieces: readonly string[], frame: JsonFrame): (string | null)[] {
  const values: (string | null)[] = [];
  const scanner = new JsonScanner(frame, (text, _line, problem) => values.push(problem ?? text));
  for (const piece of pieces) scanner.push(piece);
  scanner.end();
  return values;
}

const value = fc.oneof(
  fc.record({ domain: fc.string(), deep: fc.jsonValue({ maxDepth: 3 }) }),
  fc.string(),
  fc.array(fc.jsonValue({ maxDepth: 2 })),
);

test('the elements of an array come out one by one, in any pieces', () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1 }),
      fc.nat(),
      fc.constantFrom(undefined, 1),
      (values, cut, indent) => {
        const text = JSON.stringify(values, null, indent);
        const at = cut % text.length;
        const found = scanned([text.slice(0, at), text.slice(at)], 'elements');
        expect(found.map((one) => JSON.parse(one ?? '') as unknown)).toEqual(JSON.parse(text));
      },
    ),
  );
});

test('so do those of an array within objects, and documents one behind another', () => {
  const records = [{ a: [1, { b: '}' }] }, { a: [] }];
  const text = JSON.stringify(
    { took: 3, hits: { total: 2, hits: records }, more: [{ c: 1 }] },
    null,
    2,
  );
  expect(scanned([text], 'elements').map((one) => JSON.parse(one ?? '') as unknown)).toEqual([
    ...records,
    { c: 1 },
  ]);
  const documents = records.map((record) => JSON.stringify(record, null, 2)).join('\n');
  expect(scanned([documents], 'documents').map((one) => JSON.parse(one ?? '') as unknown)).toEqual(
    records,
  );
});

test('a string that is cut off costs its own record only', () => {
  const text = '[{"a":"one"},\n{"a":"tw\n,{"a":"three"}]';
  expect(scanned([text], 'elements')).toEqual(['{"a":"one"}', 'cut_off', '{"a":"three"}']);
});

test('a value of more than 1 MiB is passed over', () => {
  const long = JSON.stringify({ a: 'x'.repeat(1 << 21) });
  expect(scanned([`[{"a":1},${long},{"a":2}]`], 'elements')).toEqual([
    '{"a":1}',
    'too_long',
    '{"a":2}',
  ]);
});
