import type { DnsEvent } from './dns-event.ts';
import { SentWords } from './sent-words.ts';

/** What of an event is packed; the type of its record comes out as null. */
export type PackableEvent = Pick<
  DnsEvent,
  'time' | 'client' | 'name' | 'type' | 'answer' | 'answers'
>;

/** Names of hosts, and clients, that both sides remember; of more, both forget all. */
const MOST_WORDS = 2 ** 20;
/** Answers by the numbers that stand for them. */
export const answersInOrder = [null, 'resolved', 'nxdomain', 'blocked', 'failed'] as const;
/** Between the answers of an event; none holds it. */
const BETWEEN = '\n';

/** Events without an object each: text that was sent before is a number, so that another thread gets them for little. */
export interface PackedEvents {
  readonly source: string;
  /** Whether numbers begin at 0 again. */
  readonly isReset: boolean;
  /** Clients that were not sent yet, and names; their numbers go on from those before. */
  readonly newClients: readonly string[];
  readonly newNames: readonly string[];
  /** Milliseconds since 1970, NaN where there is none. */
  readonly times: Float64Array<ArrayBuffer>;
  /** Numbers of clients, from 1; 0 where there is none. */
  readonly clients: Uint32Array<ArrayBuffer>;
  /** Numbers of names, from 1. */
  readonly names: Uint32Array<ArrayBuffer>;
  /** Places in `answersInOrder`. */
  readonly answers: Uint8Array<ArrayBuffer>;
  /** What names resolved to, all in one text, and where each event's part ends. */
  readonly addresses: string;
  readonly addressEnds: Uint32Array<ArrayBuffer>;
}

/** Packs events for one `EventUnpacker`. */
export class EventPacker {
  readonly #clients = new SentWords();
  readonly #names = new SentWords();
  readonly #mostWords: number;

  constructor(mostWords = MOST_WORDS) {
    this.#mostWords = mostWords;
  }

  pack(source: string, events: readonly PackableEvent[]): PackedEvents {
    const isReset = Math.max(this.#clients.size, this.#names.size) > this.#mostWords;
    if (isReset) {
      this.#clients.forget();
      this.#names.forget();
    }
    const count = events.length;
    const packed = {
      source,
      isReset,
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
      packed.answers[i] = answersInOrder.indexOf(event.answer);
      const { answers } = event;
      for (let at = 0; at < answers.length; at++)
        addresses += at === 0 ? (answers[at] ?? '') : BETWEEN + (answers[at] ?? '');
      packed.addressEnds[i] = addresses.length;
    }
    this.#clients.number(
      events.map(({ client }) => client),
      packed.clients,
    );
    this.#names.number(
      events.map(({ name }) => name),
      packed.names,
    );
    const [newClients, newNames] = [this.#clients.takeNew(), this.#names.takeNew()];
    return { ...packed, addresses, newClients, newNames };
  }
}

/** Unpacks what one `EventPacker` packed, in its order. */
export class EventUnpacker {
  readonly #clients: string[] = [];
  readonly #names: string[] = [];

  unpack(packed: PackedEvents): PackableEvent[] {
    const { times, clients, names, answers } = packed;
    if (packed.isReset) {
      this.#clients.length = 0;
      this.#names.length = 0;
    }
    for (const client of packed.newClients) this.#clients.push(client);
    for (const name of packed.newNames) this.#names.push(name);
    return Array.from(names, (name, i) => {
      const time = times[i] ?? NaN;
      const client = clients[i] ?? 0;
      return new UnpackedEvent(
        Number.isNaN(time) ? null : time,
        client === 0 ? null : (this.#clients[client - 1] ?? ''),
        this.#names[name - 1] ?? '',
        answersInOrder[answers[i] ?? 0] ?? null,
        packed,
        i,
      );
    });
  }
}

/** What a name resolved to is read where it is asked for. */
class UnpackedEvent implements PackableEvent {
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
    return addressesOf(this.#packed, this.#at);
  }
}

/** Returns what the name of an event resolved to. */
export function addressesOf(
  { addresses, addressEnds }: Pick<PackedEvents, 'addresses' | 'addressEnds'>,
  at: number,
): readonly string[] {
  const from = at === 0 ? 0 : (addressEnds[at - 1] ?? 0);
  const to = addressEnds[at] ?? 0;
  return from === to ? [] : addresses.slice(from, to).split(BETWEEN);
}
