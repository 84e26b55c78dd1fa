import { shareOf } from '../../detect/sample.ts';
import type { LineFormat } from '../format.ts';

/** The numbers that the list's own readme explains. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['1', 'cryptolocker'],
  ['2', 'zeus'],
  ['3', 'pushdo'],
  ['4', 'rovnix'],
  ['5', 'tinba'],
  ['6', 'conficker'],
  ['7', 'matsnu'],
  ['8', 'ramdo'],
]);

/** andrewaeva's text files (`all_dga.txt`, `all_legit.txt`): `name number`, 0 benign, else the family. */
export const andrewaeva: LineFormat = {
  name: 'andrewaeva',
  description: "andrewaeva's lists: a name and the number of its family, 0 benign",
  rows: 'labelled',
  fields: ['label', 'family'],
  frame: 'lines',
  detect: ({ content }) => 0.9 * shareOf(content, (line) => /^\S+\.\S+ [0-8]\s*$/.test(line)),
  open: () => ({
    line(text, sink) {
      if (text.trim() === '') {
        sink.note('blank');
        return;
      }
      const [name = '', number] = text.trim().split(/\s+/);
      if (number === undefined) sink.reject('too_few_columns');
      else if (number === '0') sink.event(name, { label: 0 });
      else {
        const family = FAMILIES.get(number) ?? null;
        sink.event(name, { label: family === null ? null : 1, family });
      }
    },
  }),
};
