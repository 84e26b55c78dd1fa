import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { LogReader } from '../reading/log-reader.ts';
import { dnstapOf, pcapngOf, pcapOf } from '../testing/generated-captures.ts';
import { answerOfQuery, generatedQueries } from '../testing/generated-queries.ts';
import { recordsOf } from '../testing/records.ts';
import { addressText } from './address-text.ts';

const queries = generatedQueries(60, 9);
const expected = queries.map((query) => ({
  kind: 'event',
  name: query.name,
  client: query.client,
  time: query.time,
  type: query.type,
  answer: answerOfQuery(query),
  answers: query.answers,
}));

const captures: readonly (readonly [string, Uint8Array])[] = [
  ['pcap', pcapOf(queries)],
  ['pcap, big-endian', pcapOf(queries, false)],
  ['pcapng', pcapngOf(queries)],
  ['dnstap', dnstapOf(queries)],
];

describe('captures of UDP, TCP, VLAN and dnstap frames', () => {
  test.each(captures)('%s', (name, bytes) => {
    const reader = new LogReader();
    const records = [...reader.write(bytes), ...reader.end()];
    expect(records).toMatchObject(expected);
    expect(reader.format).toBe(name.split(',')[0]?.replace('pcapng', 'pcap'));
  });

  test.each(captures)('%s in any pieces, and cut anywhere', (_, bytes) => {
    const whole = recordsOf(bytes);
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (first, second) => {
        const reader = new LogReader();
        const records = [
          ...reader.write(bytes.slice(0, first)),
          ...reader.write(bytes.slice(first)),
          ...reader.end(),
        ];
        expect(records).toEqual(whole);
        const cut = bytes.slice(0, Math.max(64, second));
        expect(recordsOf(cut).length).toBeLessThanOrEqual(whole.length + 1);
      }),
      { numRuns: 20 },
    );
  });

  test('a policy of dnstap, a broken message and a broken frame', () => {
    const bytes = dnstapOf(queries.slice(0, 3));
    const broken = Uint8Array.from(bytes);
    broken.set([0xff, 0xff, 0xff, 0xff], bytes.length - 200);
    const kinds = recordsOf(broken).map((record) =>
      record.kind === 'rejection' ? record.reason : record.kind,
    );
    expect(kinds).toEqual(expect.arrayContaining(['event']));
    expect(kinds.some((kind) => kind !== 'event')).toBe(true);
  });

  test.each([
    [[192, 0, 2, 1], '192.0.2.1'],
    [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], '2001:db8::5'],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 5], '10.0.0.5'],
    [Array<number>(16).fill(0), '::'],
    [[1, 2], null],
  ])('addresses: %j', (bytes, text) => {
    expect(addressText(Uint8Array.from(bytes))).toBe(text);
  });
});
