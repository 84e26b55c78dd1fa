import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { TransactionJoiner } from '../../join/transaction-joiner.ts';
import { fieldAt, textAt, textsOf } from '../../json/fields.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { isObject, type JsonFormat } from '../format.ts';

/** DNS packets as Wireshark and tshark export them to JSON (`-T json`, `-T ek`), queries and responses joined. */
export const wiresharkJson: JsonFormat = {
  name: 'wireshark-json',
  description: "Wireshark's and tshark's packets as JSON (-T json, -T ek)",
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'json',
  recognises: ({ layers }) => isObject(layers) && isObject(layers.dns),
  open: () => {
    const joiner = new TransactionJoiner();
    return {
      value(value, sink) {
        const packet = fieldAt(value, 'layers');
        const question = recordsOf(packet, 'Queries')[0] ?? packet;
        const name = valueOf(question, 'dns.qry.name');
        if (name === null) {
          sink.reject('no_name');
          return;
        }
        const isResponse = /^(?:1|true)$/i.test(valueOf(packet, 'dns.flags.response') ?? '');
        const side = isResponse ? 'dst' : 'src';
        const client = valueOf(packet, `ip.${side}`) ?? valueOf(packet, `ipv6.${side}`);
        const port = valueOf(packet, `udp.${side}port`) ?? valueOf(packet, `tcp.${side}port`);
        const asked = {
          time: parseTime(valueOf(packet, 'frame.time_epoch') ?? textAt(value, 'timestamp')),
          client,
          type: recordType(valueOf(question, 'dns.qry.type')),
        };
        const key = [client, port, valueOf(packet, 'dns.id'), name.toLowerCase()].join(' ');
        if (!isResponse) {
          joiner.query(key, withoutFinalDot(name), asked, sink);
          return;
        }
        const answers = [packet, ...recordsOf(packet, 'Answers')].flatMap((part) => [
          ...valuesOf(part, 'dns.a'),
          ...valuesOf(part, 'dns.aaaa'),
        ]);
        const parts = { answer: answerOf(valueOf(packet, 'dns.flags.rcode'), answers), answers };
        joiner.answer(key, parts, sink, () => {
          sink.event(withoutFinalDot(name), { ...asked, ...parts });
        });
      },
      flush: (sink) => {
        joiner.flush(sink);
      },
    };
  },
};

/** The records of a part of a DNS message, which `-T json` names after what they say. */
function recordsOf(packet: unknown, part: string): readonly unknown[] {
  const records = fieldAt(packet, `dns.${part}`);
  return isObject(records) ? Object.values(records) : [];
}

/** The values of a field in a packet or in a record of it: `-T json` puts flags into a tree, `-T ek` underscores for dots. */
function valuesOf(part: unknown, name: string): string[] {
  const [layer = ''] = name.split('.', 1);
  const paths = [
    name,
    `${layer}.${name}`,
    `${layer}.dns.flags_tree.${name}`,
    `${layer}.${layer}_${name.replaceAll('.', '_')}`,
  ];
  for (const path of paths) {
    const value = fieldAt(part, path);
    const texts = typeof value === 'boolean' ? [String(value)] : textsOf(value);
    if (texts.length > 0) return texts;
  }
  return [];
}

const valueOf = (part: unknown, name: string): string | null => valuesOf(part, name)[0] ?? null;
