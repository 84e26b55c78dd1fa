import type { DnsEvent } from '@degas/logs';

import type { WatchedEvent } from './log-events.ts';

/** Names of hosts and clients that both sides remember; of more, both forget all. */
const MOST_WORDS = 2 ** 18;
const answersInOrder = [null, 'resolved', 'nxdomain', 'blocked', 'failed'] as const;
/** Between the answers of an event; none holds it. */
const BETWEEN = '\n';

/** Events without an object each: text that was sent before is a number, so that another thread gets them for little. */
export interface PackedEvents {
  readonly source: string;
  /** Whether numbers begin at 0 again. */
  readonly isReset: boolean;
  /** Clients and names that were not sent yet; their numbers go on from those before. */
  readonly words: readonly string[];
  /** Milliseconds since 1970, NaN where there is none. */
  readonly times: Float64Array<ArrayBuffer>;
  /** Numbers of clients, one more than the word's; 0 where there is none. */
  readonly clients: Uint32Array<ArrayBuffer>;
  readonly names: Uint32Array<ArrayBuffer>;
  /** Places in `answersInOrder`. */
  readonly answers: Uint8Array<ArrayBuffer>;
  /** What names resolved to, all in one text, and where each event's part ends. */
  readonly addresses: string;
  readonly addressEnds: Uint32Array<ArrayBuffer>;
}

/** Packs events for one `EventUnpacker`. */
export class EventPacker {
  readonly #numberOf = new Map<string, number>();

  pack(source: string, events: readonly WatchedEvent[]): PackedEvents {
    const isReset = this.#numberOf.size > MOST_WORDS;
    if (isReset) this.#numberOf.clear();
    const words: string[] = [];
    const numberFor = (word: string): number => {
      let number = this.#numberOf.get(word);
      if (number === undefined) {
        number = this.#numberOf.size;
        this.#numberOf.set(word, number);
        words.push(word);
      }
      return number;
    };
    const count = events.length;
    const packed = {
      source,
      isReset,
      words,
      times: new Float64Array(count),
      clients: new Uint32Array(count),
      names: new Uint32Array(count),
      answers: new Uint8Array(count),
      addressEnds: new Uint32Array(count),
    };
    let addresses = '';
    for (let i = 0; i < count; i++) {
      const event = events[i];
      if (event === undefined) continue;
      packed.times[i] = event.time ?? NaN;
      packed.clients[i] = event.client === null ? 0 : numberFor(event.client) + 1;
      packed.names[i] = numberFor(event.name);
      packed.answers[i] = answersInOrder.indexOf(event.answer);
      if (event.answers.length > 0) addresses += event.answers.join(BETWEEN);
      packed.addressEnds[i] = addresses.length;
    }
    return { ...packed, addresses };
  }
}

/** Unpacks what one `EventPacker` packed, in its order. */
export class EventUnpacker {
  readonly #words: string[] = [];

  unpack(packed: PackedEvents): WatchedEvent[] {
    const { times, clients, names, answers } = packed;
    const words = this.#words;
    if (packed.isReset) words.length = 0;
    for (const word of packed.words) words.push(word);
    return Array.from(names, (name, i) => {
      const time = times[i] ?? NaN;
      const client = clients[i] ?? 0;
      return new UnpackedEvent(
        Number.isNaN(time) ? null : time,
        client === 0 ? null : (words[client - 1] ?? ''),
        words[name] ?? '',
        answersInOrder[answers[i] ?? 0] ?? null,
        packed,
        i,
      );
    });
  }
}

/** What a name resolved to is read where it is asked for. */
class UnpackedEvent implements WatchedEvent {
  readonly time: number | null;
  readonly client: string | null;
  readonly name: string;
  readonly type = null;
  readonly answer: DnsEvent['answer'];
  readonly #packed: PackedEvents;
  readonly #at: number;

  constructor(
    time: number | null,
    client: string | null,
    name: string,
    answer: DnsEvent['answer'],
    packed: PackedEvents,
    at: number,
  ) {
    this.time = time;
    this.client = client;
    this.name = name;
    this.answer = answer;
    this.#packed = packed;
    this.#at = at;
  }

  get answers(): readonly string[] {
    const { addresses, addressEnds } = this.#packed;
    const from = this.#at === 0 ? 0 : (addressEnds[this.#at - 1] ?? 0);
    const to = addressEnds[this.#at] ?? 0;
    return from === to ? [] : addresses.slice(from, to).split(BETWEEN);
  }
}
