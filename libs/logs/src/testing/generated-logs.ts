import { answerOfQuery, generatedQueries, type GeneratedQuery } from './generated-queries.ts';

/** What is expected of one event of a generated log; a part is missing where the format does not have it. */
export interface Expected {
  readonly name: string;
  readonly client?: string;
  /** Milliseconds, rounded down to what the format writes. */
  readonly time?: number;
  readonly type?: string;
  readonly answer?: string | null;
}

interface Generator {
  readonly header?: string;
  readonly footer?: string;
  /** The lines of one query. */
  readonly write: (query: GeneratedQuery, index: number) => string;
  readonly expect: (query: GeneratedQuery) => Expected;
  /** The name under which the reader reports the format, where that is another one. */
  readonly format?: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const clock = (time: number): string => new Date(time).toISOString().slice(11, 19);
const iso = (time: number): string => new Date(time).toISOString();
const toSecond = (time: number): number => Math.floor(time / 1000) * 1000;
const syslog = (time: number): string => {
  const date = new Date(time);
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2, ' ')} ${clock(time)}`;
};
const bindTime = (time: number): string => {
  const date = new Date(time);
  return `${pad(date.getUTCDate())}-${MONTHS[date.getUTCMonth()] ?? ''}-2026 ${iso(time).slice(11, 23)}`;
};
const american = (time: number): string => {
  const date = new Date(time);
  const hour = date.getUTCHours();
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/2026 ${hour % 12 === 0 ? 12 : hour % 12}:${clock(time).slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
};
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const all = (query: GeneratedQuery): Expected => ({
  name: query.name,
  client: query.client,
  time: query.time,
  type: query.type,
  answer: answerOfQuery(query),
});
const asked = ({ name, client, time, type }: GeneratedQuery): Expected => ({
  name,
  client,
  time,
  type,
  answer: null,
});
const inSeconds = (expected: Expected): Expected => ({
  ...expected,
  time: toSecond(expected.time ?? 0),
});
const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  A: 1,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  HTTPS: 65,
};
const CODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
/** Without addresses a null answer does not show. */
const codeOnly = (query: GeneratedQuery): Expected => ({
  ...all(query),
  answer: answerOfQuery({ ...query, answers: [] }),
});
const json = (value: object): string => `${JSON.stringify(value)}\n`;
const labels = (name: string): string =>
  `${name
    .split('.')
    .map((label) => `(${label.length})${label}`)
    .join('')}(0)`;

/** dnscrypt-proxy's words for an answer. */
function proxyWord({ rcode, answers }: GeneratedQuery): string {
  if (answers.includes('0.0.0.0')) return 'REJECT';
  return {
    NOERROR: 'PASS',
    NXDOMAIN: 'NXDOMAIN',
    SERVFAIL: 'SERVER_ERROR',
    REFUSED: 'RESPONSE_ERROR',
  }[rcode];
}

const generators: Readonly<Record<string, Generator>> = {
  plain: { write: ({ name }) => `${name}\n`, expect: ({ name }) => ({ name }) },
  urls: {
    format: 'plain',
    write: ({ name }, i) => `http${i % 2 === 0 ? 's' : ''}://${name}:8080/a/b?c=${i}#d\n`,
    expect: ({ name }) => ({ name }),
  },
  defanged: {
    format: 'plain',
    write: ({ name }) => `hxxp://${name.replaceAll('.', '[.]')}/\n`,
    expect: ({ name }) => ({ name }),
  },
  hosts: {
    header: '# hosts\n127.0.0.1 localhost\n',
    write: ({ name }) => `0.0.0.0 ${name} # rule\n`,
    expect: ({ name }) => ({ name }),
  },
  adblock: {
    header: '[Adblock Plus]\n! Title\n',
    write: ({ name }) => `||${name}^\n`,
    expect: ({ name }) => ({ name }),
  },
  rpz: {
    header:
      '$TTL 60\n@ IN SOA localhost. root.localhost. 1 3600 600 86400 60\n@ IN NS localhost.\n',
    write: ({ name }) => `${name} CNAME .\n*.${name} CNAME .\n`,
    expect: ({ name }) => ({ name }),
  },
  'resolver-rules': {
    header: 'server:\n',
    write: ({ name }, i) =>
      i % 2 === 0 ? `local-zone: "${name}." always_nxdomain\n` : `local-zone: "${name}" refuse\n`,
    expect: ({ name }) => ({ name }),
  },
  'ranked-list': { write: ({ name }, i) => `${i + 1},${name}\n`, expect: ({ name }) => ({ name }) },
  csv: {
    header: 'time,src_ip,note,query,qtype,rcode\n',
    write: (q, i) => `${iso(q.time)},${q.client},n${i},${q.name},${q.type},${q.rcode}\n`,
    expect: codeOnly,
  },
  'csv-quoted': {
    format: 'csv',
    header: '"_time","host","src","query","query_type","reply_code","comment"\n',
    write: (q, i) =>
      `"${iso(q.time)}","sensor-a.example.net","${q.client}","${q.name}","${q.type}","${q.rcode}",${quoted(i % 3 === 0 ? 'a "quoted", part' : i % 3 === 1 ? 'two\nlines' : 'plain')}\n`,
    expect: codeOnly,
  },
  'csv-semicolon': {
    format: 'csv',
    header: 'sep=;\nts;client;domain\n',
    write: (q) => `${q.time / 1000};${q.client};${q.name}\n`,
    expect: ({ name, client, time }) => ({ name, client, time }),
  },
  zeek: {
    header: `#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#open\t2026-11-01-10-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\tinterval\tstring\tcount\tstring\tcount\tstring\tcount\tstring\tbool\tbool\tbool\tbool\tcount\tvector[string]\tvector[interval]\tbool\n`,
    footer: '#close\t2026-11-01-11-00-00\n',
    write: (q) =>
      `${(q.time / 1000).toFixed(6)}\tC${q.id}\t${q.client}\t${q.port}\t10.0.0.1\t53\tudp\t${q.id}\t0.001\t${q.name}\t1\tC_INTERNET\t1\t${q.type}\t${CODES[q.rcode]}\t${q.rcode}\tF\tF\tT\tT\t0\t${q.answers.length === 0 ? '-' : q.answers.join(',')}\t-\tF\n`,
    expect: all,
  },
  'zeek-json': {
    write: (q) =>
      json({
        _path: 'dns',
        ts: q.time / 1000,
        uid: `C${q.id}`,
        'id.orig_h': q.client,
        'id.orig_p': q.port,
        'id.resp_h': '10.0.0.1',
        'id.resp_p': 53,
        proto: 'udp',
        query: q.name,
        qtype_name: q.type,
        rcode: CODES[q.rcode],
        rcode_name: q.rcode,
        answers: q.answers,
      }),
    expect: all,
  },
  suricata: {
    write: (q, i) => {
      const head = {
        timestamp: iso(q.time).replace('Z', '000+0000'),
        flow_id: i + 1,
        event_type: 'dns',
      };
      const there = {
        src_ip: q.client,
        src_port: q.port,
        dest_ip: '10.0.0.1',
        dest_port: 53,
        proto: 'UDP',
      };
      const back = {
        src_ip: '10.0.0.1',
        src_port: 53,
        dest_ip: q.client,
        dest_port: q.port,
        proto: 'UDP',
      };
      const answers = q.answers.map((rdata) => ({ rrname: q.name, rrtype: q.type, rdata }));
      const question = { rrname: q.name, rrtype: q.type };
      const isThird = i % 2 === 0;
      const request = isThird
        ? { version: 3, type: 'request', id: q.id, queries: [question] }
        : { type: 'query', id: q.id, ...question };
      const answer = isThird
        ? { version: 3, type: 'response', id: q.id, rcode: q.rcode, queries: [question], answers }
        : { version: 2, type: 'answer', id: q.id, rcode: q.rcode, ...question, answers };
      return `${json({ ...head, ...there, dns: request, host: 'sensor-a.example.net' })}${json({ ...head, ...back, dns: answer })}${i % 10 === 0 ? json({ ...head, event_type: 'flow', flow: {} }) : ''}`;
    },
    expect: all,
  },
  ecs: {
    write: (q) =>
      json({
        '@timestamp': iso(q.time),
        host: { name: 'sensor-a.example.net' },
        client: { ip: q.client },
        dns: {
          question: { name: q.name, type: q.type },
          response_code: q.rcode,
          answers: q.answers.map((data) => ({ data })),
        },
      }),
    expect: all,
  },
  'json-array': {
    format: 'json',
    header: '[\n',
    write: (q, i) =>
      `${i === 0 ? '' : ','}${JSON.stringify({ when: iso(q.time), domain: q.name, client: q.client })}\n`,
    footer: ']\n',
    expect: ({ name, client }) => ({ name, client }),
  },
  adguard: {
    write: (q) =>
      json({
        T: iso(q.time),
        QH: q.name,
        QT: q.type,
        QC: 'IN',
        CP: '',
        IP: q.client,
        Result: q.answers.includes('0.0.0.0') ? { IsFiltered: true, Reason: 3 } : {},
      }),
    expect: (q) => ({ ...all(q), answer: q.answers.includes('0.0.0.0') ? 'blocked' : null }),
  },
  route53: {
    write: (q) =>
      json({
        version: '1.1',
        query_timestamp: iso(q.time),
        query_name: `${q.name}.`,
        query_type: q.type,
        rcode: q.rcode,
        answers: q.answers.map((Rdata) => ({ Rdata, Type: q.type, Class: 'IN' })),
        srcaddr: q.client,
      }),
    expect: all,
  },
  'google-cloud-dns': {
    write: (q) =>
      json({
        jsonPayload: {
          queryName: `${q.name}.`,
          queryType: q.type,
          responseCode: q.rcode,
          sourceIP: q.client,
          rdata: q.answers.map((data) => `${q.name}.\t300\tIN\ta\t${data}`).join('\n'),
        },
        timestamp: iso(q.time),
        resource: { type: 'dns_query' },
      }),
    expect: all,
  },
  'azure-dns': {
    write: (q) =>
      json({
        time: iso(q.time),
        category: 'DnsResponse',
        properties: {
          QueryName: `${q.name}.`,
          QueryType: q.type,
          SourceIpAddress: q.client,
          ResponseCode: CODES[q.rcode],
          Answer: q.answers.map((RData) => ({ RData })),
        },
      }),
    expect: all,
  },
  asim: {
    write: (q) =>
      json({
        TimeGenerated: iso(q.time),
        EventSchema: 'Dns',
        DnsQuery: q.name,
        DnsQueryTypeName: q.type,
        DnsResponseCodeName: q.rcode,
        SrcIpAddr: q.client,
      }),
    expect: codeOnly,
  },
  ocsf: {
    write: (q) =>
      json({
        class_uid: 4003,
        time: q.time,
        query: { hostname: q.name, type: q.type },
        rcode: q.rcode,
        src_endpoint: { ip: q.client, port: q.port },
        answers: q.answers.map((rdata) => ({ rdata })),
      }),
    expect: all,
  },
  sysmon: {
    write: (q) =>
      json({
        winlog: {
          event_id: 22,
          computer_name: q.client,
          event_data: {
            UtcTime: iso(q.time).replace('T', ' ').replace('Z', ''),
            QueryName: q.name,
            QueryStatus: q.rcode === 'NOERROR' ? '0' : q.rcode === 'NXDOMAIN' ? '9003' : '9002x',
            QueryResults: q.answers.map((a) => `::ffff:${a};`).join(''),
          },
        },
      }),
    expect: (q) => ({
      name: q.name,
      client: q.client,
      time: q.time,
      answer: q.answers.includes('0.0.0.0') ? 'blocked' : answerOfQuery(q),
    }),
  },
  'coredns-json': {
    write: (q) =>
      json({
        time: iso(q.time),
        client: q.client,
        name: `${q.name}.`,
        type: q.type,
        class: 'IN',
        rcode: q.rcode,
      }),
    expect: codeOnly,
  },
  'pihole-json': {
    write: (q, i) =>
      json({
        id: i,
        timestamp: q.time / 1000,
        type: q.type,
        status: q.answers.includes('0.0.0.0') ? 1 : 2,
        domain: q.name,
        client: q.client,
        forward: null,
        reply_type: q.rcode === 'NOERROR' ? 4 : q.rcode === 'NXDOMAIN' ? 2 : 7,
      }),
    expect: all,
  },
  'pihole-ftl': {
    write: (q, i) =>
      `${i}|${Math.floor(q.time / 1000)}|${q.type === 'A' ? 1 : q.type === 'AAAA' ? 2 : 16}|${q.answers.includes('0.0.0.0') ? 1 : 2}|${q.name}|${q.client}|10.0.0.1||${q.rcode === 'NOERROR' ? 4 : q.rcode === 'NXDOMAIN' ? 2 : 7}\n`,
    expect: (q) => ({
      ...inSeconds(all(q)),
      type: q.type === 'A' || q.type === 'AAAA' ? q.type : 'HTTPS',
    }),
  },
  umbrella: {
    write: (q) =>
      `"${iso(q.time).slice(0, 19).replace('T', ' ')}","user@example.org","user,site","${q.client}","192.0.2.9","${q.answers.includes('0.0.0.0') ? 'Blocked' : 'Allowed'}","1 (${q.type})","${q.rcode}","${q.name}.","Chat","AD Users","AD Users",""\n`,
    expect: (q) => inSeconds(all(q)),
  },
  dnsmasq: {
    write: (q) => {
      const head = `${syslog(q.time)} dnsmasq[123]:`;
      const rest = q.answers.includes('0.0.0.0')
        ? `${head} gravity blocked ${q.name} is 0.0.0.0\n`
        : q.rcode === 'NXDOMAIN'
          ? `${head} forwarded ${q.name} to 10.0.0.1\n${head} reply ${q.name} is NXDOMAIN\n`
          : q.rcode === 'NOERROR'
            ? `${head} forwarded ${q.name} to 10.0.0.1\n${head} reply ${q.name} is ${q.answers[0] ?? 'NODATA'}\n`
            : `${head} reply ${q.name} is ${q.rcode}\n`;
      return `${head} query[${q.type}] ${q.name} from ${q.client}\n${rest}`;
    },
    expect: (q) => inSeconds(all(q)),
  },
  'dnsmasq-extra': {
    format: 'dnsmasq',
    write: (q, i) =>
      `${syslog(q.time)} dnsmasq[9]: ${i} ${q.client}/${q.port} query[${q.type}] ${q.name} from ${q.client}\n${syslog(q.time)} dnsmasq[9]: ${i} ${q.client}/${q.port} reply ${q.name} is ${q.rcode === 'NOERROR' ? (q.answers[0] ?? 'NODATA-IPv4') : q.rcode}\n`,
    expect: (q) => inSeconds(all(q)),
  },
  bind: {
    write: (q) =>
      `${bindTime(q.time)} queries: info: client @0x7f00a1 ${q.client}#${q.port} (${q.name}): query: ${q.name} IN ${q.type} +E(0)K (10.0.0.1)\n`,
    expect: asked,
  },
  'bind-responses': {
    format: 'bind',
    write: (q) =>
      `${bindTime(q.time)} client @0x7f00a1 ${q.client}#${q.port} (${q.name}): view int: query: ${q.name} IN ${q.type} + (10.0.0.1)\n${bindTime(q.time)} client @0x7f00a1 ${q.client}#${q.port} (${q.name}): view int: response: ${q.name} IN ${q.type} ${q.rcode} + 0 1 1\n`,
    expect: codeOnly,
  },
  unbound: {
    write: (q) =>
      `[${Math.floor(q.time / 1000)}] unbound[123:0] info: ${q.client} ${q.name}. ${q.type} IN\n[${Math.floor(q.time / 1000)}] unbound[123:0] info: ${q.client} ${q.name}. ${q.type} IN ${q.rcode} 0.012000 0 45\n`,
    expect: (q) => inSeconds(codeOnly(q)),
  },
  coredns: {
    write: (q) =>
      `${iso(q.time)} [INFO] ${q.client}:${q.port} - ${q.id} "${q.type} IN ${q.name}. udp 40 false 512" ${q.rcode} qr,rd,ra 100 0.01s\n`,
    expect: codeOnly,
  },
  'windows-dns-debug': {
    header:
      'DNS Server log file creation at 11/1/2026 10:00:00 AM\n\nMessage logging key (for packets - other items use a subset of these fields):\n',
    write: (q) => {
      const id = q.id.toString(16).padStart(4, '0');
      return `${american(q.time)} 0A10 PACKET  000000D3 UDP Rcv ${q.client}  ${id}   Q [0001   D   NOERROR] ${q.type}      ${labels(q.name)}\n${american(q.time)} 0A10 PACKET  000000D3 UDP Snd ${q.client}  ${id} R Q [8081   DR  ${q.rcode}] ${q.type}      ${labels(q.name)}\n`;
    },
    expect: (q) => inSeconds(codeOnly(q)),
  },
  'windows-dns-analytic': {
    write: (q) =>
      `${iso(q.time)} QUERY_RECEIVED: TCP=0; InterfaceIP=10.0.0.1; Source=${q.client}; RD=1; QNAME=${q.name}.; QTYPE=${q.type === 'A' ? 1 : 28}; XID=${q.id}; Port=${q.port}; Flags=256; PacketData=0x00\n${iso(q.time)} RESPONSE_${q.rcode === 'NOERROR' ? 'SUCCESS' : 'FAILURE'}: TCP=0; InterfaceIP=10.0.0.1; Destination=${q.client}; AA=0; AD=0; QNAME=${q.name}.; QTYPE=${q.type === 'A' ? 1 : 28}; XID=${q.id}; RCODE=${CODES[q.rcode]}; Port=${q.port}; Flags=1\n`,
    expect: (q) => ({ ...codeOnly(q), type: q.type === 'A' ? 'A' : 'AAAA' }),
  },
  powerdns: {
    write: (q, i) =>
      `${syslog(q.time)} pdns_recursor[77]: ${i % 4} [${i}/1] question for '${q.name}|${q.type}' from ${q.client}:${q.port}\n${syslog(q.time)} pdns_recursor[77]: ${i % 4} [${i}/1] answer to question '${q.name}|${q.type}': ${q.answers.length} answers, 0 additional, took 3 packets, 0 netw ms, 0.2 tot ms, 0 throttled, 0 timeouts, 0 tcp connections, rcode=${CODES[q.rcode]}\n`,
    expect: (q) => inSeconds(codeOnly(q)),
  },
  'powerdns-structured': {
    format: 'powerdns',
    write: (q, i) => {
      const head = `${syslog(q.time)} pdns_recursor[77]:`;
      const rest = `mtid="${i}" proto="udp" qname="${q.name}" qtype="${q.type}" remote="${q.client}:${q.port}"`;
      return `${head} msg="Question" subsystem="syncres" ts="${q.time / 1000}" ${rest}\n${head} msg="Answer" subsystem="syncres" answers="${q.answers.length}" ${rest} rcode="${CODES[q.rcode]}" totms="1"\n`;
    },
    expect: (q) => inSeconds(codeOnly(q)),
  },
  'dnscrypt-proxy': {
    write: (q) =>
      `[${iso(q.time).slice(0, 19).replace('T', ' ')}]\t${q.client}\t${q.name}\t${q.type}\t${proxyWord(q)}\t12ms\tserver-a\n`,
    expect: (q) => inSeconds(all(q)),
  },
  'dnscrypt-proxy-ltsv': {
    format: 'dnscrypt-proxy',
    write: (q) =>
      `time:${Math.floor(q.time / 1000)}\thost:${q.client}\tmessage:${q.name}\ttype:${q.type}\treturn:${proxyWord(q)}\tcached:0\tduration:12\tserver:a\n`,
    expect: (q) => inSeconds(all(q)),
  },
  tcpdump: {
    write: (q) => {
      const head = `${iso(q.time).slice(0, 23).replace('T', ' ')}000 IP`;
      const word = {
        NOERROR: '',
        NXDOMAIN: ' NXDomain*-',
        SERVFAIL: ' ServFail',
        REFUSED: ' Refused-',
      };
      const address = q.answers.map((answer) => ` A ${answer}`).join(',');
      return `${head} ${q.client}.${q.port} > 10.0.0.1.53: ${q.id}+ [1au] ${q.type}? ${q.name}. (40)\n${head} 10.0.0.1.domain > ${q.client}.${q.port}: ${q.id}${word[q.rcode]} ${q.answers.length}/0/1${address} (56)\n`;
    },
    expect: all,
  },
  wireshark: {
    header: '"No.","Time","Source","Destination","Protocol","Length","Info"\n',
    write: (q, i) => {
      const word = {
        NOERROR: '',
        NXDOMAIN: 'No such name ',
        SERVFAIL: 'Server failure ',
        REFUSED: 'Refused ',
      };
      const when = iso(q.time).slice(0, 23).replace('T', ' ');
      const rest = `${q.type} ${q.name}`;
      const id = `0x${q.id.toString(16).padStart(4, '0')}`;
      const addresses = q.answers.map((answer) => ` A ${answer}`).join('');
      return `"${2 * i + 1}","${when}","${q.client}","10.0.0.1","DNS","75","Standard query ${id} ${rest}"\n"${2 * i + 2}","${when}","10.0.0.1","${q.client}","DNS","91","Standard query response ${id} ${word[q.rcode]}${rest}${addresses}"\n`;
    },
    expect: all,
  },
  passivedns: {
    write: (q) =>
      `${(q.time / 1000).toFixed(6)}||${q.client}||10.0.0.1||IN||${q.name}.||${q.type}||${q.rcode === 'NOERROR' ? (q.answers[0] ?? 'mail.example.net.') : q.rcode}||300||1\n`,
    expect: all,
  },
  squid: {
    write: (q, i) =>
      `${(q.time / 1000).toFixed(3)}    ${i % 900} ${q.client} ${i % 2 === 0 ? `TCP_TUNNEL/200 4321 CONNECT ${q.name}:443` : `TCP_MISS/404 321 GET http://${q.name}/a/b?c=${i}`} - HIER_DIRECT/192.0.2.7 -\n`,
    expect: ({ name, client, time }) => ({ name, client, time }),
  },
  technitium: {
    write: (q) => {
      const rcode = {
        NOERROR: 'NoError',
        NXDOMAIN: 'NxDomain',
        SERVFAIL: 'ServerFailure',
        REFUSED: 'Refused',
      };
      return `[${iso(q.time).slice(0, 19).replace('T', ' ')} UTC] [${q.client}:${q.port}] [UDP] QNAME: ${q.name}; QTYPE: ${q.type}; QCLASS: IN; RCODE: ${rcode[q.rcode]}; ANSWER: [${q.answers.join(', ')}]\n`;
    },
    expect: (q) => inSeconds(all(q)),
  },
  mikrotik: {
    write: (q, i) => {
      const head = `${iso(q.time).slice(0, 19).replace('T', ' ')} dns`;
      const outcome = {
        NOERROR: `${q.name} ${q.answers[0] ?? 'mail.example.net'}`,
        NXDOMAIN: 'dns name does not exist',
        SERVFAIL: 'dns server failure',
        REFUSED: 'dns query refused',
      };
      return `${head} query from ${q.client}: #${i} ${q.name}. ${q.type}\n${head} query to 192.0.2.53: #${i + 7} ${q.name}. ${q.type}\n${head} done query: #${i} ${outcome[q.rcode]}\n`;
    },
    expect: (q) => inSeconds(all(q)),
  },
  'wireshark-json': {
    write: (q) => {
      const packet = (isResponse: boolean): object => ({
        _index: 'packets-2026-11-01',
        _source: {
          layers: {
            frame: { 'frame.time_epoch': (q.time / 1000).toFixed(9) },
            ip: {
              'ip.src': isResponse ? '10.0.0.1' : q.client,
              'ip.dst': isResponse ? q.client : '10.0.0.1',
            },
            udp: {
              'udp.srcport': String(isResponse ? 53 : q.port),
              'udp.dstport': String(isResponse ? q.port : 53),
            },
            dns: {
              'dns.id': `0x${q.id.toString(16).padStart(4, '0')}`,
              'dns.flags_tree': {
                'dns.flags.response': isResponse ? '1' : '0',
                ...(isResponse ? { 'dns.flags.rcode': String(CODES[q.rcode]) } : {}),
              },
              Queries: {
                [`${q.name}: type ${q.type}, class IN`]: {
                  'dns.qry.name': q.name,
                  'dns.qry.type': String(TYPE_NUMBERS[q.type] ?? 0),
                },
              },
              ...(isResponse && q.answers.length > 0
                ? {
                    Answers: Object.fromEntries(
                      q.answers.map((answer) => [
                        `${q.name}: type A, class IN, addr ${answer}`,
                        { 'dns.resp.name': q.name, 'dns.a': answer },
                      ]),
                    ),
                  }
                : {}),
            },
          },
        },
      });
      return json(packet(false)) + json(packet(true));
    },
    expect: all,
  },
  stix: {
    write: (q) =>
      json({
        type: 'indicator',
        spec_version: '2.1',
        id: `indicator--${q.id}`,
        name: 'DGA domain',
        pattern: `[domain-name:value = '${q.name}']`,
        pattern_type: 'stix',
        valid_from: iso(q.time),
      }),
    expect: ({ name, time }) => ({ name, time }),
  },
  'key-value': {
    write: (q, i) =>
      `date=${iso(q.time).slice(0, 10)} time=${clock(q.time)} devname="FG-1" devid="FG100" eventtime=${q.time}000000 tz="+0000" logid="1501054802" type="utm" subtype="dns" srcip=${q.client} srcport=${q.port} dstip=10.0.0.1 dstport=53 xid=${i} qname="${q.name}" qtype="${q.type}" qtypeval=1${q.answers.map((answer) => ` ipaddr="${answer}"`).join('')} msg="Domain is, say, monitored" action="pass"\n`,
    expect: (q) => ({
      ...inSeconds(all(q)),
      answer: q.answers.length > 0 ? answerOfQuery(q) : null,
    }),
  },
  dnsdist: {
    write: (q) =>
      `${syslog(q.time)} dnsdist[5]: Packet from ${q.client}:${q.port} for ${q.name}. ${q.type} with id ${q.id}\n${syslog(q.time)} dnsdist[5]: Answer to ${q.client}:${q.port} for ${q.name}. ${q.type} (${q.rcode === 'NXDOMAIN' ? 'Non-Existent domain' : q.rcode === 'NOERROR' ? 'No Error' : 'Server Failure'}) with id ${q.id}\n`,
    expect: (q) => inSeconds(codeOnly(q)),
  },
  knot: {
    write: (q, i) =>
      `${iso(q.time)} kresd[12]: [plan  ][${10_000 + i}.00] plan '${q.name}.' type '${q.type}' uid [${10_000 + i}.00]\n`,
    expect: ({ name, time, type }) => ({ name, time, type }),
  },
  'route53-public': {
    write: (q) =>
      `1.0 ${iso(q.time)} Z123412341234 ${q.name} ${q.type} ${q.rcode} UDP FRA6 ${q.client} -\n`,
    expect: codeOnly,
  },
  cef: {
    write: (q) =>
      `${syslog(q.time)} host CEF:0|Infoblox|Data Connector|2.0|DNS Query|DNS Query|1|rt=${q.time} src=${q.client} InfobloxDNSQName=${q.name}. InfobloxDNSQType=${q.type} InfobloxDNSRCode=${q.rcode} act=Log a message with blanks\n`,
    expect: codeOnly,
  },
  'windows-xml': {
    header: '<?xml version="1.0"?>\n<Events>\n',
    footer: '</Events>\n',
    write: (q) =>
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><EventID>22</EventID><TimeCreated SystemTime='${iso(q.time)}'/><Computer>${q.client}</Computer></System><EventData><Data Name='UtcTime'>${iso(q.time).replace('T', ' ').replace('Z', '')}</Data><Data Name='QueryName'>${q.name}</Data>\n<Data Name='QueryStatus'>${q.rcode === 'NOERROR' ? 0 : 9003}</Data><Data Name='QueryResults'>${q.answers.map((a) => `::ffff:${a};`).join('')}</Data></EventData></Event>\n`,
    expect: (q) => ({
      name: q.name,
      client: q.client,
      time: q.time,
      answer: q.rcode === 'NOERROR' ? answerOfQuery(q) : 'nxdomain',
    }),
  },
  dig: {
    write: (q) => {
      const date = new Date(q.time);
      const when = `Sun ${MONTHS[date.getUTCMonth()] ?? ''} ${pad(date.getUTCDate())} ${clock(q.time)} UTC 2026`;
      const records = q.answers.map((answer) => `${q.name}.\t60\tIN\tA\t${answer}\n`).join('');
      const section = records === '' ? '' : `;; ANSWER SECTION:\n${records}\n`;
      return `; <<>> DiG 9.18.1 <<>> ${q.name} ${q.type}\n;; global options: +cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: ${q.rcode}, id: ${q.id}\n;; flags: qr rd ra; QUERY: 1, ANSWER: ${q.answers.length}, AUTHORITY: 0, ADDITIONAL: 1\n\n;; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n;; QUESTION SECTION:\n;${q.name}.\t\tIN\t${q.type}\n\n${section};; Query time: 4 msec\n;; WHEN: ${when}\n\n`;
    },
    expect: (q) => {
      const { name, time, type, answer = null } = inSeconds(all(q));
      return { name, time: time ?? 0, type: type ?? '', answer };
    },
  },
  'dns-collector': {
    format: 'dig',
    write: (q) => {
      const rest = `IPv4 UDP 40b ${q.name} ${q.type}`;
      return `${iso(q.time)} ns1 CLIENT_QUERY NOERROR ${q.client} ${q.port} ${rest} -\n${iso(q.time)} ns1 CLIENT_RESPONSE ${q.rcode} ${q.client} ${q.port} ${rest} 0.01\n`;
    },
    expect: codeOnly,
  },
  'dnstap-json': {
    write: (q) => {
      const message = (isResponse: boolean): object => {
        const kind = isResponse ? 'response' : 'query';
        const code = isResponse ? q.rcode : 'NOERROR';
        const answers = isResponse ? q.answers.map((one) => `${q.name}.\t60\tIN\tA\t${one}\n`) : [];
        const flags = isResponse ? 'qr rd ra' : 'rd';
        const text = `;; opcode: QUERY, status: ${code}, id: ${q.id}\n;; flags: ${flags}; QUERY: 1\n\n;; QUESTION SECTION:\n;${q.name}.\tIN\t ${q.type}\n\n;; ANSWER SECTION:\n${answers.join('')}`;
        return {
          type: 'MESSAGE',
          message: {
            type: `CLIENT_${kind.toUpperCase()}`,
            query_time: iso(q.time),
            query_address: q.client,
            query_port: q.port,
            [`${kind}_message`]: text,
          },
        };
      };
      return json(message(false)) + json(message(true));
    },
    expect: all,
  },
  udm: {
    write: (q) =>
      json({
        metadata: { eventTimestamp: iso(q.time), eventType: 'NETWORK_DNS' },
        principal: { ip: [q.client], port: q.port },
        target: { ip: ['10.0.0.1'], hostname: 'dns.corp.example.net' },
        network: {
          dns: {
            questions: [{ name: q.name, type: TYPE_NUMBERS[q.type] }],
            answers: q.answers.map((data) => ({ name: q.name, type: 1, data })),
            responseCode: CODES[q.rcode],
          },
        },
      }),
    expect: all,
  },
  crowdstrike: {
    write: (q) =>
      json({
        event_simpleName: 'DnsRequest',
        DomainName: q.name,
        RequestType: String(TYPE_NUMBERS[q.type]),
        ContextTimeStamp: (q.time / 1000).toFixed(3),
        timestamp: String(q.time + 40),
        ComputerName: q.client,
        aid: `a${q.id}`,
        IP4Records: q.answers.map((answer) => `${answer};`).join(''),
      }),
    expect: (q) => ({ ...all(q), answer: q.answers.length > 0 ? answerOfQuery(q) : null }),
  },
  'windows-message': {
    write: (q) =>
      `\nTimeCreated : ${american(q.time)}\nMachineName : ${q.client}\nMessage     : Dns query:\n              RuleName: -\n              UtcTime: ${iso(q.time).replace('T', ' ').replace('Z', '')}\n              QueryName: ${q.name}\n              QueryStatus: ${q.rcode === 'NOERROR' ? 0 : 9003}\n              QueryResults: ${q.answers.map((a) => `::ffff:${a};`).join('')}\n              Image: C:\\x.exe\n`,
    expect: (q) => ({
      name: q.name,
      client: q.client,
      time: q.time,
      answer: q.rcode === 'NOERROR' ? answerOfQuery(q) : 'nxdomain',
    }),
  },
  'systemd-resolved': {
    write: (q) => {
      const head = `${syslog(q.time)} pc1 systemd-resolved[512]:`;
      const isResolved = q.rcode === 'NOERROR';
      return `${head} Looking up RR for ${q.name} IN ${q.type}.\n${head} Cache miss for ${q.name} IN ${q.type}\n${head} Processing incoming packet of size 60 on transaction ${q.id} (rcode=${isResolved ? 'SUCCESS' : q.rcode}).\n${head} Regular transaction ${q.id} for <${q.name} IN ${q.type}> on scope dns on eth0/* now complete with <${isResolved ? 'success' : 'rcode-failure'}> from network (unsigned).\n`;
    },
    expect: (q) => {
      const { name, time = 0, type = '', answer = null } = inSeconds(codeOnly(q));
      return { name, time, type, answer };
    },
  },
  'dga-csv': {
    header: 'domain,family,date\n',
    write: ({ name }) => `${name},tinba,2026-11-24\n`,
    expect: ({ name }) => ({ name }),
  },
  'labelled-csv': {
    header: 'domain,label,family,source\n',
    write: ({ name }, i) => `${name},${i % 2},${i % 2 === 0 ? '' : 'necurs'},mine\n`,
    expect: ({ name }) => ({ name }),
  },
  bambenek: {
    header: '## Master feed\n',
    write: ({ name }) =>
      `${name},Domain used by Cryptolocker - Flashback DGA for 13 Apr 2017,2017-04-13,http://example.com/cl.txt\n`,
    expect: ({ name }) => ({ name }),
  },
  netlab: {
    header: '# feed\n',
    write: ({ name }) => `necurs\t${name}\t2018-01-01 00:00:00\t2018-01-04 23:59:59\n`,
    expect: ({ name }) => ({ name }),
  },
  dgarchive: {
    write: ({ name }) => `"${name}","2024-01-01 00:00:00","2024-01-04 23:59:59","necurs_dga"\n`,
    expect: ({ name }) => ({ name }),
  },
  majestic: {
    header: 'GlobalRank,TldRank,Domain,TLD,RefSubNets\n',
    write: ({ name }, i) => `${i + 1},1,${name},com,5\n`,
    expect: ({ name }) => ({ name }),
  },
  threatfox: {
    header:
      '# "first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable"\n',
    write: ({ name }, i) =>
      `"2026-11-01 10:00:00", "${i}", "${name}", "domain", "botnet_cc", "win.x", "None", "Suppobox"\n`,
    expect: ({ name }) => ({ name }),
  },
  andrewaeva: { write: ({ name }, i) => `${name} ${i % 9}\n`, expect: ({ name }) => ({ name }) },
  subset: {
    write: ({ name }) => `${name}\u0001Domain used by tinba for 1 May 2017\u00011\n`,
    expect: ({ name }) => ({ name }),
  },
};

export const generatedFormats: readonly string[] = Object.keys(generators);

/** A log of one format with what is to be read from it; the same for the same seed. */
export function generated(
  name: string,
  records: number,
  seed: number,
): { readonly text: string; readonly expected: readonly Expected[]; readonly format: string } {
  const generator = generators[name];
  if (generator === undefined) throw new Error(`Unknown generated format '${name}'.`);
  const queries = generatedQueries(records, seed);
  const lines = queries.map((query, index) => generator.write(query, index));
  return {
    text: `${generator.header ?? ''}${lines.join('')}${generator.footer ?? ''}`,
    expected: queries.map((query) => generator.expect(query)),
    format: generator.format ?? name,
  };
}
