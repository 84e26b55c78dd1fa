import { columnsOf } from '../../csv/columns-of.ts';
import { hostOrAddressInWord } from '../../text/name-in-text.ts';
import type { LineFormat } from '../format.ts';
import { dayIn, dgaEvent, feedFields, feedLines } from './feed-lines.ts';

const TITLES = /"?first_seen(?:_utc)?"?, ?"?(?:ioc_id|id)"?, ?"?ioc_value"?/i;

/** Tags that are a malware's name in other feeds; `None` is how this one writes nothing. */
const isGiven = (text: string | undefined): text is string =>
  text !== undefined && text.trim() !== '' && !/^(?:none|unknown.*)$/i.test(text.trim());

/** abuse.ch's ThreatFox: indicators of all kinds, of which names and URLs count; the titles are in a comment. */
export const threatfox: LineFormat = {
  name: 'threatfox',
  description: "abuse.ch's ThreatFox export (CSV)",
  rows: 'dga',
  fields: feedFields,
  frame: 'lines',
  detect: ({ lines }) => (lines.some((line) => TITLES.test(line)) ? 1 : 0),
  open: ({ sample }) => {
    const announced = sample.lines.find((line) => TITLES.test(line)) ?? '';
    const titles = (columnsOf(announced.replace(/^#+\s*/, ''), ',') ?? []).map((title) =>
      title.trim().toLowerCase(),
    );
    const at = (...names: readonly string[]): number =>
      names.map((name) => titles.indexOf(name)).find((index) => index >= 0) ?? -1;
    const value = at('ioc_value', 'ioc');
    const kind = at('ioc_type');
    const family = at('malware_printable', 'malware');
    const date = at('first_seen_utc', 'first_seen');
    return feedLines(
      ',',
      (columns, sink) => {
        const name = columns[value]?.trim();
        if (name === undefined) sink.reject('too_few_columns');
        else if (!/domain|url|host/i.test(columns[kind] ?? 'domain')) sink.note('unrelated');
        else {
          const malware = columns[family];
          const host = hostOrAddressInWord(name) ?? name;
          dgaEvent(sink, host, isGiven(malware) ? malware : null, dayIn(columns[date]?.trim()));
        }
      },
      (columns) => columns.some((column) => column.trim().toLowerCase() === 'ioc_value'),
    );
  },
};
