import { describe, expect, test } from '@jest/globals';

import { recordsOf } from './testing/records.ts';

const GOOD = 'www.google.com';
const BAD = 'xjpakmdcfuqe.in';
const AT = Date.UTC(2026, 10, 1, 10);

/** The events of a text: `name client type answer seconds-after-AT answers|…`; `-` for what is not there. */
function eventsOf(text: string): string[] {
  return recordsOf(text).map((record) => {
    if (record.kind !== 'event') return record.kind === 'note' ? 'note' : `!${record.reason}`;
    const { name, client, type, answer, time, answers } = record;
    const seconds = time === null ? null : Math.floor((time - AT) / 1000);
    const parts = [name, client, type, answer, seconds].map((part) => part ?? '-');
    return [...parts, ...(answers.length > 0 ? [answers.join('|')] : [])].join(' ');
  });
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const table = (...rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
const lines = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** What an export is called, its text, and what is read of it. */
type Cases = readonly (readonly [what: string, text: string, right: readonly string[]])[];

const tables: Cases = [
  [
    'Kibana: paths as titles, lists in cells',
    table(
      ['_id', '@timestamp', 'agent.name', 'source.ip', 'dns.question.etld_plus_one', 'dns.question.name', 'dns.response_code', 'dns.resolved_ip'],
      ['1', 'Nov 1, 2026 @ 10:00:00.123', 'sensor', '10.0.0.5', 'google.com', GOOD, 'NOERROR', '["192.0.2.1","192.0.2.2"]'],
      ['2', 'Nov 1, 2026 @ 10:00:01.123', 'sensor', '10.0.0.6', BAD, BAD, 'NXDOMAIN', '(null)'],
    ),
    [`${GOOD} 10.0.0.5 - resolved 0 192.0.2.1|192.0.2.2`, `${BAD} 10.0.0.6 - nxdomain 1`],
  ],
  [
    'Splunk: several values in a cell',
    table(['_time', 'src_ip', 'query'], ['2026-11-01T10:00:00.000+0000', '10.0.0.5', `${GOOD}\n${BAD}`], ['2026-11-01T10:00:01.000+0000', '10.0.0.6', BAD]),
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'QRadar: times with halves of the day, titles with a note',
    table(['Event Name', 'Time', 'Source IP', 'DNS Query (custom)'], ['DNS', 'Nov 1, 2026, 10:00:00 AM', '10.0.0.5', GOOD], ['DNS', 'Nov 1, 2026, 12:00:00 PM', '10.0.0.6', BAD]),
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 7200`],
  ],
  [
    'PAN-OS: a column "Domain" that is none, what the rule did',
    table(['Domain', 'Receive Time', 'Source address', 'Action', 'URL/Filename'], ['1', '2026/11/01 10:00:00', '10.0.0.5', 'alert', GOOD], ['1', '2026/11/01 10:00:01', '10.0.0.6', 'sinkhole', BAD]),
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - blocked 1`],
  ],
  [
    'SentinelOne: an empty column of addresses beside the machines',
    table(['endpointName', 'eventTime', 'dnsRequest', 'srcIp'], ['PC1', '2026-11-01T10:00:00Z', GOOD, ''], ['PC2', '2026-11-01T10:00:01Z', BAD, '']),
    [`${GOOD} PC1 - - 0`, `${BAD} PC2 - - 1`],
  ],
  [
    'Cortex: times with an ordinal, machines alone',
    table(['_TIME', 'AGENT_HOSTNAME', 'DNS_QUERY_NAME'], ['Nov 1st 2026 10:00:00', 'PC1', GOOD], ['Nov 1st 2026 10:00:01', 'PC2', BAD]),
    [`${GOOD} PC1 - - 0`, `${BAD} PC2 - - 1`],
  ],
  [
    'BloxOne: the response in a word',
    table(['Detected', 'Query', 'Source', 'Policy Action', 'Response'], ['2026-11-01T10:00:00Z', `${GOOD}.`, '10.0.0.5', 'Log', '192.0.2.1'], ['2026-11-01T10:00:01Z', `${BAD}.`, '10.0.0.6', 'Block', 'NXDOMAIN']),
    [`${GOOD} 10.0.0.5 - resolved 0 192.0.2.1`, `${BAD} 10.0.0.6 - blocked 1`],
  ],
  [
    'Technitium: blocked ones',
    table(['Timestamp', 'ClientIpAddress', 'ResponseType', 'RCODE', 'QNAME', 'QTYPE', 'ANSWER'], ['2026-11-01 10:00:00', '10.0.0.5', 'Recursive', 'NoError', GOOD, 'A', '192.0.2.1'], ['2026-11-01 10:00:01', '10.0.0.6', 'Blocked', 'NxDomain', BAD, 'A', '']),
    [`${GOOD} 10.0.0.5 A resolved 0 192.0.2.1`, `${BAD} 10.0.0.6 A blocked 1`],
  ],
  [
    'Athena: structures in cells',
    table(['query_timestamp', 'query_name', 'rcode', 'answers', 'srcaddr'], ['2026-11-01T10:00:00Z', `${GOOD}.`, 'NOERROR', '[{rdata=192.0.2.1, type=A, class=IN}]', '10.0.0.5'], ['2026-11-01T10:00:01Z', `${BAD}.`, 'NXDOMAIN', '[]', '10.0.0.6']),
    [`${GOOD} 10.0.0.5 - resolved 0 192.0.2.1`, `${BAD} 10.0.0.6 - nxdomain 1`],
  ],
  [
    'MISP: indicators that are no names, days in digits',
    table(['uuid', 'type', 'value', 'date'], ['1', 'domain', BAD, '20261101'], ['2', 'md5', 'd41d8cd98f00b204e9800998ecf8427e', '20261101'], ['3', 'domain|ip', `${GOOD}|192.0.2.4`, '20261101'], ['4', 'filename', 'invoice.zip', '20261101']),
    [`${BAD} - - - -36000`, `${GOOD} - - - -36000`],
  ],
  [
    'decimal commas, titles of another language',
    `Zeit;Rechner;Abfrage;Dauer\n01.11.2026 10:00:00;10.0.0.5;${GOOD};0,012\n01.11.2026 10:00:01;10.0.0.6;${BAD};0,013\n`,
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'seconds with a comma',
    `ts;client;query\n1793527200,12;10.0.0.5;${GOOD}\n1793527201,12;10.0.0.6;${BAD}\n`,
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'tables with a mark, one behind another',
    `\ufefftime,client,query\n2026-11-01T10:00:00Z,10.0.0.5,${GOOD}\n\ufefftime,client,query\n2026-11-01T10:00:01Z,10.0.0.6,${BAD}\n`,
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'PowerShell: messages of Windows events in cells',
    `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n${table(
      ['Message', 'Id', 'MachineName', 'TimeCreated'],
      [`Dns query:\r\nRuleName: -\r\nUtcTime: 2026-11-01 10:00:00.123\r\nQueryName: ${GOOD}\r\nQueryStatus: 0\r\nQueryResults: ::ffff:192.0.2.1;\r\nImage: C:\\x.exe`, '22', 'PC1', '11/1/2026 11:00:00 AM'],
      [`DNS query is completed for the name ${BAD}, type 1, query options 1 with status 9003 Results `, '3008', 'PC2', '11/1/2026 10:00:01 AM'],
    )}`,
    [`${GOOD} PC1 - resolved 0 192.0.2.1`, `${BAD} PC2 A nxdomain 1`],
  ],
  [
    'Event Viewer: a message without a title',
    `Level,Date and Time,Source,Event ID,Task Category\r\nInformation,11/1/2026 10:00:00 AM,Microsoft-Windows-Sysmon,22,Dns query,"Dns query:\r\nUtcTime: 2026-11-01 10:00:01.123\r\nQueryName: ${BAD}\r\nQueryStatus: 9003\r\nQueryResults: -"\r\n`,
    [`${BAD} - - nxdomain 1`],
  ],
  [
    'tshark: packets both ways are one event, the client is who asked',
    table(
      ['frame.time_epoch', 'ip.src', 'ip.dst', 'dns.flags.response', 'dns.qry.name', 'dns.qry.type', 'dns.flags.rcode'],
      ['1793527200.1', '10.0.0.5', '10.0.0.1', 'False', GOOD, '1', ''],
      ['1793527200.2', '10.0.0.1', '10.0.0.5', 'True', GOOD, '1', '0'],
      ['1793527201.2', '10.0.0.1', '10.0.0.6', '1', BAD, '1', '3'],
    ),
    [`${BAD} 10.0.0.6 A nxdomain 1`, `${GOOD} 10.0.0.5 A resolved 0`],
  ],
  [
    'MySQL: lines around a table',
    `+---------------------+----------+-----------------+\n| ts                  | client   | query           |\n+---------------------+----------+-----------------+\n| 2026-11-01 10:00:00 | 10.0.0.5 | ${GOOD}  |\n| 2026-11-01 10:00:01 | 10.0.0.6 | ${BAD} |\n+---------------------+----------+-----------------+\n`,
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'Grafana: lines of a text log in cells',
    table(['Time', 'Line'], ...[GOOD, BAD].map((name, i) => [`2026-11-01 10:00:0${i}`, `[INFO] 10.0.0.5:5353 - 1 "A IN ${name}. udp 40 false 512" NXDOMAIN qr 100 0.1s`])),
    [`${GOOD} 10.0.0.5 A nxdomain 0`, `${BAD} 10.0.0.5 A nxdomain 1`],
  ],
  [
    'nProbe: its own words for time, type and code',
    `FIRST_SWITCHED|IPV4_SRC_ADDR|IPV4_DST_ADDR|DNS_QUERY|DNS_QUERY_TYPE|DNS_RET_CODE\n1793527200|10.0.0.5|10.0.0.1|${GOOD}|1|0\n1793527201|10.0.0.6|10.0.0.1|${BAD}|28|3\n`,
    [`${GOOD} 10.0.0.5 A resolved 0`, `${BAD} 10.0.0.6 AAAA nxdomain 1`],
  ],
  [
    'ClickHouse: times with blanks between tabs',
    `tskv\tts=2026-11-01 10:00:01\tclient=10.0.0.6\tquery=${BAD}\trcode=NXDOMAIN\n`,
    [`${BAD} 10.0.0.6 - nxdomain 1`],
  ],
  [
    'a status that is a response code or what a filter did',
    `time,client,query,status\n2026-11-01T10:00:00Z,10.0.0.5,${GOOD},Blocked\n2026-11-01T10:00:01Z,10.0.0.6,${BAD},nxdomain\n2026-11-01T10:00:02Z,10.0.0.6,${BAD},ok\n`,
    [`${GOOD} 10.0.0.5 - blocked 0`, `${BAD} 10.0.0.6 - nxdomain 1`, `${BAD} 10.0.0.6 - - 2`],
  ],
]; // prettier-ignore

const columns = ['_time', 'src_ip', 'query', 'reply_code'];
const rows = [
  ['2026-11-01T10:00:00Z', '10.0.0.5', GOOD, 'NOERROR'],
  ['2026-11-01T10:00:01Z', '10.0.0.6', BAD, 'NXDOMAIN'],
];
const rightRows = [`${GOOD} 10.0.0.5 - resolved 0`, `${BAD} 10.0.0.6 - nxdomain 1`];
const cell = (column: number): readonly (string | undefined)[] => rows.map((row) => row[column]);
const messages = (an: readonly object[]): object => ({ an, ns: [], ar: [] });

const json: Cases = [
  ['Log Analytics, Kusto', JSON.stringify({ tables: [{ name: 'PrimaryResult', columns: columns.map((name) => ({ name, type: 'string' })), rows }] }), rightRows],
  ["Elasticsearch's SQL", JSON.stringify({ columns: columns.map((name) => ({ name, type: 'keyword' })), rows }), rightRows],
  ["Splunk's rows", JSON.stringify({ preview: false, fields: columns, rows }), rightRows],
  ["Splunk's columns", JSON.stringify({ preview: false, fields: columns, columns: [0, 1, 2, 3].map(cell) }), rightRows],
  ["Splunk's results, the list of their fields before", JSON.stringify({ preview: false, messages: [], fields: columns.map((name) => ({ name })), results: rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]]))) }), rightRows],
  [
    "Elasticsearch's search for fields",
    JSON.stringify({ hits: { hits: [{ _index: 'x', fields: { '@timestamp': ['2026-11-01T10:00:00Z'], 'source.ip': ['10.0.0.5'], 'dns.question.name': [BAD] } }] } }),
    [`${BAD} 10.0.0.5 - - 0`],
  ],
  [
    'rows of values, as Pi-hole 5 gives them',
    JSON.stringify({ data: [['1793527200', 'A', GOOD, '10.0.0.5', '2'], ['1793527201', 'AAAA', BAD, '10.0.0.6', '1']] }),
    [`${GOOD} 10.0.0.5 A - 0`, `${BAD} 10.0.0.6 AAAA - 1`],
  ],
  [
    'records with addresses in a list are read as a whole',
    lines(
      { at: '2026-11-01T10:00:00Z', from: { ip: ['10.0.0.5'] }, dns: { asked: [{ text: GOOD }] } },
      { at: '2026-11-01T10:00:01Z', from: { ip: ['10.0.0.6'] }, dns: { asked: [{ text: BAD }] } },
    ),
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'DNS-collector: messages with and without answers',
    lines(
      { network: { 'query-ip': '10.0.0.5' }, dns: { qname: GOOD, rcode: 'NOERROR', 'resource-records': messages([{ name: GOOD, rdata: '192.0.2.1' }]) }, dnstap: { 'timestamp-rfc3339ns': '2026-11-01T10:00:00Z' } },
      { network: { 'query-ip': '10.0.0.6' }, dns: { qname: BAD, rcode: 'NXDOMAIN', 'resource-records': messages([]) }, dnstap: { 'timestamp-rfc3339ns': '2026-11-01T10:00:01Z' } },
    ),
    [`${GOOD} 10.0.0.5 - resolved 0`, `${BAD} 10.0.0.6 - nxdomain 1`],
  ],
  [
    'Akamai: answers beside, the client in the query',
    lines({ id: 'x', query: { clientIp: '10.0.0.5', dnsIp: '192.0.2.53', domain: `${BAD}.`, queryType: 'A', time: '2026-11-01T10:00:00Z', resolved: [{ type: 'A', response: '192.0.2.1' }] } }, { id: 'y', query: { clientIp: '10.0.0.6', dnsIp: '192.0.2.53', domain: `${GOOD}.`, queryType: 'A', time: '2026-11-01T10:00:01Z', resolved: [] } }),
    [`${BAD} 10.0.0.5 A - 0`, `${GOOD} 10.0.0.6 A - 1`],
  ],
  [
    'Umbrella: lists inside the records of a page',
    JSON.stringify({ meta: {}, data: [{ internalip: '10.0.0.5', timestamp: 1_793_527_200_000, domain: GOOD, querytype: 'A', returncode: 0, verdict: 'allowed', categories: [{ id: 1, label: 'x' }], identities: [{ label: 'pc' }] }, { internalip: '10.0.0.6', timestamp: 1_793_527_201_000, domain: BAD, querytype: 'A', returncode: 3, verdict: 'blocked', categories: [{ id: 2, label: 'y' }], identities: [{ label: 'pc' }] }] }),
    [`${GOOD} 10.0.0.5 A resolved 0`, `${BAD} 10.0.0.6 A blocked 1`],
  ],
  [
    'NextDNS: the program that is called a client',
    JSON.stringify({ data: [{ timestamp: '2026-11-01T10:00:00Z', domain: GOOD, root: 'google.com', clientIp: '198.51.100.7', client: 'cli', device: { name: 'pc0' }, status: 'default' }, { timestamp: '2026-11-01T10:00:01Z', domain: BAD, root: BAD, clientIp: '198.51.100.7', client: 'cli', device: { name: 'pc1' }, status: 'blocked' }] }),
    [`${GOOD} pc0 - - 0`, `${BAD} pc1 - blocked 1`],
  ],
  [
    'Defender, streamed: JSON in a text inside',
    lines(...[GOOD, BAD].map((name, i) => ({ time: `2026-11-01T10:00:0${i}Z`, category: 'AdvancedHunting-DeviceEvents', properties: { DeviceName: `pc${i}.corp.example.com`, ActionType: 'DnsQueryResponse', AdditionalFields: JSON.stringify({ DnsQueryString: name, DnsQueryResult: '[]' }) } }))),
    [`${GOOD} pc0.corp.example.com - - 0`, `${BAD} pc1.corp.example.com - - 1`],
  ],
  [
    'osquery: the machine by its own title',
    lines(...[GOOD, BAD].map((domain, i) => ({ name: 'dns', hostIdentifier: `PC${i}`, unixTime: 1_793_527_200 + i, columns: { domain, type: 'A' } }))),
    [`${GOOD} PC0 A - 0`, `${BAD} PC1 A - 1`],
  ],
  [
    'Velociraptor: a host name that changes is the asker',
    lines(...[GOOD, BAD].map((Query, i) => ({ EventTime: `2026-11-01T10:00:0${i}Z`, Query, Fqdn: `PC${i}.corp.example.com` }))),
    [`${GOOD} PC0.corp.example.com - - 0`, `${BAD} PC1.corp.example.com - - 1`],
  ],
  [
    'GuardDuty: deep names, addresses in a list',
    JSON.stringify([GOOD, BAD].map((Domain, i) => ({ CreatedAt: `2026-11-01T10:00:0${i}Z`, Resource: { InstanceDetails: { NetworkInterfaces: [{ PrivateIpAddress: `10.0.0.${5 + i}`, PublicDnsName: 'ec2.compute.amazonaws.com' }] } }, Service: { Action: { DnsRequestAction: { Domain } } } }))),
    [`${GOOD} 10.0.0.5 - - 0`, `${BAD} 10.0.0.6 - - 1`],
  ],
  [
    'OTX: indicators of other kinds, references',
    JSON.stringify({ description: `see ${GOOD}`, indicators: [{ indicator: BAD, type: 'domain', created: '2026-11-01T10:00:00' }, { indicator: 'd41d8cd98f00b204e9800998ecf8427e', type: 'FileHash-MD5', created: '2026-11-01T10:00:00' }], references: ['https://blog.example.net/x'] }),
    [`${BAD} - - - 0`],
  ],
  [
    'VirusTotal: links beside the data',
    JSON.stringify({ data: [GOOD, BAD].map((id) => ({ id, type: 'domain', links: { self: `https://www.virustotal.com/api/v3/domains/${id}` }, attributes: { last_dns_records: [{ type: 'A', value: '192.0.2.1' }] } })), links: { self: 'https://www.virustotal.com/api' } }),
    [`${GOOD} - - - -`, `${BAD} - - - -`],
  ],
  ['deep in documents', JSON.stringify({ a: { b: { c: { d: { e: [{ query: GOOD }, { query: BAD }] } } } } }), [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ["Elasticsearch's bulk lines", lines({ index: { _index: 'x' } }, { query: GOOD }, { index: { _index: 'x' } }, { query: BAD }), [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ['numbers that JSON does not have', `{"query":"${GOOD}","rtt":NaN}\n{"query":"${BAD}","rtt":-Infinity}\n`, [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ["Python's dictionaries", `{'query': '${GOOD}', 'blocked': False, 'note': "it's 'x'"}\n{'query': '${BAD}', 'blocked': None, 'note': 'a "b"'}\n`, [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ['records made texts twice', [GOOD, BAD].map((query) => `${JSON.stringify(JSON.stringify({ query, client: '10.0.0.5' }))}\n`).join(''), [`${GOOD} 10.0.0.5 - - -`, `${BAD} 10.0.0.5 - - -`]],
  ['files with a mark, one behind another', `\ufeff${lines({ query: GOOD })}\ufeff${lines({ query: BAD })}`, [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ['several lists of names', JSON.stringify({ domains: [GOOD], urls: [`http://${BAD}/x`] }), [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ['a query beside a list of its aliases', lines({ query: GOOD, aliases: ['a.example.net', 'b.example.net'] }, { query: BAD, aliases: ['c.example.net'] }), [`${GOOD} - - - -`, `${BAD} - - - -`]],
  ['several lists of records', JSON.stringify({ count: 2, blocked: [{ query: GOOD, client: '10.0.0.5' }], allowed: [{ query: BAD, client: '10.0.0.6' }] }), [`${GOOD} 10.0.0.5 - - -`, `${BAD} 10.0.0.6 - - -`]],
]; // prettier-ignore

describe('tables that products export', () => {
  test.each(tables)('%s', (_, text, right) => {
    expect(eventsOf(text)).toEqual(right);
  });
});

describe('JSON that products export', () => {
  test.each(json)('%s', (_, text, right) => {
    expect(eventsOf(text)).toEqual(right);
  });
});
