import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { readNames } from './read-names.ts';

const zeek = [
  '#separator \\x09',
  '#path\tdns',
  '#fields\tts\tuid\tid.orig_h\tquery\trcode_name',
  '#types\ttime\tstring\taddr\tstring\tstring',
  '1.5\tC1\t10.0.0.1\ta.example.com\tNOERROR',
  '1.6\tC2\t10.0.0.1\t-\tNOERROR',
  '1.7\tC3\t10.0.0.1\txjpakmdcfuqe.in\tNXDOMAIN',
  '#close\t2026-11-24',
].join('\n');

describe('names are found in', () => {
  test.each<[string, string, string[]]>([
    ['lines', 'a.com\nb.org\r\n\n c.net ', ['a.com', 'b.org', 'c.net']],
    ['words on one line', 'a.com b.org', ['a.com', 'b.org']],
    ['a list with comments', '# mine\na.com # why\nb.org', ['a.com', 'b.org']],
    ['a hosts file, whose addresses are skipped later', '0.0.0.0 a.com', ['0.0.0.0', 'a.com']],
    ["Zeek's log", zeek, ['a.example.com', 'xjpakmdcfuqe.in']],
    ["Zeek's log in JSON", '{"ts":1,"query":"a.com"}\n{"ts":2}\n{"query":"b.c', ['a.com']],
    [
      "Suricata's events",
      '{"event_type":"dns","dns":{"rrname":"a.com"}}\n{"dns":{"query":[{"rrname":"b.org"}]}}',
      ['a.com', 'b.org'],
    ],
    ['an event by ECS', '{"dns":{"question":{"name":"a.com"}}}', ['a.com']],
    ['a JSON list', '["a.com", 5, "b.org"]', ['a.com', 'b.org']],
    ['a CSV with a header', 'id,domain\n1,a.com\n2,"b.org"', ['a.com', 'b.org']],
    ['a CSV without one', '1,a.com\n2,b.org', ['a.com', 'b.org']],
    ['a CSV with an unknown header', 'rank;site\n1;a.com\n2;b.org', ['a.com', 'b.org']],
    ['a popularity list with figures', 'x.com,1.5\ny.org,2.5', ['x.com', 'y.org']],
    ['nothing', ' \n', []],
  ])('%s', (_, text, names) => {
    expect(readNames(text)).toEqual(names);
  });

  test('any text, without falling over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const name of readNames(text)) expect(name).not.toBe('');
      }),
    );
  });
});
