import { hasNullAddresses } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { textAt } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat } from '../format.ts';

/** CrowdStrike Falcon's events: the names of its DNS requests among all others, the client by its machine or the sensor's number. */
export const crowdstrike = jsonFormat({
  name: 'crowdstrike',
  description: 'CrowdStrike Falcon: DnsRequest events (data replicator, LogScale)',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) =>
    typeof record.event_simpleName === 'string' || typeof record['#event_simpleName'] === 'string',
  read: (record, sink) => {
    const name = textAt(record, 'DomainName');
    if (name === null) {
      sink.note('unrelated');
      return;
    }
    const lists = ['IP4Records', 'IP6Records', 'CNAMERecords', 'FirstIP4Record', 'FirstIP6Record'];
    const answers = lists
      .flatMap((key) => (textAt(record, key) ?? '').split(/[;,\s]+/))
      .filter((answer) => answer !== '');
    const isResolved = answers.length > 0;
    sink.event(withoutFinalDot(name), {
      time: parseTime(
        textAt(record, 'ContextTimeStamp', 'timestamp', '@timestamp', 'ContextTimeStamp_decimal'),
      ),
      client: textAt(record, 'ComputerName', 'LocalAddressIP4', 'aid'),
      type: recordType(textAt(record, 'RequestType', 'RequestType_decimal')),
      answer: isResolved ? (hasNullAddresses(answers) ? 'blocked' : 'resolved') : null,
      answers: [...new Set(answers)],
    });
  },
});
