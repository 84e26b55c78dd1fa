import { benignRow, BLANK, dgaRow, reject, type LineReader } from './parsed-line.ts';
import { isBlank } from './split-row.ts';

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
export function readAndrewaeva(): LineReader {
  return (line) => {
    if (isBlank(line)) return BLANK;
    const [name = '', number] = line.trim().split(/\s+/);
    if (number === undefined) return reject('too_few_columns');
    if (number === '0') return benignRow(name);
    const family = FAMILIES.get(number);
    return family === undefined ? reject('bad_label') : dgaRow(name, family);
  };
}
