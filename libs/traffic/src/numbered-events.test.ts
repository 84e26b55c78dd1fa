import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { DnsEvent } from './events/dns-event.ts';
import { nameColumns, type NumberedEvents } from './events/numbered-events.ts';
import { event } from './testing/events.ts';
import { fakeJudge } from './testing/fake-judge.ts';
import { TrafficWatch } from './traffic-watch.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const answerOf = [null, 'resolved', 'nxdomain', 'blocked', 'failed'] as const;

const batches = fc.array(
  fc.record({
    isReset: fc.boolean(),
    events: fc.array(
      fc.record({
        time: fc.option(fc.integer({ min: NOON, max: NOON + 90_000_000 }), { freq: 20 }),
        client: fc.constantFrom('10.0.0.1', '10.0.0.2', '2001:db8::1234:5678', null),
        name: fc.oneof(
          fc.integer({ min: 0, max: 20 }).map((i) => `xq${i}w.com`),
          fc.constantFrom('www.example.com', 'wpad.corp.com', 'a.com.example.org', 'localhost', ''),
        ),
        answer: fc.constantFrom(...answerOf),
        answers: fc.constantFrom([], ['192.0.2.1']),
      }),
      { maxLength: 40 },
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

/** Numbers names and clients as a sender does. */
class Numbering {
  readonly #clients = new Map<string, number>();
  readonly #names = new Map<string, number>();

  of(events: readonly DnsEvent[], isReset: boolean): NumberedEvents {
    if (isReset) {
      this.#clients.clear();
      this.#names.clear();
    }
    const [newClients, newNames]: [string[], string[]] = [[], []];
    const numberOf = (numbers: Map<string, number>, fresh: string[], text: string): number => {
      let number = numbers.get(text);
      if (number === undefined) {
        numbers.set(text, (number = numbers.size + 1));
        fresh.push(text);
      }
      return number;
    };
    return {
      isReset,
      times: Float64Array.from(events, ({ time }) => time ?? NaN),
      clients: Uint32Array.from(events, ({ client }) =>
        client === null ? 0 : numberOf(this.#clients, newClients, client),
      ),
      names: Uint32Array.from(events, ({ name }) => numberOf(this.#names, newNames, name)),
      answers: Uint8Array.from(events, ({ answer }) => answerOf.indexOf(answer)),
      answerOf,
      addressesOf: (index) => events[index]?.answers ?? [],
      newClients,
      newNames: nameColumns(newNames),
    };
  }
}

test('events by number are the same to a watch as by text, also where clients have to make room', () => {
  fc.assert(
    fc.property(batches, fc.constantFrom(2, 1000), (given, maxClients) => {
      const [byText, byNumber] = [0, 1].map(() => new TrafficWatch(fakeJudge, { maxClients }));
      const numbering = new Numbering();
      for (const { isReset, events: parts } of given) {
        const events = parts.map((each) => event(each));
        byText?.add(events);
        byNumber?.addNumbered(numbering.of(events, isReset));
      }
      expect(byNumber?.counts).toEqual(byText?.counts);
      expect(byNumber?.judgeAll()).toEqual(byText?.judgeAll());
      expect(byNumber?.finish()).toEqual(byText?.finish());
    }),
    { numRuns: 12 },
  );
});
