import { Option } from '@commander-js/extra-typings';
import { listFormats, LogReader, LogsError } from '@degas/logs';
import { InvalidArgumentError } from 'commander';

import { didYouMean } from './did-you-mean.ts';

/** The options that say how names and logs are read: the same words for every verb. */
export const readingOptions = {
  inputFormat: new Option('--input-format <format>', 'input format (default: detected)').argParser(
    knownFormat,
  ),
  column: new Option(
    '--column <column>',
    'column or field of the name: a title, a JSON path or a number from 1',
  ),
  delimiter: new Option(
    '--delimiter <character>',
    'column delimiter of tables (default: detected)',
  ),
  clientColumn: new Option('--client-column <column>', 'column or field of the client'),
  timeColumn: new Option('--time-column <column>', 'column or field of the time'),
  rcodeColumn: new Option('--rcode-column <column>', 'column or field of the response code'),
};

function knownFormat(value: string): string {
  try {
    new LogReader({ inputFormat: value });
  } catch (error) {
    if (error instanceof LogsError) {
      const names = listFormats().map(({ name }) => name);
      throw new InvalidArgumentError(`${error.message} ${didYouMean(value, names)}`.trim());
    }
    throw error;
  }
  return value;
}
