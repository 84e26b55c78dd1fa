/** What an event takes from a table's columns or from the fields of JSON that is of no known format. */
export type FieldRole =
  'client' | 'time' | 'type' | 'rcode' | 'answers' | 'label' | 'family' | 'date' | 'source';

/** Titles as they are compared: `ClientIP`, `client_ip` and `Client IP` are one. */
const keysOf = (titles: readonly string[]): readonly string[] =>
  titles.map((title) => title.replaceAll('_', ''));

/** Titles of columns that hold a queried name and nothing else, the likeliest first. */
export const nameTitles: readonly string[] = keysOf([
  'query', 'qname', 'query_name', 'dns_question_name', 'dns_query_name', 'dns_qry_name', 'dns_rrname',
  'rrname', 'dns_query', 'dns_query_string', 'query_hostname', 'question_name', 'qry_name', 'qh', 'queried_domain',
  'query_domain', 'requested_domain', 'dns_request', 'dns_req', 'question', 'domain', 'domain_name', 'fqdn',
  'full_domain', 'destination_domain', 'dest_domain', 'server_name', 'sni', 'tls_sni',
  'tls_client_server_name', 'http_hostname', 'http_host', 'cs_host', 'url_domain', 'ioc_value', 'indicator', 'ioc',
  'origin', 'domains', 'dga_domain', 'malicious_domain', 'url', 'uri', 'site', 'website', 'record_name', 'record', 'destination_host',
  'dest_host', 'request',
]); // prettier-ignore

/** Titles of columns that may as well hold the sensor's or the machine's own name. */
export const weakNameTitles: readonly string[] = keysOf([
  'name', 'host', 'hostname', 'dns_name', 'destination', 'dest', 'target', 'value',
]); // prettier-ignore

/** A machine's own name by its title, which is never the queried one. */
const MACHINE =
  /(?:^|_)(?:device|computer|machine|workstation|sensor|agent|observer|identity|reporter|collector)(?:_?(?:name|host|hostname|host_name|dns_?name|fqdn))?$/;

/** True for the title of a machine's own name. */
export function isMachineTitle(title: string): boolean {
  return MACHINE.test(title);
}

/** The address that asks, by a title of any form: `clt_ip`, `LocalAddressIP4`. */
const ASKER = /client|clt|src|(?<!re)source|orig|user|local|internal|caller|request|private/;
const ANSWERER = /dst|dest|server|srv|resp|resolv|answer|remote|public|external|nat/;

/** True for a title that is that of another side's address. */
export function isAnswererTitle(title: string): boolean {
  return ANSWERER.test(title);
}

/** True for a title that may be that of the asker's address. */
export function isAskerTitle(title: string): boolean {
  return ASKER.test(title) && !ANSWERER.test(title);
}

const TITLES: Readonly<Record<FieldRole, readonly string[]>> = {
  client: keysOf([
    'client', 'client_ip', 'client_address', 'client_ip_address', 'src', 'src_ip', 'srcaddr', 'source_ip', 'id_orig_h',
    'src_endpoint_ip', 'src_ip_addr', 'source_address', 'source_ip_address', 'internal_ip', 'c_ip', 'ip_src', 'requester',
    'querier', 'remote', 'network_query_ip', 'query_ip', 'query_address', 'ip',
  ]),
  time: keysOf([
    '@timestamp', 'timestamp', 'time', 'ts', 'datetime', 'event_time', 'query_timestamp', 'query_time', 'time_generated',
    'frame_time_epoch', 'frame_time', 'log_time', 'dev_time', 'start_time', 'first_switched', 'first_packet_second', 'created', 'utc_time', 'dnstap_timestamp_rfc3339ns', 'date',
  ]),
  type: keysOf([
    'qtype_name', 'query_type', 'qtype', 'dns_question_type', 'rrtype', 'record_type', 'dns_query_type_name', 'dns_query_type', 'dns_qry_type',
    'question_type', 'query_type_name', 'request_type', 'type',
  ]),
  rcode: keysOf([
    'rcode_name', 'rcode', 'response_code', 'dns_response_code', 'reply_code', 'dns_response_code_name', 'dns_flags_rcode',
    'reply_code_name', 'return_code', 'status_code', 'response_status', 'dns_rcode', 'zeek_dns_rcode_name', 'result_code',
    'query_status', 'dns_ret_code', 'dns_response_type',
  ]),
  answers: keysOf([
    'answers', 'answer', 'dns_answers_data', 'dns_resolved_ip', 'resolved_ip', 'resolved_ips', 'rdata', 'dns_a', 'response',
    'ipaddr', 'answers_data', 'answers_rdata', 'dns_resp',
  ]),
  label: keysOf(['label', 'class', 'is_dga', 'threat', 'malicious', 'is_malicious', 'target', 'category', 'verdict', 'y']),
  family: keysOf([
    'family', 'subclass', 'dga_family', 'malware_family', 'malware_printable', 'malware', 'family_name', 'dga', 'botnet',
    'signature', 'generator',
  ]),
  date: keysOf(['date', 'day', 'first_seen', 'first_seen_utc', 'valid_from', 'date_added']),
  source: ['source'],
}; // prettier-ignore

