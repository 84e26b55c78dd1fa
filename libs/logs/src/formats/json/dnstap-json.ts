import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { textAt } from '../../json/fields.ts';
import { MessageText } from '../../text/message-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, type JsonFormat } from '../format.ts';

const ASKED = /^(?:AUTH|CLIENT|STUB|TOOL)_(QUERY|RESPONSE)$/;

/** dnstap as `dnstap -j` writes it, each message a text in a record. */
export const dnstapJson: JsonFormat = {
  name: 'dnstap-json',
  description: 'dnstap as JSON (dnstap -j)',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'json',
  recognises: (record) =>
    record.type === 'MESSAGE' && textAt(record, 'message.type', 'message.socket_family') !== null,
  open: () => {
    const joiner = new TransactionJoiner();
    return {
      value(record, sink) {
        const kind = textAt(record, 'message.type') ?? '';
        const [, direction] = ASKED.exec(kind) ?? [];
        if (!isObject(record) || direction === undefined) {
          sink.note('unrelated');
          return;
        }
        const isQuestion = direction === 'QUERY';
        const message = new MessageText();
        const paths = ['message.response_message', 'message.query_message'];
        const text = textAt(record, ...(isQuestion ? paths.reverse() : paths)) ?? '';
        for (const line of text.split('\n')) message.line(line);
        const { name, type, id, answers, answer } = message;
        if (name === null) {
          sink.reject('no_name');
          return;
        }
        const client = textAt(record, 'message.query_address');
        const times = ['message.query_time', 'message.response_time'];
        const time = parseTime(textAt(record, ...times));
        const parts = { time, client, type, answers, answer: isQuestion ? null : answer };
        const key = `${client ?? ''} ${textAt(record, 'message.query_port') ?? id} ${name.toLowerCase()}`;
        if (isQuestion) joiner.query(key, name, parts, sink);
        else
          joiner.answer(key, parts, sink, () => {
            sink.event(name, parts);
          });
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};
