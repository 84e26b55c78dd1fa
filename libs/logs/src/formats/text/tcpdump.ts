import { answerOf } from '../../events/answer.ts';
import type { Answer } from '../../events/dns-event.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { LineFormat } from '../format.ts';
import { textLogShare } from './text-log.ts';

const FROM_TO = /(?:^|\s)(\S+)\.(\w+) > (\S+)\.(\w+): /;
const DNS_PORT = /^(?:53|domain)$/;
/** `4660+ [1au] A? www.example.com. (33)`; of a response with `-v`, `q: A? www.example.com. 0/1/0`. */
const QUESTION = /(?:^|\s)(?:Type)?([A-Z\d]+)\?(?: \S+\?)* (\S+)/;
const MESSAGE = /^(?:\[[^\]]*\] )?(\d+)[+%*|$-]*(?: |$)/;
/** Counts of answers, servers and others, which queries do not have. */
const COUNTS = /(?:^|\s)(\d+)\/\d+\/\d+(?:\s|$)/;
const ADDRESSES = /\b(?:A|AAAA) ([\da-fA-F.:]+)/g;
const LINE = /\bIP6? .* > |\.(?:53|domain)\b.* > |> \S+\.(?:53|domain): /;
const QUERY = />\s+\S+\.(?:53|domain): .*\b[A-Z\d]+\? \S+/;

/** What tcpdump prints of DNS on port 53, with any of its `-t`, with `-v` and without; queries and responses joined. */
export const tcpdump: LineFormat = {
  name: 'tcpdump',
  description: "tcpdump's text of DNS packets, queries and responses joined",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect: (sample) => textLogShare(sample, QUERY, LINE),
  open: ({ options }) => {
    const joiner = new TransactionJoiner();
    let timeBefore: number | null = null;
    return {
      line(text, sink) {
        const ends = FROM_TO.exec(text);
        const time = timeInLine(text, options.referenceTime ?? null);
        // With -v the line with the time stands before the one with the packet.
        if (ends === null) {
          timeBefore = time;
          sink.note(text.trim() === '' ? 'blank' : 'unrelated');
          return;
        }
        const [head, from = '', fromPort = '', to = '', toPort = ''] = ends;
        const rest = text.slice(ends.index + head.length);
        const id = MESSAGE.exec(rest)?.[1];
        const question = QUESTION.exec(rest);
        const [, type = '', asked = ''] = question ?? [];
        const name = withoutFinalDot(asked);
        const counts = COUNTS.exec(rest);
        if (id === undefined || (!DNS_PORT.test(toPort) && !DNS_PORT.test(fromPort)))
          sink.note('unrelated');
        else if (counts === null && DNS_PORT.test(toPort)) {
          if (question === null || !rest.endsWith(')')) {
            sink.reject('cut_off');
            return;
          }
          const parts = { time: time ?? timeBefore, client: from, type: recordType(type) };
          joiner.query(`${from} ${fromPort} ${id}`, name, parts, sink);
        } else {
          const parts = answerIn(rest, Number(counts?.[1] ?? 0));
          const alone = (): void => {
            sink.event(name, {
              time: time ?? timeBefore,
              client: to,
              type: recordType(type),
              ...parts,
            });
          };
          joiner.answer(`${to} ${toPort} ${id}`, parts, sink, question === null ? null : alone);
        }
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

function answerIn(rest: string, count: number): { answer: Answer | null; answers: string[] } {
  const answers =
    count === 0 ? [] : [...rest.matchAll(ADDRESSES)].map(([, address = '']) => address);
  const word = /\s(NXDomain|ServFail|Refused|FormErr|NotImp)\b/.exec(rest)?.[1];
  return { answer: answerOf(word ?? 0, answers), answers };
}
