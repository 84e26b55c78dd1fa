/** What an event takes from a table's columns or from the fields of JSON that is of no known format. */
export type FieldRole =
  'client' | 'time' | 'type' | 'rcode' | 'answers' | 'label' | 'family' | 'date' | 'source';

/** Titles of columns that hold a queried name and nothing else, the likeliest first. */
export const nameTitles: readonly string[] = [
  'query', 'qname', 'query_name', 'queryname', 'dns_question_name', 'dns_query_name', 'dns_qry_name', 'dns_rrname',
  'rrname', 'dnsquery', 'dns_query', 'query_hostname', 'question_name', 'qry_name', 'qh', 'queried_domain',
  'query_domain', 'requested_domain', 'dns_request', 'question', 'domain', 'domain_name', 'domainname', 'fqdn',
  'full_domain', 'destination_domain', 'dest_domain', 'destinationdomain', 'server_name', 'sni', 'tls_sni',
  'tls_client_server_name', 'http_hostname', 'http_host', 'cs_host', 'url_domain', 'ioc_value', 'indicator', 'ioc',
  'origin', 'domains', 'dga_domain', 'malicious_domain', 'url', 'uri', 'site', 'website', 'record_name', 'record', 'destination_host',
  'dest_host', 'request',
]; // prettier-ignore

/** Titles of columns that may as well hold the sensor's or the machine's own name. */
export const weakNameTitles: readonly string[] = [
  'name', 'host', 'hostname', 'host_name', 'dns_name', 'destination', 'dest', 'target', 'value',
]; // prettier-ignore

/** A machine's own name by its title, which is never the queried one. */
const MACHINE =
  /(?:^|_)(?:device|computer|machine|workstation|sensor|agent|observer|identity|reporter|collector)(?:_?(?:name|host|hostname|host_name|dns_?name|fqdn))?$/;

/** True for the title of a machine's own name. */
export function isMachineTitle(title: string): boolean {
  return MACHINE.test(title);
}

/** The address that asks, by a title of any form: `clt_ip`, `LocalAddressIP4`. */
const ASKER = /client|clt|src|source|orig|user|local|internal|caller|request/;
const ANSWERER = /dst|dest|server|srv|resp|resolv|answer|remote|public|external|nat/;

/** True for a title that may be that of the asker's address. */
export function isAskerTitle(title: string): boolean {
  return ASKER.test(title) && !ANSWERER.test(title);
}

const TITLES: Readonly<Record<FieldRole, readonly string[]>> = {
  client: [
    'client', 'client_ip', 'clientip', 'client_address', 'src', 'src_ip', 'srcip', 'srcaddr', 'source_ip', 'sourceip',
    'id_orig_h', 'src_endpoint_ip', 'srcipaddr', 'source_address', 'internal_ip', 'internalip', 'c_ip', 'ip_src',
    'requester', 'querier', 'remote', 'network_query_ip', 'query_ip', 'query_address', 'ip',
  ],
  time: [
    '@timestamp', 'timestamp', 'time', 'ts', 'datetime', 'date_time', 'event_time', 'eventtime', 'query_timestamp',
    'query_time', 'timegenerated', 'frame_time_epoch', 'frame_time', 'log_time', 'start_time', 'created', 'utctime', 'dnstap_timestamp_rfc3339ns',
    'date',
  ],
  type: [
    'qtype_name', 'query_type', 'querytype', 'qtype', 'dns_question_type', 'rrtype', 'record_type', 'recordtype', 'dnsquerytypename',
    'dns_qry_type', 'question_type', 'query_type_name', 'type',
  ],
  rcode: [
    'rcode_name', 'rcode', 'response_code', 'responsecode', 'dns_response_code', 'reply_code', 'dnsresponsecodename',
    'dns_flags_rcode', 'reply_code_name', 'return_code', 'status_code', 'response_status',
    'dns_rcode', 'zeek_dns_rcode_name', 'result_code', 'resultcode', 'query_status', 'querystatus',
  ],
  answers: ['answers', 'answer', 'dns_answers_data', 'dns_resolved_ip', 'resolved_ip', 'rdata', 'dns_a', 'response', 'ipaddr'],
  label: ['label', 'class', 'is_dga', 'isdga', 'threat', 'malicious', 'is_malicious', 'target', 'category', 'verdict', 'y'],
  family: [
    'family', 'subclass', 'dga_family', 'malware_family', 'malware_printable', 'malware', 'family_name', 'dga', 'botnet',
    'signature', 'generator',
  ],
  date: ['date', 'day', 'first_seen', 'first_seen_utc', 'valid_from', 'firstseen', 'dateadded', 'date_added'],
  source: ['source'],
}; // prettier-ignore

/** Titles of the asking machine's name, which counts where no column has an address of its own. */
export const machineTitles: readonly string[] = [
  'device', 'computer', 'machine', 'workstation', 'endpoint', 'computer_name', 'computername', 'device_name', 'devicename', 'device_id',
]; // prettier-ignore

/** A title as it is looked up: lower case, its blanks, dots and hyphens as underscores. */
export function plainTitle(title: string): string {
  return title
    .replace(/^[\s'"`]+|[\s'"`]+$/g, '')
    .replace(/\s*[[(](?:utc|gmt|local)[)\]]$/i, '')
    .toLowerCase()
    .replace(/^_source[._]|^fields[._]|^result[._]|^properties[._]/, '')
    .replace(/^_+/, '')
    .replace(/[\s.\-/:]+/g, '_')
    .replace(/\[\]|\{\}/g, '');
}

/** Where a role's title is among the columns, or -1. */
export function roleColumn(titles: readonly string[], role: FieldRole): number {
  for (const title of TITLES[role]) {
    const at = titles.indexOf(title);
    if (at >= 0) return at;
  }
  return -1;
}

const KNOWN = new Set([
  ...nameTitles,
  ...weakNameTitles,
  ...machineTitles,
  ...Object.values(TITLES).flat(),
  'rank',
]);

/** True for what stands in the header of a table. */
export function isKnownTitle(cell: string): boolean {
  return KNOWN.has(plainTitle(cell));
}
