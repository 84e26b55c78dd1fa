import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { textAt, textOf } from '../../json/fields.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat } from '../format.ts';

/** CoreDNS with a log format of JSON: its placeholders as keys. */
export const corednsJson = jsonFormat({
  name: 'coredns-json',
  description: "CoreDNS's log plugin with a format of JSON",
  fields: ['time', 'client', 'type', 'answer'],
  recognises: (record) =>
    typeof record.name === 'string' &&
    typeof record.type === 'string' &&
    (typeof record.class === 'string' || typeof record.rcode === 'string') &&
    (record.rcode !== undefined || record.client !== undefined || record.remote !== undefined),
  read: (record, sink) => {
    const name = textOf(record.name);
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const client = textAt(record, 'client', 'remote', 'ip', 'client_ip');
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.time ?? record.timestamp ?? record.ts ?? record['@timestamp']),
      client: client === null ? null : addressOf(client),
      type: recordType(record.type),
      answer: answerOf(record.rcode),
    });
  },
});
