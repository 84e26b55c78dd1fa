import { describe, expect, test } from '@jest/globals';

import { detectFormat } from '../../detect/detect-format.ts';
import { recordsOf, shown } from '../../testing/records.ts';

type Rows = readonly (readonly [record: unknown, right: string | readonly string[]])[];

const cases: readonly (readonly [format: string, what: string, rows: Rows])[] = [
  [
    'suricata',
    'the asker of an answer, versions 1 to 3, and events of other kinds',
    [
      [{ event_type: 'stats', stats: {} }, '(unrelated)'],
      [{ event_type: 'dns', src_ip: '10.0.0.1', src_port: 53, dest_ip: '10.0.0.5', dest_port: 9, dns: { type: 'answer', id: 1, rrname: 'a.example.com', rrtype: 'A', rcode: 'NXDOMAIN' } }, 'a.example.com 10.0.0.5 A nxdomain'],
      [{ event_type: 'dns', src_ip: '10.0.0.1', dest_ip: '10.0.0.5', dns: { version: 3, type: 'response', rcode: 'NOERROR', queries: [{ rrname: 'b.example.com', rrtype: 'A' }], answers: [{ rdata: '0.0.0.0' }] } }, 'b.example.com 10.0.0.5 A blocked 0.0.0.0'],
      [{ event_type: 'dns', src_ip: '10.0.0.5', dns: { type: 'query', grouped: {} } }, '!no_name'],
      [{ event_type: 'http', src_ip: '10.0.0.5', http: { hostname: 'c.example.com' }, host: 'sensor' }, 'c.example.com 10.0.0.5'],
      [{ event_type: 'quic', src_ip: '10.0.0.5', quic: { sni: 'd.example.com' } }, 'd.example.com 10.0.0.5'],
      [{ event_type: 'alert', alert: {}, src_ip: '10.0.0.5', dns: { queries: [{ rrname: 'e.example.com', rrtype: 'A' }] } }, 'e.example.com 10.0.0.5 A'],
    ],
  ],
  [
    'ecs',
    'dotted keys, ports, endpoints and several questions',
    [
      [{ '@timestamp': '2026-11-01T10:00:00Z', 'dns.question.name': 'a.example.com', 'source.ip': '10.0.0.5', 'dns.response_code': 'NXDOMAIN' }, 'a.example.com 10.0.0.5 nxdomain'],
      [{ '@timestamp': '2026-11-01T10:00:00Z', dns: { question: { name: 'b.example.com.' }, type: 'answer' }, source: { ip: '10.0.0.1', port: 53 }, destination: { ip: '10.0.0.6', port: 9 } }, 'b.example.com 10.0.0.6'],
      [{ '@timestamp': '2026-11-01T10:00:00Z', dns: { question: { name: 'c.example.com' }, type: 'answer', response_code: 'NOERROR', resolved_ip: ['192.0.2.1'] }, source: { ip: '10.0.0.5', port: 9 }, destination: { ip: '10.0.0.1', port: 53 } }, 'c.example.com 10.0.0.5 resolved 192.0.2.1'],
      [{ '@timestamp': '2026-11-01T10:00:00Z', dns: { question: { name: ['d.example.com', 'e.example.com'] } }, host: { name: 'pc1' } }, ['d.example.com pc1', 'e.example.com pc1']],
      [{ '@timestamp': '2026-11-01T10:00:00Z', dns: { question: {} } }, '!no_name'],
    ],
  ],
  [
    'zeek-json',
    'hosts of other logs, and records without',
    [
      [{ _path: 'dns', ts: 1, uid: 'C1', query: 'a.example.com', 'id.orig_h': '10.0.0.5', rcode_name: 'NOERROR', answers: ['::'] }, 'a.example.com 10.0.0.5 blocked ::'],
      [{ _path: 'ssl', ts: 1, uid: 'C1', server_name: 'b.example.com', 'id.orig_h': '10.0.0.5' }, 'b.example.com 10.0.0.5'],
      [{ _path: 'conn', ts: 1, uid: 'C1', 'id.orig_h': '10.0.0.5' }, '(unrelated)'],
      [{ _path: 'dns', ts: 1, uid: 'C1', 'id.orig_h': '10.0.0.5' }, '!no_name'],
    ],
  ],
  [
    'adguard',
    'whole answers and the records of the API',
    [
      [{ T: '2026-11-01T10:00:00Z', QH: 'a.example.com', QT: 'A', IP: '10.0.0.5', Answer: 'AAGBgwABAAAAAAAAAWEHZXhhbXBsZQNjb20AAAEAAQ==' }, 'a.example.com 10.0.0.5 A nxdomain'],
      [{ T: '2026-11-01T10:00:00Z', QH: 'b.example.com', QT: 'A', IP: '10.0.0.5', Result: { IsFiltered: true, Reason: 3 } }, 'b.example.com 10.0.0.5 A blocked'],
      [{ T: '2026-11-01T10:00:00Z', QH: 'c.example.com', QT: 'A', IP: '10.0.0.5', Answer: '!' }, 'c.example.com 10.0.0.5 A'],
      [{ question: { class: 'IN', name: 'd.example.com', type: 'A' }, client: '10.0.0.5', reason: 'FilteredBlackList', status: 'NOERROR', time: '2026-11-01T10:00:00Z' }, 'd.example.com 10.0.0.5 A blocked'],
    ],
  ],
  [
    'sysmon',
    'the forms of several exporters',
    [
      [{ EventID: 22, Computer: 'pc1', QueryName: 'a.example.com', QueryStatus: '9003', QueryResults: '-' }, 'a.example.com pc1 nxdomain'],
      [{ Event: { System: { EventID: 22, Computer: 'pc2' }, EventData: { QueryName: 'b.example.com', QueryStatus: '0', QueryResults: 'type:  5 c.example.net;::ffff:192.0.2.1;' } } }, 'b.example.com pc2 resolved c.example.net|192.0.2.1'],
      [{ winlog: { computer_name: 'pc3', event_data: { QueryName: 'c.example.com', QueryStatus: '1460' } } }, 'c.example.com pc3 failed'],
    ],
  ],
  [
    'azure-dns',
    'policy actions and the firewall',
    [
      [{ time: '2026-11-01T10:00:00Z', category: 'DnsResponse', properties: { QueryName: 'a.example.com.', SourceIpAddress: '10.0.0.5', ResolverPolicyRuleAction: 'Deny' } }, 'a.example.com 10.0.0.5 blocked'],
      [{ time: '2026-11-01T10:00:00Z', category: 'AzureFirewallDnsProxy', properties: { msg: 'DNS Request: 10.0.0.6:1234 - 1 A IN b.example.com. udp 40 false 512 NXDOMAIN qr,rd,ra 100 0.01s' } }, 'b.example.com 10.0.0.6 A nxdomain'],
    ],
  ],
  ['windows-dns-json', 'queries and responses', [
    [{ EventID: 256, QNAME: 'a.example.com.', QTYPE: '1', XID: '7', Source: '10.0.0.5' }, '(joined)'],
    [{ EventID: 258, QNAME: 'a.example.com.', QTYPE: '1', XID: '7', Destination: '10.0.0.5', RCODE: '3' }, 'a.example.com 10.0.0.5 A nxdomain'],
    
  ]],
  ['route53', 'a firewall rule', [[{ query_timestamp: '2026-11-01T10:00:00Z', query_name: 'a.example.com.', srcaddr: '10.0.0.5', query_type: 'A', rcode: 'NOERROR', firewall_rule_action: 'BLOCK' }, 'a.example.com 10.0.0.5 A blocked']]],
  ['ocsf', 'numbers of codes, and a blocked one', [
    [{ class_uid: 4003, query: { hostname: 'a.example.com' }, rcode_id: 3, src_endpoint: { ip: '10.0.0.5' } }, 'a.example.com 10.0.0.5 nxdomain'],
    [{ class_uid: 4003, query: { hostname: 'b.example.com' }, disposition: 'Blocked', src_endpoint: { hostname: 'pc1' } }, 'b.example.com pc1 blocked'],
  ]],
  ['asim', 'an action', [[{ DnsQuery: 'a.example.com', SrcIpAddr: '10.0.0.5', DvcAction: 'Blocked' }, 'a.example.com 10.0.0.5 blocked']]],
  ['google-cloud-dns', 'data of records', [[{ jsonPayload: { queryName: 'a.example.com.', responseCode: 'NOERROR', sourceIP: '10.0.0.5', rdata: 'a.example.com.\t300\tIN\ta\t192.0.2.1' }, timestamp: '2026-11-01T10:00:00Z' }, 'a.example.com 10.0.0.5 resolved 192.0.2.1']]],
  ['coredns-json', 'a remote with its port', [[{ remote: '10.0.0.5:53', name: 'a.example.com.', type: 'A', class: 'IN', rcode: 'SERVFAIL' }, 'a.example.com 10.0.0.5 A failed']]],
  ['pihole-json', 'words for statuses', [[{ id: 1, time: 1_793_527_200.5, type: 'A', domain: 'a.example.com', status: 'GRAVITY', client: { ip: '10.0.0.5', name: null }, reply: { type: 'IP' } }, 'a.example.com 10.0.0.5 A blocked']]],
  ['udm', 'both spellings, names of machines, and events of other kinds', [
    [{ metadata: { eventType: 'NETWORK_HTTP' }, principal: { ip: ['10.0.0.5'] }, network: {} }, '(unrelated)'],
    [{ metadata: { eventTimestamp: '2026-11-01T10:00:00Z' }, principal: { ip: ['10.0.0.5'], hostname: 'pc1' }, target: { hostname: 'dns.example.net' }, network: { dns: { questions: [{ name: 'a.example.com.', type: 1 }], answers: [{ data: '192.0.2.1' }], responseCode: 0 } } }, 'a.example.com 10.0.0.5 A resolved 192.0.2.1'],
    [{ udm: { metadata: { event_timestamp: { seconds: 1_793_527_200 } }, principal: { hostname: 'pc2' }, security_result: [{ action: ['BLOCK'] }], network: { dns: { questions: [{ name: 'b.example.com' }], response_code: 3 } } } }, 'b.example.com pc2 blocked'],
  ]],
  ['crowdstrike', 'requests among other events', [
    [{ event_simpleName: 'DnsRequest', DomainName: 'a.example.com', RequestType: '28', IP4Records: '192.0.2.1;192.0.2.2;', aid: 'f00', aip: '198.51.100.7' }, 'a.example.com f00 AAAA resolved 192.0.2.1|192.0.2.2'],
    [{ event_simpleName: 'ProcessRollup2', aid: 'f00' }, '(unrelated)'],
    [{ '#event_simpleName': 'DnsRequest', DomainName: 'b.example.com', ComputerName: 'PC1', aid: 'f00' }, 'b.example.com PC1'],
  ]],
  ['dnstap-json', 'a question and its answer, and those of the server', [
    [{ type: 'MESSAGE', message: { type: 'CLIENT_QUERY', query_address: '10.0.0.5', query_port: 9, query_message: ';; opcode: QUERY, status: NOERROR, id: 1\n;; flags: rd; QUERY: 1\n\n;; QUESTION SECTION:\n;a.example.com.\tIN\t A\n' } }, []],
    [{ type: 'MESSAGE', message: { type: 'RESOLVER_QUERY', query_address: '10.0.0.1' } }, '(unrelated)'],
    [{ type: 'MESSAGE', message: { type: 'CLIENT_RESPONSE', query_address: '10.0.0.5', query_port: 9, response_message: ';; opcode: QUERY, status: NXDOMAIN, id: 1\n;; flags: qr rd; QUERY: 1\n\n;; QUESTION SECTION:\n;a.example.com.\tIN\t A\n' } }, ['(joined)', 'a.example.com 10.0.0.5 A nxdomain']],
  ]],
  ['ecs', "Security Onion's fields of Zeek", [[{ '@timestamp': '2026-11-01T10:00:00Z', event: { dataset: 'zeek.dns' }, client: { ip: '10.0.0.5' }, dns: { query: { name: 'a.example.com', type_name: 'A' }, response: { code_name: 'NXDOMAIN' }, answers: { name: [] } } }, 'a.example.com 10.0.0.5 A nxdomain']]],
  ['sysmon', 'messages, and lists of names and texts', [
    [{ Id: 22, MachineName: 'PC1', TimeCreated: '/Date(1793527200123)/', Message: 'Dns query:\r\nRuleName: -\r\nUtcTime: 2026-11-01 10:00:00.123\r\nQueryName: a.example.com\r\nQueryStatus: 9003\r\nQueryResults: -\r\nImage: C:\\x.exe' }, 'a.example.com PC1 nxdomain'],
    [{ Id: 3008, MachineName: 'PC2', Message: 'DNS query is completed for the name b.example.com, type 28, query options 1 with status 0 Results 2001:db8::1;' }, 'b.example.com PC2 AAAA resolved 2001:db8::1'],
    [{ Event: { System: { Computer: 'PC3' }, EventData: { Data: [{ '@Name': 'QueryName', '#text': 'c.example.com' }, { '@Name': 'QueryStatus', '#text': '0' }] } } }, 'c.example.com PC3 resolved'],
  ]],
  ['misp', 'attributes of events and of their objects, without hashes', [
    [{ Event: { info: 'x', Attribute: [{ type: 'domain', value: 'a.example.com', timestamp: '1793527200' }, { type: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' }], Object: [{ name: 'dns', Attribute: [{ type: 'hostname|port', value: 'b.example.com|443' }, { type: 'url', value: 'http://c.example.com/x' }] }] } }, ['a.example.com', 'b.example.com', 'c.example.com']],
    [{ Event: { info: 'y', Attribute: [{ type: 'filename', value: 'invoice.zip' }] } }, '(unrelated)'],
  ]],
]; // prettier-ignore

describe('JSON records', () => {
  test.each(cases)('%s: %s', (format, _, rows) => {
    const lines = rows.map(([record]) => JSON.stringify(record));
    const right = rows.flatMap(([, record]) => record);
    expect([format, 'zeek-json']).toContain(detectFormat(lines));
    expect(shown(lines.join('\n'))).toEqual(right);
  });
});

test("Suricata's version 1 logs each record of an answer", () => {
  const base = { event_type: 'dns', flow_id: 1 };
  const asker = { src_ip: '10.0.0.5', src_port: 9, dest_ip: '10.0.0.1', dest_port: 53 };
  const dns = { type: 'answer', id: 7, rcode: 'NOERROR' };
  const events = [
    { ...base, ...asker, dns: { type: 'query', id: 7, rrname: 'a.example.com', rrtype: 'A' } },
    {
      ...base,
      ...asker,
      dns: { ...dns, rrname: 'a.example.com', rrtype: 'CNAME', rdata: 'b.example.net' },
    },
    {
      ...base,
      ...asker,
      dns: { ...dns, rrname: 'b.example.net', rrtype: 'A', rdata: '192.0.2.1' },
    },
  ];
  const text = events.map((event) => JSON.stringify(event)).join('\n');
  expect(recordsOf(text)).toMatchObject([
    {
      name: 'a.example.com',
      client: '10.0.0.5',
      answer: 'resolved',
      answers: ['b.example.net', '192.0.2.1'],
    },
  ]);
});

describe('JSON of any form', () => {
  const eve = {
    timestamp: '2026-11-01T10:00:00Z',
    event_type: 'dns',
    src_ip: '10.0.0.5',
    dns: { type: 'query', rrname: 'a.example.com', rrtype: 'A' },
  };

  test.each([
    ['behind syslog', `Nov  1 10:00:00 host suricata[5]: ${JSON.stringify(eve)}\n`],
    ['behind a cookie', `@cee: ${JSON.stringify(eve)}\n`],
    [
      'in an export of CloudWatch',
      JSON.stringify({
        messageType: 'DATA',
        logGroup: '/aws/x.y',
        logEvents: [{ id: '1', timestamp: 1, message: JSON.stringify(eve) }],
      }),
    ],
  ])('%s', (_, text) => {
    expect(shown(text)).toEqual(['a.example.com 10.0.0.5 A']);
  });

  const names = ['a.example.com', 'b.example.com'];
  const records = names.map((name) => ({ host: 'sensor.example.net', name }));

  test.each([
    ['lines', records.map((record) => JSON.stringify(record)).join('\n')],
    ['an array on one line', JSON.stringify(records)],
    ['an array on many lines', JSON.stringify(records, null, 2)],
    [
      'pretty objects one behind another',
      records.map((record) => JSON.stringify(record, null, 2)).join('\n'),
    ],
    ['an object around an array', JSON.stringify({ total: 2, hits: { hits: records } }, null, 2)],
    [
      "Elasticsearch's _source",
      records.map((_source) => JSON.stringify({ _index: 'x', _source })).join('\n'),
    ],
    [
      "Splunk's result",
      records.map((result) => JSON.stringify({ preview: false, result })).join('\n'),
    ],
    ['strings', JSON.stringify(names)],
    ['a list in an object', JSON.stringify({ domains: names }, null, 1)],
    ['URLs', names.map((name) => JSON.stringify({ url: `https://${name}:8443/x` })).join('\n')],
    ['blank lines in front', `\n\n  ${JSON.stringify(records)}`],
  ])('%s', (_, text) => {
    expect(shown(text).filter((line) => line !== '(blank)')).toEqual(names);
  });

  test('lines of a text log inside records, with their times', () => {
    const journal = [
      'query[A] a.example.com from 10.0.0.5',
      'forwarded a.example.com to 10.0.0.1',
      'reply a.example.com is NXDOMAIN',
    ].map((MESSAGE) =>
      JSON.stringify({
        MESSAGE,
        SYSLOG_IDENTIFIER: 'dnsmasq',
        _HOSTNAME: 'gw.example.net',
        __REALTIME_TIMESTAMP: '1793527200123456',
      }),
    );
    expect(recordsOf(journal.join('\n'))).toMatchObject([
      { name: 'a.example.com', answer: 'nxdomain', time: 1_793_527_200_123 },
    ]);
    const log =
      '[INFO] 10.0.0.5:5353 - 1 "A IN a.example.com. udp 40 false 512" NXDOMAIN qr 100 0.1s\n';
    expect(shown(JSON.stringify({ log, stream: 'stdout', time: '2026-11-01T10:00:00Z' }))).toEqual([
      'a.example.com 10.0.0.5 A nxdomain',
    ]);
  });

  test('rows of an array', () => {
    expect(shown('[["a.example.com", 1], ["b.example.com", 2]]')).toEqual(names);
  });

  test('a record inside a text of a shipper', () => {
    const inner = {
      timestamp: '2026-11-01T10:00:00Z',
      event_type: 'dns',
      src_ip: '10.0.0.5',
      dns: { type: 'query', rrname: 'a.example.com', rrtype: 'A' },
    };
    expect(shown(JSON.stringify({ '@version': '1', message: JSON.stringify(inner) }))).toEqual([
      'a.example.com 10.0.0.5 A',
    ]);
  });

  test('cut lines and values of other kinds are counted', () => {
    const lines = [
      '{"domain":"a.example.com"}',
      '{"domain":"b.exam',
      '7',
      '[]',
      '{"other":1}',
      '{"domain":"c.example.com"}',
    ];
    expect(shown(lines.join('\n'))).toEqual([
      'a.example.com',
      '!bad_json',
      '!no_name',
      '!no_name',
      '!no_name',
      'c.example.com',
    ]);
  });

  test('an array that ends within a record', () => {
    expect(shown('[{"domain":"a.example.com"},\n{"domain":"b.example.com"},{"dom')).toEqual([
      'a.example.com',
      'b.example.com',
      '!cut_off',
    ]);
  });

  test('labels, families and days of a feed', () => {
    const rows = [
      { domain: 'a.example.com', threat: 'dga', family: 'necurs', date: '2026-01-01' },
      { domain: 'b.example.com', threat: 'benign' },
    ];
    expect(shown(rows.map((row) => JSON.stringify(row)).join('\n'))).toEqual([
      'a.example.com label:1 necurs 2026-01-01',
      'b.example.com label:0',
    ]);
  });
});
