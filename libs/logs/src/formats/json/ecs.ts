import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, textAt, textsOf, textsUnder } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat, type JsonObject } from '../format.ts';

/**
 * Elastic Common Schema, as Packetbeat, Filebeat's modules and Elastic Agent write it, and Security Onion's fields of Zeek; a list
 * of questions gives several events.
 */
export const ecs = jsonFormat({
  name: 'ecs',
  description: 'Elastic Common Schema: dns.question.name (Packetbeat, Filebeat, Elastic Agent)',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) =>
    fieldAt(record, 'dns.question') !== undefined ||
    Object.hasOwn(record, 'dns.question.name') ||
    (fieldAt(record, '@timestamp') !== undefined &&
      (fieldAt(record, 'ecs.version') !== undefined ||
        fieldAt(record, 'event.dataset') !== undefined)),
  read: (record, sink) => {
    const asked = fieldAt(record, 'dns.question.name') ?? fieldAt(record, 'dns.query.name');
    const names = textsOf(asked);
    const [name = textAt(record, 'tls.client.server_name', 'url.domain', 'destination.domain')] =
      names;
    if (name === null) {
      if (fieldAt(record, 'dns') === undefined) sink.note('unrelated');
      else sink.reject('no_name');
      return;
    }
    const listed = textsUnder(fieldAt(record, 'dns.answers'), 'data');
    const flat = textsOf(fieldAt(record, 'dns.answers.data'));
    const resolved = textsOf(fieldAt(record, 'dns.resolved_ip'));
    const named = textsOf(fieldAt(record, 'dns.answers.name'));
    const answers = [listed, flat, resolved].find((found) => found.length > 0) ?? named;
    const parts = {
      time: parseTime(textAt(record, '@timestamp', 'event.created')),
      client: clientOf(record),
      type: recordType(
        fieldAt(record, 'dns.question.type') ?? fieldAt(record, 'dns.query.type_name'),
      ),
      answer: answerOf(
        fieldAt(record, 'dns.response_code') ??
          textAt(record, 'dns.response.code_name', 'dns.Ext.status'),
        answers,
      ),
      answers,
    };
    for (const one of names.length > 1 ? names : [name]) sink.event(withoutFinalDot(one), parts);
  },
});

/** The side that is not the resolver's: by name, by the port, and on an answer without either the destination. */
function clientOf(record: JsonObject): string | null {
  const client = textAt(record, 'client.ip', 'client.address');
  if (client !== null) return client;
  const isFromResolver = Number(fieldAt(record, 'source.port')) === 53;
  const isToResolver = Number(fieldAt(record, 'destination.port')) === 53;
  const isAnswer = fieldAt(record, 'dns.type') === 'answer' && !isToResolver;
  if (isFromResolver || isAnswer) {
    const destination = textAt(record, 'destination.ip', 'destination.address');
    if (destination !== null) return destination;
  }
  return textAt(
    record,
    'source.ip',
    'source.address',
    'host.ip',
    'host.name',
    'host.hostname',
    'agent.hostname',
  );
}
