import { describe, expect, test } from '@jest/globals';

import { LogReader } from './reading/log-reader.ts';
import { failureOf } from './reading/report-text.ts';
import { recordsOf } from './testing/records.ts';

const NAMES = ['www.google.com', 'xjpakmdcfuqe.in', 'qhvwkmznfjydtr.com', 'github.com'];
const each = (line: (name: string) => string): string => NAMES.map(line).join('\n');
const json = (record: (name: string) => object): string =>
  each((name) => JSON.stringify(record(name)));

const AT = Date.UTC(2026, 10, 1, 10);

function eventsOf(text: string) {
  return recordsOf(text).flatMap((record) => (record.kind === 'event' ? [record] : []));
}
const namesOf = (text: string): string[] => eventsOf(text).map(({ name }) => name);

describe('tables', () => {
  test.each(['^', '~', '!', ':', '||', '\u0001'])('with %j between the columns', (delimiter) => {
    const row = (cells: readonly string[]): string => cells.join(delimiter);
    const rows = each((name) => row(['7', '192.0.2.5', name, 'ok']));
    for (const text of [rows, `${row(['id', 'client', 'domain', 'note'])}\n${rows}`]) {
      expect(namesOf(text)).toEqual(NAMES);
      expect(eventsOf(text)[0]?.client).toBe('192.0.2.5');
    }
  });

  test("with Zeek's dotted titles", () => {
    const header =
      'ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,query,rcode_name,answers\n';
    const rows = each((name) => `1793527200.0,C1,192.0.2.5,5,192.0.2.53,53,udp,${name},NXDOMAIN,-`);
    expect(namesOf(header + rows)).toEqual(NAMES);
    expect(eventsOf(header + rows)[0]).toMatchObject({
      client: '192.0.2.5',
      answer: 'nxdomain',
      time: AT,
    });
  });

  test('with rows of any length under a header that says where the names are', () => {
    const [a, b, c, d] = NAMES;
    expect(namesOf(`domain,a,b\n${a},1,2\n${b}\n${c},1,2,3,4\n${d},1\n`)).toEqual(NAMES);
  });

  test('of a resolver in a cloud: machines behind one public address are clients of their own', () => {
    const header = 'timestamp,domain,query_type,client_ip,status,device_id,device_name\n';
    const row = (address: string, device: string) => (name: string, at: number) =>
      `2026-11-01T10:00:00Z,${name},A,${address},,1f3a${at},${device}${at % 2}`;
    const clients = (address: string): (string | null)[] =>
      eventsOf(header + NAMES.map(row(address, 'D')).join('\n')).map(({ client }) => client);
    expect(clients('198.51.100.7')).toEqual(['D0', 'D1', 'D0', 'D1']);
    expect(clients('192.168.1.20')).toEqual(NAMES.map(() => '192.168.1.20'));
    const unknown = `${header}${row('198.51.100.7', 'D')('a.com', 0)}\n2026-11-01T10:00:00Z,b.com,A,198.51.100.7,,,\n`;
    expect(eventsOf(unknown).map(({ client }) => client)).toEqual(['D0', '198.51.100.7']);
  });

  test('in Markdown, with the line under its header', () => {
    expect(namesOf(`| domain | score |\n|---|:--:|\n${each((name) => `| ${name} | 1 |`)}`)).toEqual(
      NAMES,
    );
  });

  test('whose only names are those of machines are refused', () => {
    const rows = each((name) => `2026-11-01T10:00:00Z;pc.corp.example.com;{""q"":""${name}""}`);
    const text = `Timestamp;DeviceName;AdditionalFields\n${rows}\n`;
    expect(() => recordsOf(text)).toThrow(/no known format/);
    const identity = json((name) => ({ identity: 'ns1.example.net', text: `;${name}. IN A` }));
    expect(() => recordsOf(identity)).toThrow(/no known format/);
  });

  test('with an address that a title calls that of a client in its own way', () => {
    const text = `time,user,clt_ip,domain\n${each((name) => `20261101100000,bob,192.0.2.5,${name}`)}`;
    expect(eventsOf(text)[1]).toMatchObject({ name: NAMES[1], client: '192.0.2.5', time: AT });
  });

  test('with a zone behind the title of the time', () => {
    const rows = each((name) => `"11/1/2026, 10:00:00.000 AM",192.0.2.5,${name}`);
    expect(eventsOf(`TimeGenerated [UTC],SrcIpAddr,DnsQuery\n${rows}`)[0]).toMatchObject({
      time: AT,
      client: '192.0.2.5',
    });
  });

  test('whose column "type" is no type of records', () => {
    const [event] = eventsOf(json((name) => ({ type: 'domain', value: name })));
    expect(event).toMatchObject({ name: NAMES[0], type: null });
  });
});

