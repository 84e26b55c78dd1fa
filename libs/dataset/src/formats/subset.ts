import { familyInDescription } from './bambenek.ts';
import { benignRow, BLANK, dgaRow, reject, type LineReader } from './parsed-line.ts';
import { isBlank } from './split-row.ts';

/** The original project's sample: `domain`, `description`, `label` between control-A characters, no header. */
export function readSubset(): LineReader {
  return (line) => {
    if (isBlank(line)) return BLANK;
    const [name = '', description, label] = line.split('\u0001');
    if (description === undefined || label === undefined) return reject('too_few_columns');
    if (label === '0') return benignRow(name);
    if (label !== '1') return reject('bad_label');
    const family = familyInDescription(description);
    return family === null ? reject('no_family') : dgaRow(name, family);
  };
}
