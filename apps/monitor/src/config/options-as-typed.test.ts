import { LogReader } from '@degas/logs';
import { expect, test } from '@jest/globals';

import { optionsAsTyped } from './options-as-typed.ts';

test("what a library calls its options is said as the monitor's own", () => {
  const reader = new LogReader({ fileName: 'poem.txt' });
  let said = '';
  try {
    reader.write('It was a dark and stormy night\n'.repeat(3));
    reader.end();
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(/\{ inputFormat \}.*\{ column \}/);
  const typed = optionsAsTyped(said);
  expect(typed).toContain('name the format with --input-format, one of: ');
  expect(typed).toContain('what holds the name with "reading": {"column": …} of the settings.');
});
