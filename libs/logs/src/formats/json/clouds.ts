import { answerOf } from '../../events/answer.ts';
import { recordType } from '../../events/record-types.ts';
import { fieldAt, objectAt, textAt, textOf, textsOf, textsUnder } from '../../json/fields.ts';
import { addressOf, withoutFinalDot } from '../../text/host-name.ts';
import { parseTime } from '../../text/parse-time.ts';
import { jsonFormat } from '../format.ts';

const withAnswer = ['time', 'client', 'type', 'answer', 'answers'] as const;

/** Amazon Route 53 Resolver. */
export const route53 = jsonFormat({
  name: 'route53',
  description: 'Amazon Route 53 Resolver query log',
  fields: withAnswer,
  recognises: (record) =>
    typeof record.query_name === 'string' &&
    (record.query_timestamp !== undefined ||
      record.vpc_id !== undefined ||
      record.srcaddr !== undefined),
  read: (record, sink) => {
    const name = textOf(record.query_name);
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const answers = textsUnder(record.answers, 'Rdata');
    const isBlocked = record.firewall_rule_action === 'BLOCK';
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.query_timestamp),
      client: textOf(record.srcaddr),
      type: recordType(record.query_type),
      answer: isBlocked ? 'blocked' : answerOf(record.rcode, answers),
      answers,
    });
  },
});

/** The last word of a record in a zone file's form: `www.example.org. 300 IN A 192.0.2.1`. */
function recordData(text: string): string[] {
  return text
    .split('\n')
    .map((line) => /\s(?:A|AAAA|CNAME|TXT|MX|NS|PTR|SRV|HTTPS)\s+(\S+)\s*$/i.exec(line)?.[1])
    .filter((found) => found !== undefined);
}

/** Google Cloud DNS. */
export const googleCloud = jsonFormat({
  name: 'google-cloud-dns',
  description: 'Google Cloud DNS query log',
  fields: withAnswer,
  recognises: (record) =>
    fieldAt(record, 'jsonPayload.queryName') !== undefined || isQuery(record.resource),
  read: (record, sink) => {
    const payload = objectAt(record, 'jsonPayload') ?? {};
    const name = textOf(payload.queryName);
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const structured = textsUnder(payload.structuredRdata, 'rvalue');
    const answers = structured.length > 0 ? structured : recordData(textOf(payload.rdata) ?? '');
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.timestamp ?? record.receiveTimestamp),
      client: textAt(payload, 'sourceIP', 'source_ip', 'vmInstanceName'),
      type: recordType(payload.queryType),
      answer: answerOf(payload.responseCode, answers),
      answers,
    });
  },
});

const isQuery = (resource: unknown): boolean => textAt(resource, 'type') === 'dns_query';

/** `DNS Request: 10.0.0.5:1234 - 1 A IN name. udp 40 false 512 NOERROR qr,rd,ra 100 0.01s`, from Azure Firewall. */
const FIREWALL = /DNS Request: (\S+) - \d+ (\S+) IN (\S+) \S+ \d+ \S+ \d+ (\S+)/;

/** Azure DNS: the resolver's policy log, DNS analytics and the firewall's DNS proxy. */
export const azure = jsonFormat({
  name: 'azure-dns',
  description: 'Azure DNS resolver policy logs and Azure Firewall DNS proxy',
  fields: withAnswer,
  recognises: (record) =>
    fieldAt(record, 'properties.QueryName') !== undefined ||
    (typeof record.category === 'string' &&
      /dns/i.test(record.category) &&
      record.properties !== undefined) ||
    (typeof record.QueryName === 'string' && record.TimeGenerated !== undefined),
  read: (record, sink) => {
    const own = objectAt(record, 'properties') ?? record;
    const [, address = '', type = '', asked = '', code = ''] =
      FIREWALL.exec(textOf(own.msg) ?? '') ?? [];
    const name = textAt(own, 'QueryName', 'queryName') ?? asked;
    if (name === '') {
      sink.reject('no_name');
      return;
    }
    const listed = textsUnder(own.Answer, 'RData', 'rdata');
    const answers = listed.length > 0 ? listed : textsOf(own.IPAddresses);
    const client = textAt(
      own,
      'SourceIpAddress',
      'SourceIp',
      'ClientIP',
      'ClientIp',
      'SourceAddress',
    );
    const isBlocked = /^(?:deny|block)/i.test(
      textAt(own, 'ResolverPolicyRuleAction', 'PolicyAction', 'Action') ?? '',
    );
    sink.event(withoutFinalDot(name), {
      time: parseTime(
        textAt(own, 'TimeGenerated', 'OccurredTime') ?? record.time ?? record.TimeGenerated,
      ),
      client: client === null ? (address === '' ? null : addressOf(address)) : addressOf(client),
      type: recordType(textAt(own, 'QueryType') ?? type),
      answer: isBlocked
        ? 'blocked'
        : answerOf(textAt(own, 'ResponseCode', 'RCode', 'ResultCode') ?? code, answers),
      answers,
    });
  },
});

/** Microsoft Sentinel's ASIM: one schema over many sources. */
export const asim = jsonFormat({
  name: 'asim',
  description: "Microsoft Sentinel's ASIM DNS schema",
  fields: withAnswer,
  recognises: (record) => typeof record.DnsQuery === 'string' || record.EventSchema === 'Dns',
  read: (record, sink) => {
    const name = textOf(record.DnsQuery);
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const answers = (textOf(record.DnsResponseName) ?? '').match(/[\da-fA-F.:]{7,}/g) ?? [];
    const isBlocked = /^(?:deny|denied|block|blocked|drop|sinkhole)/i.test(
      textOf(record.DvcAction) ?? '',
    );
    const code = record.DnsResponseCodeName ?? record.DnsResponseCode ?? record.EventResultDetails;
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.EventStartTime ?? record.TimeGenerated),
      client: textAt(record, 'SrcIpAddr', 'SrcHostname', 'SrcDvcHostname', 'Src'),
      type: recordType(record.DnsQueryTypeName ?? record.DnsQueryType),
      answer: isBlocked ? 'blocked' : answerOf(code, answers),
      answers,
    });
  },
});

/** The Open Cybersecurity Schema Framework's DNS activity, as Amazon Security Lake writes it. */
export const ocsf = jsonFormat({
  name: 'ocsf',
  description: "OCSF's DNS activity (class 4003), as in Amazon Security Lake",
  fields: withAnswer,
  recognises: (record) =>
    record.class_uid === 4003 || fieldAt(record, 'query.hostname') !== undefined,
  read: (record, sink) => {
    const name = textAt(record, 'query.hostname');
    if (name === null) {
      sink.reject('no_name');
      return;
    }
    const answers = textsUnder(record.answers, 'rdata');
    const isFromResolver = fieldAt(record, 'src_endpoint.port') === 53;
    const side = isFromResolver ? 'dst_endpoint' : 'src_endpoint';
    const isBlocked = record.disposition === 'Blocked' || record.disposition_id === 2;
    sink.event(withoutFinalDot(name), {
      time: parseTime(record.time ?? record.query_time),
      client: textAt(record, `${side}.ip`, `${side}.hostname`),
      type: recordType(fieldAt(record, 'query.type')),
      answer: isBlocked ? 'blocked' : answerOf(record.rcode ?? record.rcode_id, answers),
      answers,
    });
  },
});
