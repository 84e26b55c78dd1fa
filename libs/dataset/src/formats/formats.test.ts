import { describe, expect, test } from '@jest/globals';

import { outcomesOf } from '../testing/outcome-names.ts';
import { makeReader, type FormatName } from './registry.ts';

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
  [
    'dgarchive',
    [
      ['"aaab.com","2015-01-01 00:00:00","2015-01-04 00:00:00"', 'aaab.com|1|necurs|2015-01-01'],
      ['aaac.com', 'aaac.com|1|necurs'],
      ['"",x', '!no_name'],
      ['"aaad.com', '!unclosed_quote'],
    ],
  ],
  [
    'dga-list',
    [
      ['# names', '(comment)'],
      ['domain', '(header)'],
      ['aaab.com', 'aaab.com|1|necurs'],
    ],
  ],
  [
    'netlab360',
    [
      ['# DGA domain list', '(comment)'],
      [
        'necurs\taaab.com\t2018-01-01 00:00:00\t2018-01-04 23:59:59',
        'aaab.com|1|necurs|2018-01-01',
      ],
      ['necurs\taaac.com', 'aaac.com|1|necurs'],
      ['\taaac.com', '!no_family'],
      ['necurs', '!too_few_columns'],
    ],
  ],
  [
    'jsonl',
    [
      ['{"domain":"a.com","label":1,"family":"necurs","source":"mine"}', 'a.com|1|necurs'],
      ['{"domain":"b.com","label":false}', 'b.com|0'],
      ['{"domain":"c.com","label":"dga","date":"2020-01-01"}', 'c.com|1||2020-01-01'],
      ['{"domain":"c.com"}', '!bad_label'],
      ['{"label":1}', '!no_name'],
      ['{"domain":{},"label":1}', '!no_name'],
      ['{"domain":"c.com","label":{}}', '!bad_label'],
      ['[1]', '!bad_json'],
      ['{', '!bad_json'],
      ['', '(blank)'],
    ],
  ],
  [
    'zeek-tsv',
    [
      ['#separator \\x09', '(comment)'],
      ['#fields\tts\tuid\tquery\tqtype', '(header)'],
      ['#types\ttime\tstring\tstring\tcount', '(comment)'],
      ['1.0\tCx\twww.example.org\t1', 'www.example.org|0'],
      ['1.0\tCx\t-\t1', '!no_name'],
      ['1.0', '!too_few_columns'],
      ['#close\t2020-01-01', '(comment)'],
    ],
  ],
  [
    'zeek-json',
    [
      ['{"ts":1.0,"uid":"Cx","query":"www.example.org"}', 'www.example.org|0'],
      ['{"ts":1.0,"uid":"Cx"}', '!no_name'],
      ['{"ts":1.0,"query":7}', '!no_name'],
      ['null', '!bad_json'],
    ],
  ],
  [
    'suricata-eve',
    [
      ['{"event_type":"dns","dns":{"type":"query","rrname":"a.org"}}', 'a.org|0'],
      ['{"event_type":"dns","dns":{"type":"request","queries":[{"rrname":"b.org"}]}}', 'b.org|0'],
      ['{"event_type":"dns","dns":{"type":"request","queries":[]}}', '!no_name'],
      ['{"event_type":"dns","dns":{"type":"request","queries":[null]}}', '!no_name'],
      ['{"event_type":"dns","dns":{"type":"answer","rrname":"a.org"}}', '!not_a_query'],
      ['{"event_type":"flow"}', '!not_a_query'],
      ['{"event_type":"dns"', '!bad_json'],
    ],
  ],
];

describe('each line of a source becomes a row, a rejected line or a note', () => {
  test.each(samples)('%s', (format, lines) => {
    const outcomes = outcomesOf(
      makeReader(format, 'archive.tgz!2020/necurs_dga.csv'),
      lines.map(([line]) => line),
    );
    expect(outcomes).toEqual(lines.map(([, outcome]) => outcome));
  });

  test.each([
    ['labelled-csv', 'name,class', /\[name, class\] but no 'domain'.*domainColumn/],
    ['zeek-tsv', '#fields\tts\tuid', /\[ts, uid\] but no 'query'/],
    ['zeek-tsv', '1.0\tCx', /no #fields line/],
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
