import { expect, test } from '@jest/globals';

import { markdownTable } from './markdown-table.ts';

test('a Markdown table escapes what Markdown would interpret', () => {
  expect(markdownTable([['model', 'F1'], ['a|b <i>\nc', '1']])).toBe(
    '| model | F1 |\n| --- | ---: |\n| a\\|b \\<i\\> c | 1 |',
  ); // prettier-ignore
});