describe('what a table says in its own way', () => {
  const [name = '', other = ''] = NAMES;
  const shownOf = (text: string): string[] =>
    eventsOf(text).map(({ name, client, type, answer, time }) =>
      [name, client, type, answer, time === null ? null : time - AT].join(' '),
    );

  test.each([
    [
      'day and clock apart, titles of another language',
      `Datum;Uhrzeit;Rechner;Abfrage;Typ;Antwort\n01.11.2026;10:00:00;192.0.2.5;${name};A;NOERROR\n01.11.2026;10:00:01;192.0.2.6;${other};A;NXDOMAIN\n`,
      [`${name}  A resolved 0`, `${other}  A nxdomain 1000`],
    ],
    [
      'blanks between the columns and no header',
      `2026-11-01 10:00:00 192.0.2.5 ${name} A NOERROR\n2026-11-01 10:00:01 192.0.2.6 ${other} AAAA NXDOMAIN\n`,
      [`${name} 192.0.2.5 A resolved 0`, `${other} 192.0.2.6 AAAA nxdomain 1000`],
    ],
    [
      'addresses in the place of response codes',
      `time,client_ip,req,res\n2026-11-01T10:00:00Z,192.0.2.5,${name},192.0.2.80\n2026-11-01T10:00:00Z,192.0.2.6,${other},NXDOMAIN\n`,
      [`${name} 192.0.2.5  resolved 0`, `${other} 192.0.2.6  nxdomain 0`],
    ],
    [
      "Windows' codes",
      `time;machine;query_name;query_status\n2026-11-01 10:00:00;PC1;${name};0\n2026-11-01 10:00:00;PC2;${other};9003\n`,
      [`${name} PC1  resolved 0`, `${other} PC2  nxdomain 0`],
    ],
    [
      'lines of Zeek without their header, one of them unanswered',
      `1793527200.000000\tC1\t192.0.2.5\t5353\t192.0.2.53\t53\tudp\t1\t-\t${name}\t1\tC_INTERNET\t1\tA\t3\tNXDOMAIN\tF\n1793527200.000000\tC2\t192.0.2.6\t5353\t192.0.2.53\t53\tudp\t2\t-\t${other}\t1\tC_INTERNET\t1\tA\t-\t-\tF\n`,
      [`${name} 192.0.2.5 A nxdomain 0`, `${other} 192.0.2.6 A  0`],
    ],
    [
      "underscores in front of Graylog's fields, beside the sensor's name",
      `{"host":"s.example.net","timestamp":1793527200,"_src_ip":"192.0.2.5","_query":"${name}","_rcode":"NXDOMAIN"}\n{"host":"s.example.net","timestamp":1793527200,"_src_ip":"192.0.2.6","_query":"${other}","_rcode":"NOERROR"}\n`,
      [`${name} 192.0.2.5  nxdomain 0`, `${other} 192.0.2.6  resolved 0`],
    ],
  ])('%s', (_, text, right) => {
    expect(shownOf(text)).toEqual(right);
  });

  test('records of JSON in cells are read as such', () => {
    const cell = (value: object): string => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const eve = (query: string, host: string): object => ({
      timestamp: '2026-11-01T10:00:00.000000+0000', event_type: 'dns', src_ip: host, src_port: 5353, dest_ip: '192.0.2.53',
      dest_port: 53, proto: 'UDP', dns: { type: 'query', id: 1, rrname: query, rrtype: 'A' },
    }); // prettier-ignore
    const splunk = `_raw,_time,host\n${cell(eve(name, '192.0.2.5'))},1,s.example.net\n${cell(eve(other, '192.0.2.6'))},1,s.example.net\n`;
    expect(shownOf(splunk)).toEqual([`${name} 192.0.2.5 A  0`, `${other} 192.0.2.6 A  0`]);
    const inspected = (query: string): string =>
      cell({ query, qtype_name: 'A', rcode_name: 'NXDOMAIN' });
    const defender = `Timestamp,DeviceName,RemoteIP,LocalIP,AdditionalFields\n2026-11-01T10:00:00Z,pc.corp.example.com,192.0.2.53,10.0.0.5,${inspected(name)}\n`;
    expect(shownOf(defender)).toEqual([`${name} 10.0.0.5 A nxdomain 0`]);
  });
});

