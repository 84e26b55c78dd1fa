import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, objectAt, textAt, textsOf, textsUnder } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, jsonFormat, type JsonObject } from '../format.ts';

/** The event itself, or the one that an answer of the API has around it. */
function eventOf(record: JsonObject): JsonObject {
  return objectAt(record, 'udm') ?? record;
}

/** Seconds of a protocol buffer, or a text. */
function timeOf(event: JsonObject): number | null {
  const value =
    fieldAt(event, 'metadata.eventTimestamp') ?? fieldAt(event, 'metadata.event_timestamp');
  return parseTime(isObject(value) ? value.seconds : value);
}

/** Google Security Operations' (Chronicle's) unified data model: the questions of network events about DNS. */
export const udm = jsonFormat({
  name: 'udm',
  description: "Google Security Operations' (Chronicle's) UDM: network.dns",
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) => {
    const event = eventOf(record);
    return isObject(event.metadata) && isObject(event.principal);
  },
  read: (record, sink) => {
    const event = eventOf(record);
    const dns = objectAt(event, 'network.dns');
    const questions = [fieldAt(dns, 'questions')].flat().filter(isObject);
    if (questions.length === 0) {
      sink.note('unrelated');
      return;
    }
    const answers = textsUnder(fieldAt(dns, 'answers'), 'data');
    const addresses = [
      ...textsOf(fieldAt(event, 'principal.ip')),
      ...textsOf(fieldAt(event, 'principal.hostname')),
      ...textsOf(fieldAt(event, 'principal.asset_id')),
    ];
    const isBlocked = [fieldAt(event, 'security_result'), fieldAt(event, 'securityResult')]
      .flat()
      .some((result) => textsOf(fieldAt(result, 'action')).join(' ').includes('BLOCK'));
    for (const question of questions) {
      const name = textAt(question, 'name');
      const parts = {
        time: timeOf(event),
        client: addresses[0] ?? null,
        type: recordType(question.type),
        answer: isBlocked
          ? ('blocked' as const)
          : answerOf(fieldAt(dns, 'responseCode') ?? fieldAt(dns, 'response_code'), answers),
        answers,
      };
      if (name === null) sink.reject('no_name');
      else sink.event(withoutFinalDot(name), parts);
    }
  },
});
