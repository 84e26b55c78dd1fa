import { DatasetError } from '../errors.ts';
import { BLANK, COMMENT, HEADER, reject, type LineReader } from './parsed-line.ts';
import { splitRow, isBlank } from './split-row.ts';

export interface LabelledColumns {
  /** The column that holds the name; default `domain`. */
  readonly domainColumn?: string;
  /** The column that holds the class; default `label`. */
  readonly labelColumn?: string;
}

/** How sources write the two classes. */
const BENIGN = new Set(['0', '0.0', 'benign', 'legit', 'legitimate', 'normal', 'alexa', 'false']);
const DGA = new Set(['1', '1.0', 'dga', 'malicious', 'malware', 'true']);

/** The class that a source's word or number means, or undefined. */
export function labelOf(text: string): 0 | 1 | undefined {
  const word = text.trim().toLowerCase();
  if (BENIGN.has(word)) return 0;
  return DGA.has(word) ? 1 : undefined;
}

/**
 * A CSV or TSV whose first line names its columns: name and label needed, `family`, `source` and `date` taken
 * where they are there. Degas' own `dataset.csv.gz` is one.
 */
export function readLabelledCsv(
  file: string,
  { domainColumn = 'domain', labelColumn = 'label' }: LabelledColumns = {},
): LineReader {
  let delimiter = ',';
  let header: string[] | null = null;
  let at = { domain: -1, label: -1, family: -1, source: -1, date: -1 };
  return (line) => {
    if (isBlank(line)) return BLANK;
    if (header === null) {
      if (line.startsWith('#') && !line.includes(domainColumn)) return COMMENT;
      delimiter = line.includes('\t')
        ? '\t'
        : line.includes(';') && !line.includes(',')
          ? ';'
          : ',';
      header = (splitRow(line, delimiter) ?? []).map((title) => title.trim().toLowerCase());
      at = {
        domain: header.indexOf(domainColumn.toLowerCase()),
        label: header.indexOf(labelColumn.toLowerCase()),
        family: header.indexOf('family'),
        source: header.indexOf('source'),
        date: header.indexOf('date'),
      };
      for (const [column, position] of [
        [domainColumn, at.domain],
        [labelColumn, at.label],
      ] as const) {
        if (position >= 0) continue;
        throw new DatasetError(
          'DATASET_COLUMN_MISSING',
          `${file} has the columns [${header.slice(0, 12).join(', ')}] but no '${column}'; ` +
            'name the right ones with { domainColumn, labelColumn }.',
        );
      }
      return HEADER;
    }
    const columns = splitRow(line, delimiter);
    if (columns === null) return reject('unclosed_quote');
    const name = columns[at.domain];
    const labelText = columns[at.label];
    if (name === undefined || labelText === undefined) return reject('too_few_columns');
    const label = labelOf(labelText);
    if (label === undefined) return reject('bad_label');
    const filled = (position: number): string | null => {
      const text = position < 0 ? '' : (columns[position] ?? '').trim();
      return text === '' ? null : text;
    };
    const family = label === 1 ? filled(at.family) : null;
    return { name, label, family, date: filled(at.date), source: filled(at.source) };
  };
}
