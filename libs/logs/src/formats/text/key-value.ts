import { shareOf, type Sample } from '../../detect/sample.ts';
import type { ReadOptions } from '../../reading/read-options.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { JsonObject, LineFormat } from '../format.ts';
import { JsonFields } from '../json/generic-json.ts';

const PAIR = /(?<![^\s;,|">])([A-Za-z_][\w.@-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))/g;
/** LEEF has values with blanks in them, and in its second version says what is between the pairs: `^` or `x5E`; else tabs. */
const LEEF =
  /\bLEEF:[12](?:\.\d)?\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|(?:(x[\da-fA-F]{2}|[^\w\s])\|)?(.*)$/;
/** So many pairs are no URL's parameters. */
const FEWEST_PAIRS = 4;

const isRecord = (line: string): boolean =>
  LEEF.test(line) || (line.match(PAIR)?.length ?? 0) >= FEWEST_PAIRS;

/** The pairs of a line; where day and time are apart, as FortiGate writes them, they are one field. */
function fieldsOf(line: string): JsonObject {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of leefPairs(line)) fields[key] ??= value;
  for (const [, key = '', quoted, bare = ''] of line.matchAll(PAIR))
    fields[key] ??= quoted ?? bare.replace(/[;,]$/, '');
  const { date, time, tz = '' } = fields;
  const day = date !== undefined && time !== undefined ? `${date} ${time}` : null;
  return day === null ? fields : { '@timestamp': `${day}${tz}`, ...fields };
}

function leefPairs(line: string): readonly (readonly [string, string])[] {
  const [, delimiter = '\t', extension] = LEEF.exec(line) ?? [];
  if (extension === undefined) return [];
  const between = delimiter.startsWith('x')
    ? String.fromCharCode(parseInt(delimiter.slice(1), 16))
    : delimiter;
  const pairs = extension.split(between).map((pair) => /^\s*([\w.-]+)=(.*)$/.exec(pair));
  // Where syslog made blanks of the tabs, the pairs are read as any others.
  if (pairs.length < FEWEST_PAIRS) return [];
  return pairs.flatMap((pair) => (pair === null ? [] : [[pair[1] ?? '', pair[2] ?? ''] as const]));
}

/** Where the fields of an event are in the sample's records. */
function fieldsIn({ content, fileName }: Sample, options: ReadOptions): JsonFields {
  return new JsonFields(content.filter(isRecord).map(fieldsOf), options, fileName);
}

/** Firewalls' and filters' logs of `key=value` pairs: FortiGate, Sophos, SonicWall, LEEF, logfmt. */
export const keyValue: LineFormat = {
  name: 'key-value',
  description:
    'lines of key=value pairs (FortiGate, Sophos, LEEF, logfmt); fields by what they hold',
  rows: 'benign',
  fields: ['time', 'client', 'type', 'answer', 'answers'],
  frame: 'lines',
  detect(sample) {
    const share = shareOf(sample.content, isRecord);
    if (share < 0.5) return 0;
    const fields = fieldsIn(sample, {});
    return fields.isSure ? 0.5 * share : 0;
  },
  open({ sample, options }) {
    const fields = fieldsIn(sample, options);
    return {
      line(text, sink) {
        if (isRecord(text)) {
          const time = timeInLine(text, options.referenceTime ?? null);
          fields.read(fieldsOf(text), sink, time);
        } else if (text.trim() === '') sink.note('blank');
        else sink.reject('cut_off');
      },
    };
  },
};
