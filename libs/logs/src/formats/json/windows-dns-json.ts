import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { textAt } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, type JsonFormat } from '../format.ts';

const PLACES = ['', 'EventData.', 'Event.EventData.', 'winlog.event_data.', 'event_data.'];

/** The value under a key, wherever an exporter put the data of an event. */
function at(record: unknown, ...keys: readonly string[]): string | null {
  return textAt(record, ...keys.flatMap((key) => PLACES.map((place) => place + key)));
}

/** The analytic events of Windows' DNS server as JSON (NXLog, Winlogbeat and others): 256 a query, 257 and 258 its response. */
export const windowsDnsJson: JsonFormat = {
  name: 'windows-dns-json',
  description: "analytic events of Windows' DNS server as JSON",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'json',
  recognises: (record) =>
    at(record, 'QNAME') !== null && at(record, 'QTYPE', 'XID', 'InterfaceIP') !== null,
  open: () => {
    const joiner = new TransactionJoiner();
    return {
      value(record, sink) {
        const name = withoutFinalDot(at(record, 'QNAME') ?? '');
        if (!isObject(record) || name === '') {
          sink.reject('no_name');
          return;
        }
        const id = textAt(
          record,
          'EventID',
          'event_id',
          'winlog.event_id',
          'Event.System.EventID',
          'EventId',
        );
        const client = at(record, 'Source', 'Destination');
        const time = parseTime(
          textAt(
            record,
            'EventTime',
            '@timestamp',
            'TimeCreated',
            'Event.System.TimeCreated.SystemTime',
          ),
        );
        const type = recordType(at(record, 'QTYPE'));
        const key = `${client ?? ''} ${at(record, 'XID') ?? ''} ${name.toLowerCase()}`;
        const code = at(record, 'RCODE');
        if (id === '256' || (id === null && code === null))
          joiner.query(key, name, { time, client, type }, sink);
        else if (id === '257' || id === '258' || (id === null && code !== null)) {
          const answer = answerOf(Number(code ?? (id === '257' ? 0 : 2)));
          joiner.answer(key, { answer }, sink, () => {
            sink.event(name, { time, client, type, answer });
          });
        } else sink.note('unrelated');
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};
