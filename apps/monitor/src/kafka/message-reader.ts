import { LogReader, type ReadOptions } from '@degas/logs';
import type { DnsEvent } from '@degas/traffic';

import type { KafkaRecord } from './kafka-port.ts';

/** A message that holds no event though it should, and why. */
export interface PoisonMessage {
  readonly record: KafkaRecord;
  readonly reason: string;
}

export interface ReadMessages {
  readonly events: DnsEvent[];
  readonly poison: PoisonMessage[];
}

/** Messages are one text each; a reader takes one text whose lines they are. */
const LINE_BREAKS = /[\r\n]+/g;

/**
 * Reads the messages of one partition: a JSON document each, or a line of any format of `@degas/logs`. An event without a
 * client gets the message's key for one.
 */
export class MessageReader {
  readonly #options: ReadOptions;
  #reader: LogReader;
  /** Records by the line of the reader that they became; those before `#first` are done with. */
  #lines: KafkaRecord[] = [];
  #first = 1;

  constructor(options: ReadOptions = {}) {
    this.#options = options;
    this.#reader = new LogReader(options);
  }

  read(records: readonly KafkaRecord[]): ReadMessages {
    const poison: PoisonMessage[] = [];
    let text = '';
    for (const record of records) {
      const line = lineOf(record.value);
      if (line === '') {
        if (record.value !== null) poison.push({ record, reason: 'empty' });
        continue;
      }
      this.#lines.push(record);
      text += `${line}\n`;
    }
    return this.#take(poison, () => {
      const read = this.#reader.write(text);
      // The first messages decide the format; they do not wait for a hundred.
      return this.#reader.format === null ? [...read, ...this.#reader.flush()] : read;
    });
  }

  /** Gives out the queries that wait for their answer. */
  flush(): ReadMessages {
    return this.#take([], () => this.#reader.flush());
  }

  #take(poison: PoisonMessage[], read: () => ReturnType<LogReader['write']>): ReadMessages {
    const events: DnsEvent[] = [];
    try {
      for (const record of read()) {
        const message = this.#lines[record.line - this.#first];
        if (record.kind === 'rejection') {
          if (message !== undefined) poison.push({ record: message, reason: record.reason });
        } else if (record.kind === 'event') {
          const client = record.client ?? message?.key?.toString() ?? null;
          events.push(client === record.client ? record : { ...record, client });
        }
      }
      this.#forget();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      for (const record of this.#lines) poison.push({ record, reason });
      this.#reader = new LogReader(this.#options);
      this.#lines = [];
      this.#first = 1;
    }
    return { events, poison };
  }

  /** Messages whose queries still wait for an answer are few, and recent. */
  #forget(): void {
    const kept = 4096;
    const over = this.#lines.length - kept;
    if (over <= 0) return;
    this.#lines.splice(0, over);
    this.#first += over;
  }
}

function lineOf(value: Buffer | null): string {
  const text = value?.toString() ?? '';
  const isLine = !text.includes('\n') && !text.includes('\r');
  return (isLine ? text : text.replace(LINE_BREAKS, ' ')).trim();
}
