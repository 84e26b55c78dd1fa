import { describe, expect, test } from '@jest/globals';

import { detectFormat, rowsOf } from '../detect/detect-format.ts';
import { shown } from '../testing/records.ts';

type Sample = readonly [
  format: string,
  what: string,
  lines: readonly (readonly [line: string, right: string | readonly string[]])[],
  fileName?: string,
];

const samples: readonly Sample[] = [
  ['plain', 'names in every dress', [
    ['# a list', '(comment)'],
    ['Example.COM.', 'Example.COM.'],
    ['', '(blank)'],
    ['  a.example.com  ', 'a.example.com'],
    ['"b.example.com",', 'b.example.com'],
    ['https://user:pw@c.example.com:8443/x?y#z', 'c.example.com'],
    ['d.example.com:443', 'd.example.com'],
    ['user@e.example.com', 'e.example.com'],
    ['hxxps[:]//f[.]example(.)com/x', 'f.example.com'],
    ['g.example.com # note', 'g.example.com'],
    ['h.example.com // note', 'h.example.com'],
    ['*.i.example.com', 'i.example.com'],
    ['j.example.com 12', 'j.example.com'],
    ['http://192.0.2.1/x', '192.0.2.1'],
    ['bücher.example.com', 'bücher.example.com'],
    ['strange label.k.example.com', 'strange label.k.example.com'],
    ['localhost', 'localhost'],
  ]],
  ['plain', 'a title over it', [['domain', '(header)'], ['a.example.com', 'a.example.com'], ['b.example.com', 'b.example.com']]],
  ['hosts', 'several names behind an address', [
    ['127.0.0.1 localhost', '(unrelated)'],
    ['0.0.0.0 a.example.com b.example.com # note', ['a.example.com 0.0.0.0', 'b.example.com 0.0.0.0']],
    [':: c.example.com', 'c.example.com ::'],
    ['0.0.0.0\td.example.com', 'd.example.com 0.0.0.0'],
    ['oops', '!unreadable'],
  ]],
  ['adblock', 'options, exceptions and rules about elements', [
    ['! Title', '(comment)'],
    ['||a.example.com^$third-party', 'a.example.com'],
    ['@@||b.example.com^', 'b.example.com'],
    ['example.com##.ad', '(unrelated)'],
    ['||c.example.com^', 'c.example.com'],
    ['||d.example.com/path^', '!unreadable'],
  ]],
  ['rpz', 'an origin, a wildcard and addresses', [
    ['$ORIGIN rpz.local.', '(header)'],
    ['@ IN SOA a. b. (', '(header)'],
    ['  1 2 3 4 5 )', '(header)'],
    ['a.example.com IN CNAME .', 'a.example.com CNAME'],
    ['*.a.example.com IN CNAME .', '(joined)'],
    ['b.example.com.rpz.local. 60 IN CNAME rpz-drop.', 'b.example.com CNAME'],
    ['32.1.2.0.192.rpz-ip CNAME .', '(unrelated)'],
    ['c.example.com A 192.0.2.1', 'c.example.com A'],
    ['; note', '(comment)'],
  ]],
  ['resolver-rules', 'unbound and dnsmasq', [
    ['server:', '(header)'],
    ['local-zone: "a.example.com." redirect', 'a.example.com'],
    ['local-data: "a.example.com A 0.0.0.0"', '(joined)'],
    ['address=/b.example.com/0.0.0.0', 'b.example.com'],
    ['local=/c.example.com/', 'c.example.com'],
  ]],
  ['dga-csv', 'families and days', [
    ['# domain,family', '(comment)'],
    ['a.example.com,banjori', 'a.example.com label:1 banjori'],
    ['b.example.com,banjori,2020-01-02', 'b.example.com label:1 banjori 2020-01-02'],
    ['"c.example.com","two words"', 'c.example.com label:1 two words'],
    ['d.example.com', '!too_few_columns'],
    ['e.example.com,', 'e.example.com label:1'],
    ['"f.example.com,banjori', '!unclosed_quote'],
  ], 'dga-banjori.csv'],
  ['bambenek', 'descriptions', [
    ['## Master feed of known DGA domains', '(comment)'],
    ['wwk.com,Domain used by Cryptolocker - Flashback DGA for 13 Apr 2017,2017-04-13,http://x/cl.txt', 'wwk.com label:1 cryptolocker 2017-04-13'],
    ['a.eu,Domain used by proslikefan (rolling window of domains),2017-04-13,x', 'a.eu label:1 proslikefan 2017-04-13'],
    ['a.eu,Domain used by shiotob/urlzone/bebloh for 1 May 2017', 'a.eu label:1 shiotob/urlzone/bebloh'],
    ['a.eu', '!too_few_columns'],
  ]],
  ['subset', 'both classes', [
    ['j.eu\u0001Domain used by proslikefan (rolling window of domains)\u00011', 'j.eu label:1 proslikefan'],
    ['ebay.es\u0001alexa\u00010', 'ebay.es label:0'],
    ['ebay.es\u0001alexa', '!too_few_columns'],
  ]],
  ['ranked-list', 'quotes and a title', [
    ['"Rank","Domain","Open Page Rank"', '(header)'],
    ['"1","facebook.com","10.00"', 'facebook.com label:0'],
    ['"2","google.com","10.00"', 'google.com label:0'],
  ]],
  ['majestic', 'its twelve columns', [
    ['GlobalRank,TldRank,Domain,TLD,RefSubNets', '(header)'],
    ['1,1,google.com,com,501331', 'google.com label:0'],
    ['2,2', '!too_few_columns'],
    ['2,2,,com', '!no_name'],
  ]],
  ['andrewaeva', 'numbers of families', [
    ['google.com 0', 'google.com label:0'],
    ['nvwq.com 6', 'nvwq.com label:1 conficker'],
    ['nvwq.com', '!too_few_columns'],
    ['abcd.com 4', 'abcd.com label:1 rovnix'],
  ]],
  ['dgarchive', 'the family of the file and of the row', [
    ['"aaab.com","2015-01-01 00:00:00","2015-01-04 00:00:00"', 'aaab.com label:1 necurs 2015-01-01'],
    ['"aaac.com","2015-01-01 00:00:00","2015-01-04 00:00:00","tinba_dga"', 'aaac.com label:1 tinba 2015-01-01'],
  ], 'full.tgz!2020/necurs_dga.csv'],
  ['netlab', 'tabs', [
    ['# DGA domain list', '(comment)'],
    ['necurs\taaab.com\t2018-01-01 00:00:00\t2018-01-04 23:59:59', 'aaab.com label:1 necurs 2018-01-01'],
    ['tinba\taaac.com', 'aaac.com label:1 tinba'],
    ['necurs', '!too_few_columns'],
  ]],
  ['threatfox', 'names and URLs, not addresses', [
    ['# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable"', '(comment)'],
    ['"2026-11-01 10:00:00", "1", "a.example.com", "domain", "botnet_cc", "win.x", "None", "Suppobox"', 'a.example.com label:1 Suppobox 2026-11-01'],
    ['"2026-11-01 10:00:00", "2", "https://b.example.com/x", "url", "botnet_cc", "win.x", "None", "Unknown malware"', 'b.example.com label:1 2026-11-01'],
    ['"2026-11-01 10:00:00", "3", "192.0.2.1:80", "ip:port", "botnet_cc", "win.x", "None", "X"', '(unrelated)'],
  ]],
  ['resolver-rules', "several names, all names, rules of proxies, names in packets", [
    ['address=/a.example.com/b.example.com/0.0.0.0', ['a.example.com', 'b.example.com']],
    ['address=/#/192.0.2.1', '(header)'],
    ['DOMAIN-SUFFIX,c.example.com,REJECT', 'c.example.com'],
    ["  - DOMAIN,d.example.com", 'd.example.com'],
    ['host-suffix, e.example.com, reject', 'e.example.com'],
    ['alert udp any any -> any 53 (msg:"x"; content:"|01|f|07|example|03|com|00|"; sid:1;)', 'f.example.com'],
  ]],
  ['rpz', "a registry's zone: names by their servers", [
    ['com.\t900\tin\tsoa\ta.gtld-servers.net. nstld.example. 1 1800 900 604800 86400', '(header)'],
    ['com.\t900\tin\tns\ta.gtld-servers.net.', '(header)'],
    ['a.com.\t900\tin\tns\tns1.b.com.', 'a.com NS'],
    ['a.com.\t900\tin\tns\tns2.b.com.', '(joined)'],
    ['c.com.\t900\tin\tns\tns1.b.com.', 'c.com NS'],
  ]],
  ['adblock', 'wildcards in front, anchors behind, rules about elements', [
    ['||*.a.example.com^$third-party,domain=x.com|y.com', 'a.example.com'],
    ['||b.example.com^|', 'b.example.com'],
    ['example.org#?#.x', '(unrelated)'],
    ['example.org$$script[a]', '(unrelated)'],
  ]],
  ['plain', 'names in base 64, below all of a proxy', [
    ['d3d3Lmdvb2dsZS5jb20=', 'www.google.com'],
    ['Z2l0aHViLmNvbQ==', 'github.com'],
    ["'+.a.example.com'", 'a.example.com'],
  ]],
  ['zeek', 'indicators of the intelligence framework', [
    ['#fields\tindicator\tindicator_type\tmeta.source', '(header)'],
    ['a.example.com\tIntel::DOMAIN\tx', 'a.example.com'],
    ['192.0.2.1\tIntel::ADDR\tx', '(unrelated)'],
    ['http://b.example.com/x\tIntel::URL\tx', 'b.example.com'],
  ]],
]; // prettier-ignore

