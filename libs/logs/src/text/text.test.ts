import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { TextDecoding } from './decode-text.ts';
import { firstEscapedByte, nameWithEscapes } from './escaped-bytes.ts';
import { addressOf, isAddress, isHostName, isPublicHostName } from './host-name.ts';
import { LineSplitter, MAX_LINE } from './line-splitter.ts';
import { hostInWord } from './name-in-text.ts';
import { parseTime } from './parse-time.ts';
import { timeInLine } from './time-in-line.ts';

const AT = Date.UTC(2026, 10, 1, 10);

describe('times', () => {
  test.each([
    ['2026-11-01T10:00:00Z', AT],
    ['2026-11-01T10:00:00.123456+0000', AT + 123],
    ['2026-11-01T12:00:00+02:00', AT],
    ['2026-11-01T08:00:00-0200', AT],
    ['2026-11-01 10:00:00 UTC', AT],
    ['2026-11-01 10:00', AT],
    ['2026/11/01 10:00:00', AT],
    ['2026-11-01', Date.UTC(2026, 10, 1)],
    ['1793527200', AT],
    ['1793527200.5', AT + 500],
    ['1793527200123', AT + 123],
    [1_793_527_200, AT],
    [1_793_527_200_123_456, AT + 123],
    [1_793_527_200_123_456_789, AT + 123],
    ['01-Nov-2026 10:00:00.123', AT + 123],
    ['01/Nov/2026:10:00:00 +0000', AT],
    ['11/1/2026 10:00:00 AM', AT],
    ['11/1/2026 12:00:00 AM', Date.UTC(2026, 10, 1)],
    ['01.11.2026 10:00:00', AT],
    ['1/11/2026 10:00:00', AT],
    ['Nov 1, 2026 @ 10:00:00.000', AT],
    ['Sun Nov  1 10:00:00 2026', AT],
    ['Nov  1 10:00:00', AT],
    ['', null],
    ['-', null],
    ['soon', null],
    ['2026-13-01T10:00:00Z', null],
    [null, null],
    [Number.NaN, null],
  ])('%s', (text, time) => {
    expect(parseTime(text, AT + 5000)).toBe(time);
  });

  test('a day without a year is of the last year where it would come after the log', () => {
    expect(parseTime('Dec 31 23:00:00', Date.UTC(2026, 0, 2))).toBe(Date.UTC(2025, 11, 31, 23));
  });

  test.each([
    ['<30>1 2026-11-01T10:00:00Z host app - - - x', AT],
    ['<30>Nov  1 10:00:00 host app: x', AT],
    ['[1793527200] unbound[1:0] info: x', AT],
    ['1793527200.000 x', AT],
    ['[2026-11-01 10:00:00] x', AT],
    ['x', null],
  ])('at the beginning of a line: %s', (line, time) => {
    expect(timeInLine(line, AT)).toBe(time);
  });
});

describe('host names', () => {
  test.each([
    'a.de',
    'WWW.Example.COM.',
    '_dmarc.example.com',
    'xn--p1ai.xn--p1ai',
    'bücher.example',
    'a-b.c3',
  ])('%s is one', (text) => {
    expect(isHostName(text)).toBe(true);
  });

  test.each([
    '',
    'localhost',
    '192.0.2.1',
    'a..de',
    '.a.de',
    'a.d',
    'a b.de',
    'x@a.de',
    'a.12',
    `${'a'.repeat(64)}.de`,
    'a.de/',
    '::1',
    'a.b:1',
  ])('%s is not', (text) => {
    expect(isHostName(text)).toBe(false);
  });

  test('under a suffix that exists', () => {
    expect([
      isPublicHostName('a.example.com'),
      isPublicHostName('x.ddns.net'),
      isPublicHostName('setup.exe'),
    ]).toEqual([true, true, false]);
  });

  test('addresses and their ports', () => {
    expect(
      [
        '10.0.0.5:53',
        '10.0.0.5#53',
        '[2001:db8::1]:53',
        '::ffff:10.0.0.5',
        '2001:db8::1',
        'pc1',
      ].map(addressOf),
    ).toEqual(['10.0.0.5', '10.0.0.5', '2001:db8::1', '10.0.0.5', '2001:db8::1', 'pc1']);
    expect([isAddress('::'), isAddress('10.0.0.5'), isAddress('a.de')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('a name is found in its own URL', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
    fc.assert(
      fc.property(label, label, fc.integer({ min: 1, max: 65_535 }), (first, second, port) => {
        const name = `${first}.${second}.com`;
        expect(hostInWord(`http://u:p@${name}:${port}/x?y#z`)).toBe(name);
        expect(hostInWord(`hxxps://${name.replaceAll('.', '[.]')}/`)).toBe(name);
      }),
    );
  });
});

function decoded(bytes: Uint8Array, cut: number): string {
  const decoding = new TextDecoding();
  return (
    decoding.decode(bytes.subarray(0, cut)) + decoding.decode(bytes.subarray(cut)) + decoding.end()
  );
}

describe('bytes become text', () => {
  test('in UTF-8, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, cut) => {
        // Text of UTF-16's shape is taken for that.
        fc.pre(!text.startsWith('\ufeff') && !text.includes('\0'));
        const bytes = new TextEncoder().encode(text);
        expect(decoded(bytes, cut % (bytes.length + 1))).toBe(text);
      }),
    );
  });

  test('in UTF-16 of both orders, with their mark or without', () => {
    const little = Buffer.from('\ufeffa.example.com\n', 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(
      [little, big, little.subarray(2), big.subarray(2)].map((bytes) => decoded(bytes, 5)),
    ).toEqual(Array(4).fill('a.example.com\n'));
  });

  test('never with an error, whatever they are, and the same in any pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4 }), fc.nat(), (bytes, cut) => {
        expect(decoded(bytes, cut % (bytes.length + 1))).toBe(decoded(bytes, 0));
      }),
    );
  });

  test('a byte that is not UTF-8 is shown with its place', () => {
    const text = decoded(Buffer.from('m\xfcnchen.de', 'latin1'), 0);
    expect(firstEscapedByte(text)).toBe('byte 0xFC at character 2 is not UTF-8');
    expect(nameWithEscapes(text)).toBeNull();
    expect(nameWithEscapes(decoded(Buffer.from('\xff.example.com', 'latin1'), 0))).toBe(
      '\\255.example.com',
    );
  });
});

describe('text becomes lines', () => {
  const split = (pieces: readonly string[], end: '\n' | '\r' = '\n'): string[] => {
    const lines: string[] = [];
    const splitter = new LineSplitter(end, (line, isWhole) =>
      lines.push(isWhole ? line : `…${line.length}`),
    );
    for (const piece of pieces) splitter.push(piece);
    splitter.end();
    return lines;
  };

  test('the same in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bb', '\n', '\r\n', '\r', 'é')),
        fc.nat(),
        (parts, cut) => {
          const text = parts.join('');
          const at = cut % (text.length + 1);
          expect(split([text.slice(0, at), text.slice(at)])).toEqual(split([text]));
        },
      ),
    );
  });

  test('a line of more than 1 MiB is cut, and those behind it are read', () => {
    const long = 'x'.repeat(MAX_LINE + 1);
    expect(split([`a\n${long}\nb`])).toEqual(['a', '…256', 'b']);
    expect(split(['a\n', long, 'x', `x\nb`])).toEqual(['a', '…256', 'b']);
  });
});
