import { answerOf } from '../../events/answer.ts';
import type { EventParts } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { textAt, textOf, textsUnder } from '../../json/fields.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, type JsonFormat, type JsonObject, type ValueParser } from '../format.ts';

const RESOLVERS = new Set([53, 853]);

/** Suricata's EVE log, versions 1 to 3 of its DNS events, with the names of its TLS, QUIC and HTTP events and of alerts. */
export const suricata: JsonFormat = {
  name: 'suricata',
  description: "Suricata's EVE log: dns (versions 1 to 3), alert, tls, quic, http",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'json',
  recognises: (record) =>
    typeof record.event_type === 'string' &&
    (isObject(record[record.event_type]) ||
      Object.hasOwn(record, 'flow_id') ||
      Object.hasOwn(record, 'src_ip') ||
      isObject(record.dns)),
  open: () => new SuricataParser(),
};

class SuricataParser implements ValueParser {
  readonly #joiner = new TransactionJoiner();
  /** The last query of each message. */
  #asked = new Map<string, string>();

  value(value: unknown, sink: RecordSink): void {
    if (!isObject(value)) {
      sink.reject('unreadable');
      return;
    }
    const { dns } = value;
    if (isObject(dns)) this.#dns(value, dns, sink);
    else {
      const host = textAt(value, 'tls.sni', 'quic.sni', 'http.hostname');
      if (host === null) sink.note('unrelated');
      else
        sink.event(withoutFinalDot(host), {
          time: parseTime(value.timestamp ?? value['@timestamp']),
          client: textOf(value.src_ip),
        });
    }
  }

  flush(sink: RecordSink): void {
    this.#joiner.flush(sink);
  }

  #dns(event: JsonObject, dns: JsonObject, sink: RecordSink): void {
    const messages = [dns.query, dns.answer].flat().filter(isObject);
    // An alert has the messages of its transaction inside; version 2 and 3 put the queries into a list.
    const isAlert = event.event_type !== 'dns';
    const queries = isAlert && messages.length > 0 ? messages : queriesOf(dns);
    const named = queries.filter(({ rrname }) => typeof rrname === 'string');
    if (named.length === 0) {
      if (isAlert) sink.note('unrelated');
      else sink.reject('no_name');
      return;
    }
    const isAnswer = dns.type === 'answer' || dns.type === 'response';
    const client = clientOf(event, isAnswer);
    const answers = answersOf(dns, isAnswer);
    const answer = isAnswer || dns.rcode !== undefined ? answerOf(dns.rcode, answers) : null;
    const time = parseTime(event.timestamp ?? event['@timestamp']);
    const seen = new Set<string>();
    for (const query of named) {
      const name = withoutFinalDot(query.rrname as string);
      if (seen.has(name)) continue;
      seen.add(name);
      const parts = { time, client, type: recordType(query.rrtype), answer, answers };
      if (isAlert) sink.event(name, parts);
      else this.#join(event, dns, name, isAnswer, parts, sink);
    }
  }

  #join(
    event: JsonObject,
    dns: JsonObject,
    name: string,
    isAnswer: boolean,
    parts: EventParts,
    sink: RecordSink,
  ): void {
    const flow = textOf(event.flow_id);
    const id = textOf(dns.id);
    if (flow === null && id === null) {
      sink.event(name, parts);
      return;
    }
    const message = `${flow ?? parts.client ?? ''} ${id ?? ''}`;
    const key = `${message} ${name.toLowerCase()} ${parts.type ?? ''}`;
    if (!isAnswer) {
      this.#joiner.query(key, name, parts, sink);
      this.#remember(message, key);
    } else {
      // Version 1 logs each record of an answer for itself, under the record's own name and type.
      const isRecord =
        dns.queries === undefined && dns.answers === undefined && dns.grouped === undefined;
      const asked = isRecord && !this.#joiner.knows(key) ? (this.#asked.get(message) ?? key) : key;
      this.#joiner.answer(asked, parts, sink, () => {
        sink.event(name, parts);
      });
    }
  }

  #remember(message: string, key: string): void {
    if (this.#asked.size >= MAX_MESSAGES) this.#asked = new Map();
    this.#asked.set(message, key);
  }
}

/** More messages than can wait for an answer need not be known. */
const MAX_MESSAGES = 8192;

function queriesOf(dns: JsonObject): JsonObject[] {
  const listed = [dns.queries].flat().filter(isObject);
  if (listed.length > 0) return listed;
  return typeof dns.rrname === 'string' ? [dns] : [dns.query].flat().filter(isObject);
}

/** Version 1 has one record an event, version 2 lists or groups them, version 3 lists them. */
function answersOf(dns: JsonObject, isAnswer: boolean): string[] {
  const listed = textsUnder(dns.answers, 'rdata');
  if (listed.length > 0) return listed;
  const { grouped } = dns;
  if (isObject(grouped))
    return Object.values(grouped)
      .flat()
      .map(textOf)
      .filter((text) => text !== null);
  const own = isAnswer ? textOf(dns.rdata) : null;
  return own === null ? [] : [own];
}

/** The side that is not the resolver's: by the port where one is, else an answer goes to the asker. */
function clientOf(event: JsonObject, isAnswer: boolean): string | null {
  const from = RESOLVERS.has(Number(event.src_port));
  const to = RESOLVERS.has(Number(event.dest_port));
  const isDestination = from === to ? isAnswer : from;
  return textOf(isDestination ? event.dest_ip : event.src_ip);
}
