import { describe, expect, test } from '@jest/globals';

import { makeReader, type FormatName } from '../formats.ts';
import { outcomesOf } from '../testing/outcome-names.ts';

type Samples = readonly (readonly [
  format: FormatName,
  lines: readonly (readonly [string, string])[],
])[];

const samples: Samples = [
  [
    'dga-csv',
    [
      ['# domain,family', '(comment)'],
      ['abc.com,banjori', 'abc.com|1|banjori'],
      ['abd.com,banjori,2020-01-02', 'abd.com|1|banjori|2020-01-02'],
      ['"abe.com","two words"', 'abe.com|1|two words'],
      ['', '(blank)'],
      ['abf.com', '!too_few_columns'],
      ['abg.com,', '!no_family'],
      ['"abh.com,banjori', '!unclosed_quote'],
    ],
  ],
  [
    'dga-csv',
    [
      ['domain,family', '(header)'],
      ['domain,family', 'domain|1|family'],
    ],
  ],
  [
    'bambenek',
    [
      ['## Master feed of known DGA domains', '(comment)'],
      [
        'wwk.com,Domain used by Cryptolocker - Flashback DGA for 13 Apr 2017,2017-04-13,http://x/cl.txt',
        'wwk.com|1|cryptolocker|2017-04-13',
      ],
      [
        'a.eu,Domain used by proslikefan (rolling window of domains),2017-04-13,x',
        'a.eu|1|proslikefan|2017-04-13',
      ],
      [
        'a.eu,Domain used by shiotob/urlzone/bebloh for 1 May 2017',
        'a.eu|1|shiotob/urlzone/bebloh',
      ],
      ['a.eu,something else', '!no_family'],
      ['a.eu', '!too_few_columns'],
    ],
  ],
  [
    'subset',
    [
      [
        'j.eu\u0001Domain used by proslikefan (rolling window of domains)\u00011',
        'j.eu|1|proslikefan',
      ],
      ['ebay.es\u0001alexa\u00010', 'ebay.es|0'],
      ['ebay.es\u0001alexa\u00012', '!bad_label'],
      ['ebay.es\u0001alexa', '!too_few_columns'],
      ['x.es\u0001who knows\u00011', '!no_family'],
      ['', '(blank)'],
    ],
  ],
  [
    'hosts',
    [
      ['google.com', 'google.com|0'],
      ['2,youtube.com', 'youtube.com|0'],
      ['3,Example.COM/some/path?x=1', 'Example.COM|0'],
      ['https://www.example.org:8443/a,b', 'www.example.org|0'],
      ['"4","quoted.com","5.1"', 'quoted.com|0'],
      ['5,', '!no_name'],
      ['# a comment', '(comment)'],
    ],
  ],
  [
    'hosts',
    [
      ['"Rank","Domain","Open Page Rank"', '(header)'],
      ['"1","facebook.com","10.00"', 'facebook.com|0'],
    ],
  ],
  [
    'majestic',
    [
      ['GlobalRank,TldRank,Domain,TLD,RefSubNets', '(header)'],
      ['1,1,google.com,com,501331', 'google.com|0'],
      ['2,2', '!too_few_columns'],
      ['2,2,,com', '!no_name'],
    ],
  ],
  [
    'andrewaeva',
    [
      ['google.com 0', 'google.com|0'],
      ['nvwq.com 6', 'nvwq.com|1|conficker'],
      ['nvwq.com 9', '!bad_label'],
      ['nvwq.com constructor', '!bad_label'],
      ['nvwq.com', '!too_few_columns'],
    ],
  ],
  [
    'labelled-csv',
    [
      ['domain,label,family,source', '(header)'],
      ['google.com,0,,tranco', 'google.com|0'],
      ['ab.com,1,banjori,dga-banjori', 'ab.com|1|banjori'],
      ['ac.com,malicious', 'ac.com|1'],
      ['ad.com,perhaps', '!bad_label'],
      ['ad.com', '!too_few_columns'],
    ],
  ],
];

describe('each line of a source becomes a row, a rejected line or a note', () => {
  test.each(samples)('%s', (format, lines) => {
    const outcomes = outcomesOf(
      makeReader(format, 'file'),
      lines.map(([line]) => line),
    );
    expect(outcomes).toEqual(lines.map(([, outcome]) => outcome));
  });

  test.each([
    ['labelled-csv', 'name,class', /\[name, class\] but no 'domain'.*domainColumn/],
    ['majestic', 'Rank,Site', /\[Rank, Site\] but no 'Domain'/],
  ] as const)('%s without its column says which columns it has', (format, line, message) => {
    expect(() => makeReader(format, 'list.csv')(line)).toThrow(
      expect.objectContaining({
        code: 'DATASET_COLUMN_MISSING',
        message: expect.stringMatching(message),
      }),
    );
  });

  test('a labelled file with columns of other names, between tabs', () => {
    const read = makeReader('labelled-csv', 'file', { domainColumn: 'Host', labelColumn: 'class' });
    expect(outcomesOf(read, ['class\thost\tfamily', 'dga\tab.com\tnecurs'])).toEqual([
      '(header)',
      'ab.com|1|necurs',
    ]);
  });
});
