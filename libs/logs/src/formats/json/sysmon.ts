import { hasNullAddresses } from '../../events/answer.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, textAt } from '../../json/fields.ts';
import { EVENT_MESSAGE, eventMessageData } from '../../text/event-message.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, jsonFormat, type JsonObject } from '../format.ts';

/** Places where exporters put the data of an event. */
const DATA = [
  'winlog.event_data',
  'Event.EventData',
  'EventData',
  'event_data',
  'data.win.eventdata',
  'Data',
  'EventData.Data',
  'Event.EventData.Data',
];

/** What Windows' DNS client returns: success, no such name, a name without such records. */
const RESOLVED = new Set(['0', '9501']);
const NXDOMAIN = new Set(['9003', '9002', '123']);

/** Where a message for people stands that has the data in it. */
const MESSAGES = ['Message', 'message'];

function dataOf(record: JsonObject): JsonObject | null {
  for (const path of DATA) {
    const found = fieldAt(record, path);
    const data = Array.isArray(found) ? namedData(found) : found;
    if (isObject(data) && hasQueryName(data)) return data;
  }
  if (hasQueryName(record) && isSysmon(record)) return record;
  for (const key of MESSAGES) {
    const message = record[key];
    if (typeof message === 'string' && EVENT_MESSAGE.test(message))
      return eventMessageData(message);
  }
  return null;
}

/** XML's `<Data Name="QueryName">…` as JSON: a list of names with their texts. */
function namedData(values: readonly unknown[]): JsonObject {
  const pairs = values.map((value) => [
    textAt(value, '@Name', 'Name', '#attributes.Name') ?? '',
    textAt(value, '#text', 'Value', '$value') ?? '',
  ]);
  return Object.fromEntries(pairs) as JsonObject;
}

const hasQueryName = (data: JsonObject): boolean =>
  typeof data.QueryName === 'string' || typeof data.queryName === 'string';

function isSysmon(record: JsonObject): boolean {
  return (
    record.QueryStatus !== undefined ||
    record.QueryResults !== undefined ||
    Number(textAt(record, 'EventID', 'EventCode', 'event_id', 'winlog.event_id')) === 22
  );
}

/** Sysmon's event 22 and Windows' DNS client log, in the form of Winlogbeat, NXLog, Wazuh and other exporters. */
export const sysmon = jsonFormat({
  name: 'sysmon',
  description:
    "Sysmon's event 22 and the DNS client's log: JSON (Winlogbeat, NXLog, Wazuh, evtx exports), Export-Csv",
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) => dataOf(record) !== null,
  read: (record, sink) => {
    const data = dataOf(record) ?? record;
    const name = textAt(data, 'QueryName', 'queryName');
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const answers = sysmonAnswers(textAt(data, 'QueryResults', 'queryResults') ?? '');
    sink.event(withoutFinalDot(name), {
      type: recordType(textAt(data, 'QueryType')),
      time: parseTime(
        textAt(data, 'UtcTime', 'utcTime') ??
          textAt(
            record,
            '@timestamp',
            'EventTime',
            'TimeCreated',
            'Event.System.TimeCreated.SystemTime',
            'Event.System.TimeCreated.#attributes.SystemTime',
            'timestamp',
            'UtcTime',
            'Date and Time',
          ),
      ),
      client: textAt(
        record,
        'Computer', 'host.name', 'winlog.computer_name', 'Event.System.Computer', 'Hostname', 'computer_name',
        'data.win.system.computer', 'ComputerName', 'host.hostname', 'System.Computer', 'MachineName',
      ), // prettier-ignore
      answer: sysmonAnswer(textAt(data, 'QueryStatus', 'queryStatus'), answers),
      answers,
    });
  },
});

/** `type:  5 www.example.org;::ffff:192.0.2.1;` in parts. */
export function sysmonAnswers(results: string): string[] {
  return results
    .split(';')
    .map((part) =>
      part
        .trim()
        .replace(/^type:\s*\d+\s+/, '')
        .replace(/^::ffff:(?=\d+\.)/, ''),
    )
    .filter((part) => part !== '' && part !== '-');
}

export function sysmonAnswer(status: string | null, answers: readonly string[]): Answer | null {
  if (status === null || status === '-') return null;
  if (RESOLVED.has(status)) return hasNullAddresses(answers) ? 'blocked' : 'resolved';
  return NXDOMAIN.has(status) ? 'nxdomain' : 'failed';
}