describe('lists', () => {
  test.each([
    [
      'of several line ends',
      NAMES.slice(0, 4)
        .map((name, i) => `${name}${['\r', '\n', '\r\n', ''][i] ?? ''}`)
        .join(''),
    ],
    ['with two CR at each end', `${NAMES.join('\r\r\n')}\r\r\n`],
    ['with dots that are escaped', each((name) => name.replaceAll('.', '\\.'))],
    ['with blanks around defanged dots', each((name) => name.replaceAll('.', ' [.] '))],
    ['with half a bracket', each((name) => name.replaceAll('.', '[.'))],
    ['as YAML', `domains:\n${each((name) => `  - ${name}`)}`],
    [
      'with a report around',
      `Query Name   Count cum\n---- ------\n${each((name) => `${name}  7 1`)}`,
    ],
    [
      'of URLs with all parts',
      each((name) => `https://user:pw@${name}:8443/p?q=http://other.example.org`),
    ],
    ['with comments of SQL', `-- names\n${NAMES.join('\n')}`],
    [
      'in rules of a sensor',
      each(
        (name) => `alert dns any any -> any any (msg:"x"; dns.query; content:"${name}"; sid:1;)`,
      ),
    ],
  ])('%s', (_, text) => {
    expect(namesOf(text)).toEqual(NAMES);
  });
});