/** The titles of a column that has a role, the likeliest first. */
export function titlesOf(role: FieldRole): readonly string[] {
  return TITLES[role];
}

/** Titles of the asking machine's name, which counts where no column has an address of its own. */
export const machineTitles: readonly string[] = keysOf([
  'device', 'computer', 'machine', 'workstation', 'endpoint', 'computer_name', 'device_name', 'device_id', 'machine_name',
  'workstation_name', 'endpoint_name', 'agent_computer_name', 'host_identifier', 'aid',
]); // prettier-ignore

/** Titles of a name that may be the asker's or the sensor's: it is no sensor's where it changes. */
export const weakMachineTitles: readonly string[] = keysOf([
  'src_host', 'src_hostname', 'source_host', 'source_hostname', 'client_host', 'client_hostname', 'client_name', 'orig_hostname',
  'principal_hostname', 'agent_hostname', 'agent_id', 'hostname', 'host', 'fqdn', 'agent_name', 'client_id', 'user', 'username', 'email',
]); // prettier-ignore

/** Titles of what a filter did with a query. */
export const actionTitles: readonly string[] = keysOf([
  'action', 'act', 'policy_action', 'dvc_action', 'resolver_decision', 'disposition', 'firewall_rule_action', 'req_action',
  'decision', 'action_taken', 'verdict', 'status', 'response_type', 'result',
]); // prettier-ignore

/** Titles of whether a row is a response, which goes from the resolver to the client, and of where a row's packet goes. */
export const responseTitles = keysOf(['dns_flags_response', 'flags_response', 'is_response', 'qr']);
export const destinationTitles = keysOf([
  'ip_dst',
  'ipv6_dst',
  'dst',
  'dst_ip',
  'dest_ip',
  'destination',
  'destination_ip',
]);

/** Titles of what an indicator is: a name, a hash, an address. */
export const kindTitles: readonly string[] = keysOf([
  'ioc_type', 'indicator_type', 'entity_type', 'observable_type', 'attribute_type', 'type', 'itype', 'kind',
]); // prettier-ignore

/** Parts of a path that say nothing of what is in it. */
const WRAPPERS =
  /^(?:(?:_source|fields|result|properties)[._])?(?:(?:event|data|payload|columns|attributes|record|body|message|details|jsonpayload|json_payload|additional_fields)\.)*(?=.)/;

/** A title as its words are looked at: lower case, an underscore between two of them. */
export function plainTitle(title: string): string {
  return title
    .replace(/^[\s'"`]+|[\s'"`]+$/g, '')
    .replace(/\s*[[(](?:utc|gmt|local|custom)[)\]]$/i, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(WRAPPERS, '')
    .replace(/^_+/, '')
    .replace(/[\s.\-/:]+/g, '_')
    .replace(/\[\]|\{\}/g, '');
}

/** A title as it is compared with others. */
export function titleKey(title: string): string {
  return plainTitle(title).replaceAll('_', '');
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
  return KNOWN.has(titleKey(cell));
}
