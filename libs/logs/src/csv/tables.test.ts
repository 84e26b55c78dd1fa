import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';

import { recordsOf, shown } from '../testing/records.ts';
import { columnsOf } from './columns-of.ts';

const A = 'a.example.com';
const B = 'b.example.com';

describe('the column of names is found', () => {
  test.each([
    [
      'behind a sensor',
      `_time,host,src,qname\n1,s.example.net,10.0.0.5,${A}\n1,s.example.net,10.0.0.5,${B}`,
    ],
    ['behind a sensor with a weak title', `host,name\ns.example.net,${A}\ns.example.net,${B}`],
    ['in quotes and blanks', `"rank", "domain"\n"1", "${A}"\n"2", "${B}"`],
    ['between semicolons', `x;domain\n1;${A}\n2;${B}`],
    ['between bars', `x|domain\n1|${A}\n2|${B}`],
    ["under Excel's own line", `sep=;\nx;domain\n1;${A}\n2;${B}`],
    ['without a header', `x,${A},7\ny,${B},8`],
    ['under a title that says nothing', `f1,f2\n1,${A}\n2,${B}`],
    ['under a title in a comment', `# id,domain\n1,${A}\n2,${B}`],
    [
      'under a dotted title',
      `"@timestamp","dns.question.name","host.name"\n"1","${A}","pc1.corp.example.net"\n"2","${B}","pc1.corp.example.net"`,
    ],
    ['in URLs', `origin,rank\nhttps://${A},1\nhttps://${B},1`],
    [
      "in Kaggle's form",
      `isDGA,domain,host,subclass\nlegit,a-name,${A},alexa\ndga,b-name,${B},tinba`,
    ],
    ['beside programs and machines', `image,query\nc:/x/setup.exe,${A}\nupdate.exe,${B}`],
    ['with repeated headers', `x,domain\n1,${A}\nx,domain\n2,${B}`],
    ['with lines in a cell', `domain,note\n${A},"one\ntwo, three"\n${B},x`],
    ['after CR alone', `x,domain\r1,${A}\r2,${B}\r`],
  ])('%s', (_, text) => {
    expect(recordsOf(text).map((record) => record.kind === 'event' && record.name)).toEqual([A, B]);
  });

  test('a person may name it, by title, path or number', () => {
    const text = `x,first,second\n1,${A},${B}\n`;
    expect(shown(text, { column: 'SECOND' })).toEqual(['(header)', B]);
    expect(shown(text, { column: 3 })).toEqual(['(header)', B]);
    expect(shown(text, { column: '2' })).toEqual(['(header)', A]);
    expect(shown(`{"a":{"b":"${A}"},"c":"${B}"}`, { column: 'a.b' })).toEqual([A]);
    expect(() => shown(text, { column: 'third' })).toThrow(/\[x, first, second\] but no 'third'/);
    expect(() => shown(`{"a":"${A}"}`, { column: 'z' })).toThrow(/\[a\] but no 'z'/);
    expect(() => shown(text, { delimiter: ';;' })).toThrow(/one character/);
  });

  test('the other columns come along, or are named', () => {
    const text = `when,who,domain,kind,answer code\n2026-11-01,10.0.0.5,${A},A,NXDOMAIN\n2026-11-01,10.0.0.5,${A},A,0\n`;
    const options = { timeColumn: 'when', clientColumn: 'who', typeColumn: 'kind', rcodeColumn: 5 };
    expect(shown(text, options)).toEqual([
      '(header)',
      `${A} 10.0.0.5 A nxdomain`,
      `${A} 10.0.0.5 A resolved`,
    ]);
    const [first] = recordsOf(text, { ...options, keep: true });
    expect(first).toMatchObject({
      time: Date.UTC(2026, 10, 1),
      fields: { when: '2026-11-01', kind: 'A' },
    });
  });

  test('classes and families of a labelled table', () => {
    const text = `domain,label,family\n${A},Malicious,necurs\n${B},Benign,\nc.example.com,perhaps,\n`;
    expect(shown(text)).toEqual([
      '(header)',
      `${A} label:1 necurs`,
      `${B} label:0`,
      'c.example.com',
    ]);
  });
});

describe('rows that are no records', () => {
  test('are counted by their reason', () => {
    const text = `x,domain\n1,${A}\n2\n3,\n\n# note\n4,${B}\n`;
    expect(shown(text)).toEqual([
      '(header)',
      A,
      '!too_few_columns',
      '!no_name',
      '(blank)',
      '(comment)',
      B,
    ]);
  });

  test('a stray quote costs its own line only', () => {
    const text = `x,domain\n1,${A}\n"2,c.example.com\n3,${B}\n`;
    expect(shown(text)).toEqual(['(header)', A, '!unclosed_quote', B]);
  });

  test('a stray quote before many lines', () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${i},n${i}.example.com`);
    const records = shown(['x,domain', '"0,oops', ...rows].join('\n'));
    expect(records.filter((record) => record.startsWith('n'))).toHaveLength(200);
    expect(records).toContain('!unclosed_quote');
  });
});

test('lines are cut as the library does', () => {
  const cell = fc.oneof(fc.constantFrom('', ' ', '"', ',', 'a "b" c', 'x;y', "it's"), fc.string());
  fc.assert(
    fc.property(
      fc.array(
        cell.map((text) => text.replace(/[\r\n]/g, '')),
        { minLength: 2, maxLength: 6 },
      ),
      (cells) => {
        fc.pre(!cells.some((text) => /^ +"/.test(text)));
        const line = Papa.unparse([cells]);
        expect(columnsOf(line, ',')).toEqual(cells);
      },
    ),
  );
});