describe('JSON', () => {
  test('whose records have nothing but empty lists in one of their parts', () => {
    const empty = { an: [], ns: [], ar: [] };
    const text = json((name) => ({
      network: { 'query-ip': '192.0.2.5' },
      dns: { qname: name, rcode: 'NXDOMAIN', 'resource-records': empty },
    }));
    expect(eventsOf(text)).toMatchObject(
      NAMES.map((name) => ({ name, client: '192.0.2.5', answer: 'nxdomain' })),
    );
  });

  test('whose only texts are words is refused, as a title alone does not make names of them', () => {
    const text = json((name) => ({ name: 'DGA', kind: 'threat', note: `see ${name} here` }));
    expect(() => recordsOf(text)).toThrow(/no known format/);
  });

  test('of STIX: names and URLs of patterns, observed names, and no hashes', () => {
    const [a, b, c] = NAMES;
    const objects = [
      { type: 'identity', id: 'identity--1', name: 'feed.example.org' },
      {
        type: 'indicator',
        name: 'DGA',
        pattern: `[domain-name:value = '${a}' OR url:value='http://${b}/x']`,
      },
      {
        type: 'indicator',
        name: 'x',
        pattern: "[file:hashes.'MD5' = 'd41d8cd98f00b204e9800998ecf8427e']",
      },
      { type: 'domain-name', id: 'domain-name--2', value: c },
    ];
    const bundle = { type: 'bundle', id: 'bundle--1', spec_version: '2.0', objects };
    for (const text of [
      JSON.stringify(bundle),
      JSON.stringify(bundle, null, 2),
      objects.map((one) => JSON.stringify(one)).join('\n'),
    ])
      expect(namesOf(text)).toEqual([a, b, c]);
  });

  test('of packets, other packets beside: their addresses are no names', () => {
    const dns = (name: string) => ({
      layers: {
        ip: { ip_ip_src: '192.0.2.5', ip_ip_dst: '192.0.2.53' },
        udp: { udp_udp_srcport: '5353', udp_udp_dstport: '53' },
        dns: { dns_dns_id: '0x1', dns_dns_flags_response: false, dns_dns_qry_name: name },
      },
    });
    const other = { layers: { ip: { ip_ip_addr: ['192.0.2.5', '192.0.2.80'] }, tcp: {} } };
    const text = each((name) =>
      [{ index: { _index: 'packets' } }, dns(name), { index: {} }, other]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    expect(namesOf(text)).toEqual(NAMES);
    expect(eventsOf(text)[0]?.client).toBe('192.0.2.5');
    // A packet of tshark's may have more lines than a format is recognised by.
    const bytes = Array.from({ length: 200 }, (_, i) => String(i));
    const spread = NAMES.map((name) => ({ layers: { eth: { bytes }, ...dns(name).layers } }));
    expect(namesOf(JSON.stringify(spread, null, 2))).toEqual(NAMES);
  });

  test.each([
    ['lists of records under numbers', JSON.stringify(NAMES.map((name) => [{ ioc_value: name }]))],
    [
      'an object of lists of records',
      JSON.stringify(Object.fromEntries(NAMES.map((name, i) => [i, [{ ioc_value: name }]]))),
    ],
    [
      'an object of records',
      JSON.stringify(Object.fromEntries(NAMES.map((name, i) => [i, { domain: name }]))),
    ],
    [
      'an object whose keys are names',
      JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, { score: 1 }]))),
    ],
    [
      'rows of columns',
      JSON.stringify({ columns: ['n', 'q'], rows: NAMES.map((name) => ['2026-11-01', 'A', name]) }),
    ],
    ['a text sequence', NAMES.map((name) => `\u001e${JSON.stringify({ query: name })}\n`).join('')],
  ])('%s', (_, text) => {
    expect(namesOf(text)).toEqual(NAMES);
  });

  test('of Suricata behind a shipper that has the time', () => {
    const text = json((rrname) => ({
      _source: {
        '@timestamp': '2026-11-01T10:00:00Z',
        event_type: 'dns',
        src_ip: '192.0.2.5',
        dns: { type: 'query', rrname, rrtype: 'A' },
      },
    }));
    expect(eventsOf(text)[0]).toMatchObject({ name: NAMES[0], time: AT });
  });
});

describe('times', () => {
  test.each([
    [
      'OpenWrt',
      (name: string) =>
        `Sun Nov  1 10:00:00 2026 daemon.info dnsmasq[1]: query[A] ${name} from 192.0.2.5`,
    ],
    [
      'CoreDNS 1.0',
      (name: string) =>
        `01/Nov/2026:10:00:00 +0000 [INFO] 192.0.2.5:4000 - 1 "A IN ${name}. udp 40 false 512" NOERROR qr 100 0.1s`,
    ],
    [
      'dnscrypt-proxy',
      (name: string) => `[2026-11-01 10:00:00]\t192.0.2.5\t${name}\tA\tPASS\t12ms\tcloudflare`,
    ],
  ])('as %s writes them', (_, line) => {
    expect(eventsOf(each(line))[2]).toMatchObject({
      name: NAMES[2],
      client: '192.0.2.5',
      time: AT,
    });
  });
});

test('binary data is not understood, and says so', () => {
  const reader = new LogReader();
  const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3)) % 251);
  expect(() => {
    reader.write(bytes);
    reader.end();
    const failure = failureOf(reader.report);
    if (failure !== null) throw new Error(failure);
  }).toThrow(/could be read|no known format|no records|is no text/);
});
