import { shareOf } from '../../detect/sample.ts';
import { isHostName } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';
import { dayIn, dgaEvent, feedFields, feedLines } from './feed-lines.ts';

/** Netlab 360's DGA feed: a `#` header, then family, name, first and last time of validity between tabs. */
export const netlab: LineFormat = {
  name: 'netlab',
  description: "Netlab 360's DGA feed: family, domain, from, to between tabs",
  rows: 'dga',
  fields: feedFields,
  frame: 'lines',
  detect: ({ content }) => {
    const rows = shareOf(content, (line) => {
      const [family = '', name = ''] = line.split('\t');
      return /^[a-z][\w -]*$/i.test(family) && isHostName(name);
    });
    // Without days the first column may as well be a record type or a word of the list's own.
    const isDated = content.some((line) => dayIn(line.split('\t')[2]) !== null);
    return (isDated ? 0.9 : 0.5) * rows;
  },
  open: () =>
    feedLines('\t', ([family = '', name, from], sink) => {
      if (name === undefined) sink.reject('too_few_columns');
      else dgaEvent(sink, name, family, dayIn(from));
    }),
};
