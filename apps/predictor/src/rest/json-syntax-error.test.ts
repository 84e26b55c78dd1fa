import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { findJsonSyntaxError } from './json-syntax-error.ts';

describe('the first mistake of a text is told with its offset', () => {
  test.each([
    ['', 'The document is empty.', 0],
    ['  ', 'The document is empty.', 2],
    ['{} x', 'The document root must not be followed by other values.', 3],
    ['{"a":1}}', 'The document root must not be followed by other values.', 7],
    ['abc', 'Invalid value.', 0],
    ['trie', 'Invalid value.', 2],
    ['[1,]', 'Invalid value.', 3],
    ['{a:1}', 'Missing a name for object member.', 1],
    ['{"a":1,}', 'Missing a name for object member.', 7],
    ['{"a" 1}', 'Missing a colon after a name of object member.', 5],
    ['{"a":1 "b":2}', 'Missing a comma or } after an object member.', 7],
    ['{"a":[1 2]}', 'Missing a comma or ] after an array element.', 8],
    ['{"instances":[[1,2', 'Missing a comma or ] after an array element.', 18],
    ['{"a":"\\u12g4"}', 'Incorrect hex digit after \\u escape in string.', 6],
    ['{"a":"\\x"}', 'Invalid escape character in string.', 6],
    ['{"a":"b', 'Missing a closing quotation mark in string.', 7],
    ['{"a":"b\nc"}', 'Invalid encoding in string.', 7],
    ['[1.]', 'Miss fraction part in number.', 3],
    ['[1e]', 'Miss exponent in number.', 3],
    ['{"é":x}', 'Invalid value.', 6],
  ])('%j', (text, message, offset) => {
    expect(findJsonSyntaxError(text)).toEqual({ message, offset });
  });

  test('deep nesting does not exhaust the stack', () => {
    expect(findJsonSyntaxError('['.repeat(1_000_000))).toEqual({
      message: 'Invalid value.',
      offset: 1_000_000,
    });
  });

  test('it ends at a mistake in every text that JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', '\\', 'x'),
        (json, at, junk) => {
          const place = at % (json.length + 1);
          const text = json.slice(0, place) + junk + json.slice(place + 1);
          const refused = isRefused(text);
          if (refused)
            expect(findJsonSyntaxError(text).offset).toBeLessThanOrEqual(Buffer.byteLength(text));
          else expect(findJsonSyntaxError(`${text} `).message).toMatch(/root must not be followed/);
        },
      ),
    );
  });
});

function isRefused(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
