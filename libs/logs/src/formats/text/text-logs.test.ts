import { describe, expect, test } from '@jest/globals';

import { detectFormat } from '../../detect/detect-format.ts';
import { shown } from '../../testing/records.ts';

/** Lines of each text log, the name of its format, and what is read. */
const logs: readonly (readonly [format: string, what: string, lines: readonly string[], right: readonly string[]])[] = [
  [
    'dnsmasq',
    'replies with an alias, NXDOMAIN, a blocked name and a cut line',
    [
      'Nov  1 10:00:00 dnsmasq[123]: started, version 2.89 cachesize 150',
      'Nov  1 10:00:00 dnsmasq[123]: query[A] www.example.com from 10.0.0.5',
      'Nov  1 10:00:00 dnsmasq[123]: forwarded www.example.com to 10.0.0.1',
      'Nov  1 10:00:00 dnsmasq[123]: reply www.example.com is <CNAME>',
      'Nov  1 10:00:00 dnsmasq[123]: reply web.example.net is 192.0.2.1',
      'Nov  1 10:00:01 dnsmasq[123]: query[AAAA] xjpakmdcfuqe.in from fe80::1%eth0',
      'Nov  1 10:00:01 dnsmasq[123]: reply xjpakmdcfuqe.in is NXDOMAIN',
      'Nov  1 10:00:02 dnsmasq[123]: query[A] ads.example.org from 10.0.0.6',
      'Nov  1 10:00:02 dnsmasq[123]: gravity blocked ads.example.org is 0.0.0.0',
      'Nov  1 10:00:02 dnsmasq[123]: dnssec-query[DS] com to 10.0.0.1',
      'Nov  1 10:00:03 dnsmasq[123]: query[type=65] b.example.org from 10.0.0.6',
      'Nov  1 10:00:02 dnsmasq[123]: query[A] gith',
    ],
    [
      '(unrelated)', '(unrelated)', '(joined)', '(joined)', '(joined)', '(joined)', '!cut_off',
      'www.example.com 10.0.0.5 A resolved 192.0.2.1',
      'xjpakmdcfuqe.in fe80::1%eth0 AAAA nxdomain',
      'ads.example.org 10.0.0.6 A blocked 0.0.0.0',
      '(unrelated)',
      'b.example.org 10.0.0.6 HTTPS',
    ],
  ],
  [
    'bind',
    'a view, a policy, a failure, a response and a line of another category',
    [
      '01-Nov-2026 10:00:00.000 client @0x7f00 10.0.0.5#5353 (a.example.com): view int: query: a.example.com IN A +E(0)K (10.0.0.1)',
      '01-Nov-2026 10:00:00.000 rpz: info: client @0x7f00 10.0.0.5#5354 (bad.example.com): rpz QNAME NXDOMAIN rewrite bad.example.com/A/IN via bad.example.com.rpz.local',
      '01-Nov-2026 10:00:00.000 query-errors: info: client @0x7f00 10.0.0.5#5353 (a.example.com): view int: query failed (SERVFAIL) for a.example.com/IN/A at query.c:1',
      'Nov  1 10:00:01 ns named[12]: client 2001:db8::5#53 (b.example.com): query: b.example.com IN AAAA + (10.0.0.1)',
      'Nov  1 10:00:01 ns named[12]: client 2001:db8::5#53 (b.example.com): response: b.example.com IN AAAA NXDOMAIN + 0 1 1',
      'Nov  1 10:00:01 ns named[12]: zone example.com/IN: loaded serial 1',
    ],
    [
      'bad.example.com 10.0.0.5 A blocked', '(joined)', '(joined)', '(unrelated)',
      'a.example.com 10.0.0.5 A failed', 'b.example.com 2001:db8::5 AAAA nxdomain',
    ],
  ],
  [
    'bind',
    "Infoblox' responses",
    ['14-May-2026 04:38:22.000 client 10.0.0.5#57398: UDP: query: www.example.com IN A response: NOERROR + www.example.com. 300 IN A 192.0.2.1;'],
    ['www.example.com 10.0.0.5 A resolved 192.0.2.1'],
  ],
  [
    'unbound',
    'replies alone, tags and a local rule',
    [
      'Nov  1 10:00:00 ns unbound: [12:0] info: reply: 10.0.0.5 a.example.com. A IN NOERROR 0.1 0 45',
      'Nov  1 10:00:00 ns unbound: [12:0] info: reply: 10.0.0.5 a.example.com. A IN NXDOMAIN 0.1 0 45',
      'Nov  1 10:00:00 ns unbound: [12:0] info: bad.example. always_nxdomain 10.0.0.6@123 x.bad.example. A IN',
      'Nov  1 10:00:00 ns unbound: [12:0] info: reply: 10.0.0.6 x.bad.example. A IN NXDOMAIN 0.1 0 45',
      'Nov  1 10:00:00 ns unbound: [12:0] notice: init module 0: validator',
      'something else',
    ],
    [
      'a.example.com 10.0.0.5 A resolved', 'a.example.com 10.0.0.5 A nxdomain', '(joined)',
      'x.bad.example 10.0.0.6 A blocked', '(unrelated)', '!unreadable',
    ],
  ],
  [
    'coredns',
    'IPv6 clients and lines of other plug-ins',
    [
      '[INFO] [2001:db8::5]:5353 - 1 "AAAA IN a.example.com. udp 40 false 512" NXDOMAIN qr,rd,ra 100 0.01s',
      '[INFO] plugin/reload: Running configuration',
      '[INFO] 10.0.0.5:5353 - 2 "A IN b.exa',
    ],
    ['a.example.com 2001:db8::5 AAAA nxdomain', '(unrelated)', '!cut_off'],
  ],
  [
    'powerdns',
    'structured logging: an answer joins its question, one alone counts',
    [
      'Nov  1 10:00:00 rec pdns_recursor[9]: msg="Question" mtid="1" qname="a.example.com" qtype="A" remote="10.0.0.5:4321"',
      'Nov  1 10:00:00 rec pdns_recursor[9]: msg="Answer" mtid="1" qname="a.example.com" qtype="A" rcode="3" remote="10.0.0.5:4321"',
      'Nov  1 10:00:00 rec pdns_recursor[9]: msg="Answer" mtid="2" qname="b.example.com" qtype="AAAA" rcode="0" remote="[2001:db8::5]:4321"',
    ],
    ['(joined)', 'b.example.com 2001:db8::5 AAAA resolved', 'a.example.com 10.0.0.5 A nxdomain'],
  ],
  [
    'tcpdump',
    'with -v, over IPv6, ports by name, other packets and a cut line',
    [
      '10:00:00.000000 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto UDP (17), length 61)',
      '    10.0.0.5.5353 > 10.0.0.1.domain: [udp sum ok] 4660+ A? a.example.com. (33)',
      '    10.0.0.1.domain > 10.0.0.5.5353: [udp sum ok] 4660 NXDomain q: A? a.example.com. 0/1/0 ns: com. SOA a.gtld-servers.net. (100)',
      '10:00:01.000000 IP6 2001:db8::5.5354 > 2001:db8::1.53: 7% [1au] Type65? b.example.com. (40)',
      '10:00:01.100000 IP 10.0.0.5.40000 > 192.0.2.1.443: Flags [S], seq 1, win 64240, length 0',
      '10:00:02.000000 IP 10.0.0.5.5355 > 10.0.0.1.53: 8+ A? c.exa',
      'tcpdump: listening on eth0, link-type EN10MB (Ethernet)',
    ],
    ['(unrelated)', '(joined)', '(unrelated)', '!cut_off', '(unrelated)', 'a.example.com 10.0.0.5 A nxdomain', 'b.example.com 2001:db8::5 HTTPS'],
  ],
  [
    'wireshark',
    "tshark's lines, a refusal, packets of other protocols and a cut line",
    [
      '    1 0.000000000     10.0.0.5 → 10.0.0.1     DNS 75 Standard query 0x1234 A a.example.com',
      '    2 0.010000000     10.0.0.1 → 10.0.0.5     DNS 91 Standard query response 0x1234 A a.example.com CNAME b.example.net A 192.0.2.7',
      '    3 0.020000000     10.0.0.5 → 192.0.2.7    TCP 74 443 → 40000 [SYN] Seq=0',
      '    4 0.030000000     10.0.0.1 → 10.0.0.6     DNS 75 Standard query response 0x1235 Refused AAAA c.example.com',
      '    5 0.040000000     10.0.0.5 → 10.0.0.1     DNS 75 Standard query 0x12',
    ],
    ['(joined)', '(unrelated)', 'c.example.com 10.0.0.6 AAAA failed', '!cut_off', 'a.example.com 10.0.0.5 A resolved 192.0.2.7'],
  ],
  [
    'passivedns',
    'an alias, a failure and a cut line',
    [
      '1793527200.408856||10.0.0.5||192.0.2.53||IN||a.example.com.||CNAME||b.example.net.||46587||5',
      '1793527200.508856||10.0.0.5||192.0.2.53||IN||c.example.com.||A||SERVFAIL||0||1',
      '1793527200.508856||10.0.0.5||192.0',
    ],
    ['a.example.com 10.0.0.5 CNAME resolved', 'c.example.com 10.0.0.5 A failed', '!cut_off'],
  ],
  [
    'dnscrypt-proxy',
    'what it blocks and answers itself, and a cut line',
    [
      '[2026-11-01 10:00:00]\t127.0.0.1\tads.example.com\tA\tREJECT\t0ms\t-',
      '[2026-11-01 10:00:00]\t[2001:db8::5]:5353\tlocal.example.com\tAAAA\tSYNTH\t0ms\t-',
      '[2026-11-01 10:00:00]\t127.0.0.1\ta.exam',
    ],
    ['ads.example.com 127.0.0.1 A blocked', 'local.example.com 2001:db8::5 AAAA resolved', '!cut_off'],
  ],
  [
    'technitium',
    "a user's name, IPv6, a blocked name, lines of the server and a cut line",
    [
      '[2026-11-01 10:00:00 Local] DNS Server is now listening on 0.0.0.0:53 (UDP).',
      '[2026-11-01 10:00:00 UTC] [10.0.0.5:51234] [UDP] QNAME: www.example.com; QTYPE: A; QCLASS: IN; RCODE: NoError; ANSWER: [192.0.2.1, 192.0.2.2]',
      '[2026-11-01 10:00:01 UTC] [[fe80::1]:853] [TLS] [joe] QNAME: xjpakmdcfuqe.in; QTYPE: AAAA; QCLASS: IN; RCODE: NxDomain; ANSWER: []',
      '[2026-11-01 10:00:02 UTC] [10.0.0.6:51234] [UDP] QNAME: ads.example.org; QTYPE: A; QCLASS: IN; RCODE: NoError; ANSWER: [0.0.0.0]',
      '[2026-11-01 10:00:02 UTC] [10.0.0.6:51234] [UDP] QNAME: gith; QTYPE: A; QC',
    ],
    [
      '(unrelated)',
      'www.example.com 10.0.0.5 A resolved 192.0.2.1|192.0.2.2',
      'xjpakmdcfuqe.in fe80::1 AAAA nxdomain',
      'ads.example.org 10.0.0.6 A blocked 0.0.0.0',
      '!cut_off',
    ],
  ],
  [
    'mikrotik',
    'queries with and without an outcome, queries to servers, and a cut line',
    [
      '2026-11-01T10:00:00+00:00 gw dns query from 10.0.0.5: #41 www.example.com. A',
      '2026-11-01T10:00:00+00:00 gw dns query to 192.0.2.53: #42 www.example.com. A',
      '2026-11-01T10:00:00+00:00 gw dns done query: #41 www.example.com 192.0.2.1',
      '2026-11-01T10:00:01+00:00 gw dns query from 10.0.0.6: #43 xjpakmdcfuqe.in. AAAA',
      '2026-11-01T10:00:01+00:00 gw dns done query: #43 dns name does not exist',
      '2026-11-01T10:00:02+00:00 gw dns query from 10.0.0.6: #44 b.example.org. A',
      '2026-11-01T10:00:02+00:00 gw dns query from 10.0.0.6: #45 gith',
    ],
    [
      '(unrelated)', '(joined)', '(joined)', '!cut_off',
      'www.example.com 10.0.0.5 A resolved 192.0.2.1',
      'xjpakmdcfuqe.in 10.0.0.6 AAAA nxdomain',
      'b.example.org 10.0.0.6 A',
    ],
  ],
  [
    'squid',
    'tunnels, URLs with ports, addresses, and what it could not read',
    [
      '1793527200.123    200 10.0.0.5 TCP_TUNNEL/200 4321 CONNECT a.example.com:443 - HIER_DIRECT/192.0.2.7 -',
      '1793527200.123     33 10.0.0.6 TCP_MISS/503 321 GET http://b.example.com:8080/x?u=c.example.com - HIER_NONE/- text/html',
      '1793527200.123      0 10.0.0.6 NONE/400 321 GET error:invalid-request - HIER_NONE/- text/html',
      '1793527200.123      0 10.0.0.6 NONE/4',
    ],
    ['a.example.com 10.0.0.5', 'b.example.com 10.0.0.6', '!no_name', '!cut_off'],
  ],
  [
    'key-value',
    'behind a syslog head, quoted and not',
    [
      'Nov  1 10:00:00 fw ulogd: id="0001" sys="SecureNet" srcip="10.0.0.5" dstip="10.0.0.1" qname=a.example.com rcode=NXDOMAIN',
      'Nov  1 10:00:00 fw ulogd: id="0001" sys="SecureNet" srcip="10.0.0.6" dstip="10.0.0.1" qname="b.example.com" rcode=NOERROR',
      'Nov  1 10:00:00 fw ulogd: id="00',
    ],
    ['a.example.com 10.0.0.5 nxdomain', 'b.example.com 10.0.0.6 resolved', '!cut_off'],
  ],
  [
    'windows-dns-debug',
    'a day-first date, recursion to other servers, and a cut line',
    [
      '01.11.2026 10:00:00 0A10 PACKET  000000D3 UDP Rcv 10.0.0.5        0002   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
      '01.11.2026 10:00:00 0A10 PACKET  000000D4 UDP Snd 192.0.2.53      0102   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
      '01.11.2026 10:00:00 0A10 PACKET  000000D4 UDP Rcv 192.0.2.53      0102 R Q [8081   DR NXDOMAIN] A      (3)www(7)example(3)com(0)',
      '01.11.2026 10:00:00 0A10 PACKET  000000D3 UDP Snd 10.0.0.5        0002 R Q [8081   DR NXDOMAIN] A      (3)www(7)example(3)com(0)',
      '01.11.2026 10:00:00 0A10 PACKET  000000D3 UDP Rcv 10.0.0.5        0002   Q [00',
    ],
    ['(unrelated)', '(unrelated)', '(joined)', '!cut_off', 'www.example.com 10.0.0.5 A nxdomain'],
  ],
  [
    'powerdns',
    "the authoritative server's and the recursor's newer form",
    [
      "Nov  1 10:00:00 ns pdns_server[7]: Remote 10.0.0.5 wants 'a.example.com|A', do = 0, bufsize = 512: packetcache MISS",
      'msg="Question" subsystem="syncres" level="0" ts="1793527200.123" ecs="" mtid="1" proto="udp" qname="b.example.com" qtype="AAAA" remote="10.0.0.6:5353"',
    ],
    ['a.example.com 10.0.0.5 A', 'b.example.com 10.0.0.6 AAAA'],
  ],
  [
    'windows-dns-analytic',
    'a response alone',
    ['RESPONSE_SUCCESS: TCP=0; InterfaceIP=10.0.0.1; Destination=10.0.0.5; AA=0; AD=0; QNAME=a.example.com.; QTYPE=28; XID=1; RCODE=3; Port=5'],
    ['a.example.com 10.0.0.5 AAAA nxdomain'],
  ],
  [
    'cef',
    "Infoblox' rewrites",
    ['Nov  1 10:00:00 ib CEF:0|Infoblox|NIOS|8.5|RPZ-QNAME|NXDOMAIN|7|app=DNS dst=10.0.0.1 src=10.0.0.5 spt=5353 view=_default qtype=A msg="rpz QNAME NXDOMAIN rewrite bad.example.com [A] via bad.example.com.rpz"'],
    ['bad.example.com 10.0.0.5 A blocked'],
  ],
  [
    'windows-xml',
    'the DNS server and Sysmon, an event over several lines, and a cut one',
    [
      "<Event><System><EventID>256</EventID></System><EventData><Data Name='Source'>10.0.0.5</Data><Data Name='QNAME'>a.example.com.</Data><Data Name='QTYPE'>1</Data><Data Name='XID'>7</Data></EventData></Event>",
      "<Event><System><EventID>257</EventID></System><EventData><Data Name='Destination'>10.0.0.5</Data><Data Name='QNAME'>a.example.com.</Data><Data Name='QTYPE'>1</Data><Data Name='XID'>7</Data><Data Name='RCODE'>0</Data></EventData></Event>",
      '<Event><System><Computer>pc1</Computer></System>',
      "<EventData><Data Name='QueryName'>b&amp;c.example.com</Data><Data Name='QueryStatus'>9003</Data></EventData></Event>",
      "<Event><System><EventData><Data Name='QueryName'>d.exam",
    ],
    ['(joined)', '(joined)', 'b&c.example.com pc1 nxdomain', '!cut_off', 'a.example.com 10.0.0.5 A resolved'],
  ],
]; // prettier-ignore

describe('text logs', () => {
  test.each(logs)('%s: %s', (format, _, lines, right) => {
    expect(detectFormat(lines)).toBe(format);
    expect(shown(`${lines.join('\n')}\n`).sort()).toEqual([...right].sort());
  });
});
