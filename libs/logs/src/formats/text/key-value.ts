import { shareOf, type Sample } from '../../detect/sample.ts';
import type { ReadOptions } from '../../reading/read-options.ts';
import { timeInLine } from '../../text/time-in-line.ts';
import type { JsonObject, LineFormat } from '../format.ts';
import { JsonFields } from '../json/generic-json.ts';

const PAIR = /(?<![^\s;,|">])([A-Za-z_][\w.@-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))/g;
/** LEEF says in its second version what is between the pairs: `^` or `x5E`; else tabs. */
const LEEF =
  /\bLEEF:[12](?:\.\d)?\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|(?:(x[\da-fA-F]{2}|[^\w\s])\|)?(.*)$/;
/** Cisco's Firepower writes `SrcIP: 10.0.0.5, DNSQuery: example.com`. */
const FIREPOWER = /%(?:FTD|NGIPS)-\d-\d+: (.*)$/;
const DELIMITED = /\t|\bLEEF:|%(?:FTD|NGIPS)-/;
/** So many pairs are no URL's parameters. */
const FEWEST_PAIRS = 4;

const isRecord = (line: string): boolean => fieldsOf(line) !== null;

/** The pairs of a line, or null where there are too few; where day and time are apart, as FortiGate writes them, they are one field. */
function fieldsOf(line: string): JsonObject | null {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  const delimited = DELIMITED.test(line) ? delimitedPairs(line) : [];
  for (const [key, value] of delimited) fields[key] ??= value;
  let count = delimited.length;
  for (const [, key = '', quoted, bare = ''] of line.matchAll(PAIR)) {
    fields[key] ??= quoted ?? bare.replace(/[;,]$/, '');
    count++;
  }
  if (count < FEWEST_PAIRS) return null;
  const { date, time, tz = '' } = fields;
  const day = date !== undefined && time !== undefined ? `${date} ${time}` : null;
  return day === null ? fields : { '@timestamp': `${day}${tz}`, ...fields };
}

/** The pairs of a line that has something of their own between them, so that values may have blanks; none where too few are. */
function delimitedPairs(line: string): readonly (readonly [key: string, value: string])[] {
  const [, named, extension] = LEEF.exec(line) ?? [];
  const firepower = FIREPOWER.exec(line)?.[1];
  const delimiter =
    named?.startsWith('x') === true ? String.fromCharCode(parseInt(named.slice(1), 16)) : named;
  const pieces = firepower?.split(/, (?=\w+: )/) ?? (extension ?? line).split(delimiter ?? '\t');
  if (pieces.length < FEWEST_PAIRS) return [];
  const form = firepower === undefined ? /^\s*([\w.-]+)=(.*)$/ : /^(\w+): (.*)$/;
  const pairs = pieces
    .map((piece) => form.exec(piece))
    .filter((pair) => pair !== null)
    .map(([, key = '', value = '']) => [key, value] as const);
  return pairs.length < FEWEST_PAIRS ? [] : pairs;
}

/** Where the fields of an event are in the sample's records. */
function fieldsIn({ content, fileName }: Sample, options: ReadOptions): JsonFields {
  return new JsonFields(
    content.map(fieldsOf).filter((fields) => fields !== null),
    options,
    fileName,
  );
}

/** Firewalls' and filters' logs of `key=value` pairs: FortiGate, Sophos, SonicWall, LEEF, logfmt. */
export const keyValue: LineFormat = {
  name: 'key-value',
  description:
    'lines of key=value pairs (FortiGate, Sophos, Firepower, LEEF, logfmt); fields by what they hold',
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
        const record = fieldsOf(text);
        if (record !== null) {
          const time = timeInLine(text, options.referenceTime ?? null);
          fields.read(record, sink, time);
        } else if (text.trim() === '') sink.note('blank');
        else sink.reject('cut_off');
      },
    };
  },
};
