/** What became of a query: blocked is an answer that a filter made up, failed any other error of a resolver. */
export type Answer = 'resolved' | 'nxdomain' | 'blocked' | 'failed';

/** A value of an input record, as `--keep` carries it. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** A query for one name, or one row of a list. */
export interface DnsEvent {
  readonly kind: 'event';
  /** The line of the source, from 1; in JSON documents and binary formats the number of the record. */
  readonly line: number;
  /** The queried name as the record spells it; logs give it without a final dot. */
  readonly name: string;
  /** Milliseconds since 1970; null where the record has no time. */
  readonly time: number | null;
  /** The address (or name) of the machine that asked. */
  readonly client: string | null;
  /** The record type, such as `A` or `AAAA`. */
  readonly type: string | null;
  /** Null where the record says nothing of the answer. */
  readonly answer: Answer | null;
  /** Addresses and names in the answer. */
  readonly answers: readonly string[];
  /** 0 benign, 1 DGA, by a column or by the nature of a feed; null where the record says nothing. */
  readonly label: 0 | 1 | null;
  /** The DGA family as the feed spells it. */
  readonly family: string | null;
  /** The day that a feed states for the name, as written there. */
  readonly date: string | null;
  /** The source that a row names itself. */
  readonly source: string | null;
  /** The record's own fields; null unless they were asked for. */
  readonly fields: RecordFields | null;
}

const NO_ANSWERS: readonly string[] = [];

export interface EventParts {
  readonly time?: number | null;
  readonly client?: string | null;
  readonly type?: string | null;
  readonly answer?: Answer | null;
  readonly answers?: readonly string[];
  readonly label?: 0 | 1 | null;
  readonly family?: string | null;
  readonly date?: string | null;
  readonly source?: string | null;
}

/** Returns an event with null for all parts that are not given; every event has the same shape. */
export function dnsEvent(
  line: number,
  name: string,
  parts: EventParts,
  fields: RecordFields | null = null,
): DnsEvent {
  return {
    kind: 'event',
    line,
    name,
    time: parts.time ?? null,
    client: parts.client ?? null,
    type: parts.type ?? null,
    answer: parts.answer ?? null,
    answers: parts.answers ?? NO_ANSWERS,
    label: parts.label ?? null,
    family: parts.family ?? null,
    date: parts.date ?? null,
    source: parts.source ?? null,
    fields,
  };
}
