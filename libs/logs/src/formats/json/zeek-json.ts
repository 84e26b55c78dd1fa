import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { textAt, textOf, textsOf } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, jsonFormat, type JsonObject } from '../format.ts';

/** Logs that name a host, by their path, with the field that does. */
const NAME_FIELDS = ['query', 'server_name', 'host'] as const;
const SCOPES = ['dns', 'http', 'ssl', 'conn'] as const;

/** The record itself, or the one under the name of its log (`{"dns": {…}}`). */
function scoped(record: JsonObject): JsonObject {
  if (Object.hasOwn(record, '_path') || Object.hasOwn(record, 'ts')) return record;
  for (const scope of SCOPES) {
    const inner = record[scope];
    if (isObject(inner) && Object.hasOwn(inner, 'ts')) return inner;
  }
  return record;
}

/** Zeek's logs as JSON: `dns`, and the hosts of `http` and `ssl`. */
export const zeekJson = jsonFormat({
  name: 'zeek-json',
  description: "Zeek's dns, http and ssl logs as JSON",
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  recognises: (record) => {
    const inner = scoped(record);
    if (typeof inner._path === 'string') return true;
    if (inner.ts === undefined) return false;
    return (
      Object.hasOwn(inner, 'uid') ||
      Object.hasOwn(inner, 'id.orig_h') ||
      Object.hasOwn(inner, 'id_orig_h') ||
      isObject(inner.id) ||
      Object.hasOwn(inner, 'qtype_name') ||
      (typeof inner.query === 'string' && typeof inner.ts === 'number')
    );
  },
  read: (outer, sink) => {
    const record = scoped(outer);
    const path = record._path;
    const field = NAME_FIELDS.find((name) => record[name] !== undefined);
    const name = field === undefined ? null : textOf(record[field]);
    if (name === null || name === '-') {
      const isOther = typeof path === 'string' && !/^(?:dns|http|ssl)/.test(path);
      if (isOther) sink.note('unrelated');
      else sink.reject('no_name');
      return;
    }
    const answers = textsOf(record.answers);
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.ts),
      // Defender for Endpoint has Zeek's fields without the addresses, which are beside them.
      client: textAt(record, 'id.orig_h', 'id_orig_h', 'orig_h', 'LocalIP', 'DeviceName'),
      type: recordType(record.qtype_name ?? record.qtype),
      answer: field === 'query' ? answerOf(record.rcode_name ?? record.rcode, answers) : null,
      answers,
    });
  },
});
