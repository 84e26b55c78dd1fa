import { loadClassifier } from '@degas/inference';
import { LogReader, verdictFormats } from '@degas/logs';
import { expect, test } from '@jest/globals';

import { classifierSettings, type Rules } from '../rules/classifier-settings.ts';
import { nameRows, receivedRows, sentRows } from './name-rows.ts';
import { RowWriter } from './row-writer.ts';

const rules: Rules = {
  operatingPoint: 'medium',
  allow: ['google.com'],
  deny: ['münchen.de'],
  knownDga: null,
};

/** A list with blank lines, bytes that are no text, names that can't be scored, and what else lists hold. */
const list = new LogReader({ inputFormat: 'plain', everyLine: true, keep: true });
const text = Buffer.concat([
  Buffer.from(
    '# names\n\nwww.google.com\nmünchen.de\n\n=1+1.com\n例え.jp\nxjpakmdcfuqe.in\n"a\tb"\n',
  ),
  Buffer.from([0xff, 0x0a, 0x0a]),
  Buffer.from(
    Array.from({ length: 300 }, (_, i) => `${(i * 7919 ** 3).toString(36)}.co.uk`).join('\n'),
  ),
  Buffer.from('\n10.0.0.1\n..\nlocalhost\n\n'),
]);
const { source, isList, report } = { source: 'list', isList: true, report: list.report };
const batches = [
  ...[list.write(text), list.end()],
  ...['cut', 'in', 'pieces'].map((piece) =>
    new LogReader({ inputFormat: 'plain', keep: true }).write(`${piece}.com\n`.repeat(200)),
  ),
].map((records) => ({ source, isList, report, records }));

test.each(verdictFormats)('rows of %s are the same where everything was sent', async (format) => {
  const first = { format, dgaLabel: 'DGA!', titles: null };
  const here = new RowWriter(await loadClassifier(undefined, classifierSettings(rules)), first);
  const settings = classifierSettings(structuredClone(rules));
  here.write(nameRows({ source, isList, report, records: [] }, true));
  const there = new RowWriter(
    await loadClassifier(undefined, settings),
    structuredClone(here.style),
  );
  for (const batch of batches) {
    const rows = nameRows(batch, format !== 'ecs');
    const sent = structuredClone(sentRows(rows));
    expect(there.write(receivedRows(sent))).toEqual(here.write(rows));
  }
});
