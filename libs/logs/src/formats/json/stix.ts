import { fieldAt, textAt } from '../../json/fields.ts';
import { hostOrAddressInWord } from '../../text/name-in-text.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat } from '../format.ts';

/** What a pattern compares: `[domain-name:value = 'example.com']`, `url:value`, with a quote in it behind a backslash. */
const COMPARED = /\b(?:domain-name|url):value\s*=\s*'((?:[^'\\]|\\.)*)'/g;
const OBSERVED = new Set(['domain-name', 'url']);

/** STIX 2 of threat-intelligence feeds: the names in indicators' patterns, and observed names. */
export const stix = jsonFormat({
  name: 'stix',
  description: 'STIX 2: names and URLs of indicators and observations',
  rows: 'unknown',
  fields: ['time'],
  recognises: ({ type, pattern, value, id }) =>
    (type === 'indicator' && typeof pattern === 'string') ||
    (OBSERVED.has(String(type)) && typeof value === 'string' && String(id).includes('--')),
  read: (record, sink) => {
    const pattern = textAt(record, 'pattern');
    const values =
      pattern === null
        ? [textAt(record, 'value') ?? '']
        : [...pattern.matchAll(COMPARED)].map(([, value = '']) => value.replace(/\\(.)/g, '$1'));
    const time = parseTime(fieldAt(record, 'valid_from') ?? fieldAt(record, 'created'));
    // Indicators of files and addresses have no name.
    if (values.length === 0) sink.note('unrelated');
    for (const value of values) sink.event(hostOrAddressInWord(value) ?? value, { time });
  },
});
