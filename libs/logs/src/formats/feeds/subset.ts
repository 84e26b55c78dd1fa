import { shareOf } from '../../detect/sample.ts';
import type { LineFormat } from '../format.ts';
import { familyInDescription } from './bambenek.ts';
import { feedFields } from './feed-lines.ts';

const DELIMITER = '\u0001';

/** The original project's sample: domain, description and label between control-A characters. */
export const subset: LineFormat = {
  name: 'subset',
  description: 'domain, description and label between control-A characters',
  rows: 'labelled',
  fields: feedFields,
  frame: 'lines',
  detect: ({ content }) => 0.98 * shareOf(content, (line) => line.split(DELIMITER).length === 3),
  open: () => ({
    line(text, sink) {
      if (text.trim() === '') {
        sink.note('blank');
        return;
      }
      const [name = '', description, label] = text.split(DELIMITER);
      if (description === undefined || label === undefined) sink.reject('too_few_columns');
      else if (label === '0') sink.event(name, { label: 0 });
      else {
        const family = familyInDescription(description);
        sink.event(name, { label: label === '1' ? 1 : null, family });
      }
    },
  }),
};
