import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

const QUESTION = /(?:\[([\d/]+)\] )?question for '([^'|]*)\|(\w+)' from ([\da-fA-F.:[\]]+)/;
const REMOTE = /\bRemote ([\da-fA-F.:]+)(?:<-\S+)? wants '([^'|]*)\|(\w+)'/;
const ANSWER = /\[([\d/]+)\] answer to question '([^'|]*)\|(\w+)': (\d+) answers.*?\brcode=(\d+)/;
const MARK = /\bpdns(?:_recursor|_server)?\[\d+\]|\bmsg="|\[\d+\/\d+\]/;
const STRUCTURED = /\bmsg="(?:Question|Answer)".*\bqname=/;
const QUERY =
  /question for '[^'|]*\|\w+' from |\bRemote \S+ wants '[^'|]*\|\w+'|\bmsg="Question".*\bqname=/;

/** PowerDNS: the recursor without `quiet`, in both its forms, and the authoritative server with `log-dns-queries`. */
export const powerdns: LineFormat = {
  name: 'powerdns',
  description: 'PowerDNS Recursor and Authoritative Server query logs',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, MARK),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    return {
      line(text, sink) {
        const time = timeInLine(text, options.referenceTime ?? null);
        const question = QUESTION.exec(text);
        const remote = question === null ? REMOTE.exec(text) : null;
        const answer = ANSWER.exec(text);
        if (question !== null) {
          const [, id, asked = '', type = '', from = ''] = question;
          const name = withoutFinalDot(asked);
          const parts = { time, client: addressOf(from), type };
          if (id === undefined) sink.event(name, parts);
          else joiner.query(`${id} ${name.toLowerCase()} ${type}`, name, parts, sink);
        } else if (answer !== null) {
          const [, id = '', asked = '', type = '', , code = ''] = answer;
          const name = withoutFinalDot(asked);
          joiner.answer(
            `${id} ${name.toLowerCase()} ${type}`,
            { answer: answerOf(code) },
            sink,
            null,
          );
        } else if (remote !== null) {
          const [, client = '', asked = '', type = ''] = remote;
          sink.event(withoutFinalDot(asked), { time, client, type });
        } else if (STRUCTURED.test(text)) structured(text, time, joiner, sink);
        else if (text.trim() === '') sink.note('blank');
        else if (/question for '|wants '/.test(text)) sink.reject('cut_off');
        else sink.note('unrelated');
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

/** A question or an answer of structured logging, which the message's thread (`mtid`), client and name join. */
function structured(
  text: string,
  lineTime: number | null,
  joiner: TransactionJoiner,
  sink: RecordSink,
): void {
  const value = (key: string): string | undefined =>
    new RegExp(`\\b${key}="?([^"\\s]*)"?`).exec(text)?.[1];
  const name = withoutFinalDot(value('qname') ?? '');
  const remote = value('remote') ?? '';
  const key = `${value('mtid') ?? ''} ${remote} ${name.toLowerCase()}`;
  const seconds = value('ts');
  const parts = {
    time: lineTime ?? (seconds === undefined ? null : Math.round(Number(seconds) * 1000)),
    client: remote === '' ? null : addressOf(remote),
    type: recordType(value('qtype')),
  };
  if (/\bmsg="Question"/.test(text)) joiner.query(key, name, parts, sink);
  else {
    const answer = { answer: answerOf(value('rcode') ?? null) };
    joiner.answer(key, answer, sink, () => {
      sink.event(name, { ...parts, ...answer });
    });
  }
}
