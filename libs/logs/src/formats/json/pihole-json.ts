import { fieldAt, textAt, textOf } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat } from '../format.ts';
import { ftlAnswer, ftlType } from '../tables/pihole-ftl.ts';

/** Queries of Pi-hole's API and of its FTL database as JSON. */
export const piholeJson = jsonFormat({
  name: 'pihole-json',
  description: "Pi-hole's queries as JSON: its API, or its FTL database exported",
  fields: ['time', 'client', 'type', 'answer'],
  recognises: (record) =>
    typeof record.domain === 'string' &&
    record.status !== undefined &&
    (record.forward !== undefined ||
      record.reply !== undefined ||
      record.reply_type !== undefined ||
      record.upstream !== undefined),
  read: (record, sink) => {
    const name = textOf(record.domain);
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.timestamp ?? record.time),
      client: textOf(record.client) ?? textAt(record, 'client.ip', 'client.name'),
      type: ftlType(textOf(record.type) ?? ''),
      answer: ftlAnswer(
        textOf(record.status) ?? '',
        textOf(fieldAt(record, 'reply.type') ?? record.reply_type) ?? '',
      ),
    });
  },
});
