import type { DnsEvent } from '@degas/logs';

/** What `infect` writes of an event, whatever format it was read from. */
export type WritableEvent = Pick<
  DnsEvent,
  'time' | 'client' | 'name' | 'type' | 'answer' | 'answers'
>;

export const eventFormats = ['zeek-json', 'zeek', 'eve'] as const;
export type EventFormat = (typeof eventFormats)[number];

interface EventWriter {
  readonly header: string;
  readonly line: (event: WritableEvent) => string;
}

const responseCodes = { resolved: 0, nxdomain: 3, blocked: 5, failed: 2 } as const;
const responseCodeNames = {
  resolved: 'NOERROR',
  nxdomain: 'NXDOMAIN',
  blocked: 'REFUSED',
  failed: 'SERVFAIL',
} as const;
const RESOLVER = '192.0.2.53';
const UNSET = '-';

const ZEEK_FIELDS = [
  'ts',
  'id.orig_h',
  'id.resp_h',
  'query',
  'qtype_name',
  'rcode',
  'rcode_name',
  'answers',
];
const ZEEK_TYPES = [
  'time',
  'addr',
  'addr',
  'string',
  'string',
  'count',
  'string',
  'vector[string]',
];

/** Writers of events in formats that sensors write and `@degas/logs` reads. */
export const eventWriters: Readonly<Record<EventFormat, EventWriter>> = {
  'zeek-json': {
    header: '',
    line: ({ time, client, name, type, answer, answers }) =>
      `${JSON.stringify({
        _path: 'dns',
        ...(time !== null && { ts: time / 1000 }),
        ...(client !== null && { 'id.orig_h': client }),
        'id.resp_h': RESOLVER,
        query: name,
        ...(type !== null && { qtype_name: type }),
        ...(answer !== null && {
          rcode: responseCodes[answer],
          rcode_name: responseCodeNames[answer],
        }),
        ...(answers.length > 0 && { answers }),
      })}\n`,
  },
  zeek: {
    header: [
      '#separator \\x09',
      '#set_separator\t,',
      '#empty_field\t(empty)',
      `#unset_field\t${UNSET}`,
      '#path\tdns',
      `#fields\t${ZEEK_FIELDS.join('\t')}`,
      `#types\t${ZEEK_TYPES.join('\t')}`,
      '',
    ].join('\n'),
    line: ({ time, client, name, type, answer, answers }) =>
      `${[
        time === null ? UNSET : (time / 1000).toFixed(6),
        client ?? UNSET,
        RESOLVER,
        escaped(name),
        type ?? UNSET,
        answer === null ? UNSET : String(responseCodes[answer]),
        answer === null ? UNSET : responseCodeNames[answer],
        answers.length === 0 ? UNSET : answers.map(escaped).join(','),
      ].join('\t')}\n`,
  },
  eve: {
    header: '',
    // An answer of Suricata's version 2: what it answers goes to the client.
    line: ({ time, client, name, type, answer, answers }) =>
      `${JSON.stringify({
        ...(time !== null && { timestamp: new Date(time).toISOString().replace('Z', '000+0000') }),
        event_type: 'dns',
        src_ip: RESOLVER,
        ...(client !== null && { dest_ip: client }),
        dns: {
          version: 2,
          type: 'answer',
          rrname: name,
          ...(type !== null && { rrtype: type }),
          ...(answer !== null && { rcode: responseCodeNames[answer] }),
          ...(answers.length > 0 && {
            answers: answers.map((rdata) => ({ rrname: name, rrtype: type ?? 'A', rdata })),
          }),
        },
      })}\n`,
  },
};

/** Bytes that would break a line of tab-separated values, as Zeek writes them. */
function escaped(text: string): string {
  return text.replace(
    /[\t\n\r\\,]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