describe('lists and feeds', () => {
  test.each(samples)('%s: %s', (format, _, lines, fileName = '') => {
    const text = lines.map(([line]) => line);
    expect(detectFormat(text, { fileName })).toBe(format);
    expect(shown(text.join('\n'), { fileName })).toEqual(lines.flatMap(([, right]) => right));
  });

  test('a bare list is of one family where that is said', () => {
    const options = { inputFormat: 'dga-list', fileName: 'lists/necurs.txt' };
    expect(shown('a.example.com\nb.example.com\n', options)).toEqual([
      'a.example.com label:1 necurs',
      'b.example.com label:1 necurs',
    ]);
    expect([rowsOf('dga-list'), rowsOf('plain'), rowsOf('eve'), rowsOf('nothing')]).toEqual([
      'dga',
      'unknown',
      'benign',
      'unknown',
    ]);
  });

  test.each([
    ['a table without rows', 'domain,label\n', '(header)'],
    ['comments alone', '# none today\n', '(comment)'],
    ['an empty array', '[]', []],
    ['blank lines', '\n\n', []],
  ])('nothing to read is no fault: %s', (_, text, right) => {
    expect(shown(text)).toEqual([right].flat());
  });

  test.each([
    ['prose', ['Dear reader,', 'this is a text.']],
    ['numbers in columns', ['1,2', '3,4']],
  ])('no format: %s', (_, lines) => {
    expect(detectFormat(lines)).toBeNull();
  });
});
