import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { EventPacker, EventUnpacker, type PackableEvent } from './packed-events.ts';

const text = fc.oneof(fc.constantFrom('10.0.0.1', 'www.example.com', ''), fc.string());
const events = fc.array(
  fc.record({
    time: fc.option(fc.double({ min: 0, max: 2e12, noNaN: true })),
    client: fc.option(text),
    name: text,
    type: fc.constant(null),
    answer: fc.constantFrom(null, 'resolved', 'nxdomain', 'blocked', 'failed'),
    answers: fc.array(fc.stringMatching(/^[\da-f.:]+$/), { maxLength: 4 }),
  }),
  { maxLength: 20 },
);

const plain = ({ time, client, name, type, answer, answers }: PackableEvent) => ({
  time,
  client,
  name,
  type,
  answer,
  answers: [...answers],
});

test('what was packed comes out as it was, batch after batch', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 5 }), (batches) => {
      const [packer, unpacker] = [new EventPacker(), new EventUnpacker()];
      for (const batch of batches) {
        const packed = structuredClone(packer.pack('dns.log', batch as PackableEvent[]));
        expect(unpacker.unpack(packed).map(plain)).toEqual(batch);
      }
    }),
  );
});

test('a name that was sent before is a number', () => {
  const packer = new EventPacker();
  const event: PackableEvent = {
    time: 1,
    client: '10.0.0.1',
    name: 'example.com',
    type: null,
    answer: null,
    answers: [],
  };
  expect(packer.pack('a', [event, event])).toMatchObject({
    newClients: ['10.0.0.1'],
    newNames: ['example.com'],
  });
  expect(packer.pack('a', [event])).toMatchObject({ newClients: [], newNames: [] });
});

test('both sides forget what was sent once it is too much, and go on', () => {
  const [packer, unpacker] = [new EventPacker(100), new EventUnpacker()];
  const named = (name: string): PackableEvent => ({
    time: null,
    client: null,
    name,
    type: null,
    answer: 'nxdomain',
    answers: [],
  });
  const many = Array.from({ length: 101 }, (_, i) => named(`n${i}.com`));
  unpacker.unpack(packer.pack('a', many));
  const packed = packer.pack('a', [named('n7.com'), named('other.com')]);
  expect(packed).toMatchObject({ isReset: true, newNames: ['n7.com', 'other.com'] });
  expect(unpacker.unpack(packed).map(({ name }) => name)).toEqual(['n7.com', 'other.com']);
});
