import { answerData, decodeMessage, responseCode } from '../../binary/dns-message.ts';
import { answerOf } from '../../events/answer.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, textAt, textOf, textsUnder } from '../../json/fields.ts';
import { bytesOfBase64 } from '../../text/base64.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat, type JsonObject } from '../format.ts';

/** AdGuard Home: `querylog.json`, whose answers are whole DNS messages, and the records of its API. */
export const adguard = jsonFormat({
  name: 'adguard',
  description: "AdGuard Home's querylog.json and the answers of its API",
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) =>
    (typeof record.QH === 'string' && (record.QT !== undefined || record.T !== undefined)) ||
    (fieldAt(record, 'question.class') !== undefined && record.reason !== undefined),
  read: (record, sink) => {
    const name = textAt(record, 'QH', 'question.name', 'question.host');
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const { answer, answers } = answerIn(record);
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.T ?? record.time),
      client: textAt(record, 'IP', 'client'),
      type: recordType(record.QT ?? fieldAt(record, 'question.type')),
      answer: isBlocked(record) ? 'blocked' : answer,
      answers,
    });
  },
});

/** A filter's result; rewrites of the operator's own are none. */
function isBlocked(record: JsonObject): boolean {
  if (fieldAt(record, 'Result.IsFiltered') === true) return true;
  return textOf(record.reason)?.startsWith('Filtered') === true;
}

function answerIn(record: JsonObject): { answer: Answer | null; answers: string[] } {
  if (record.status !== undefined) {
    const answers = textsUnder(record.answer, 'value');
    return { answer: answerOf(record.status, answers), answers };
  }
  const bytes = bytesOfBase64(record.Answer);
  if (bytes === null) return { answer: null, answers: [] };
  try {
    const message = decodeMessage(bytes);
    const answers = answerData(message);
    return { answer: answerOf(responseCode(bytes), answers), answers };
  } catch {
    // An answer that is broken says nothing; the query stands.
    return { answer: null, answers: [] };
  }
}
