import type { DnsEvent } from '../events/dns-event.ts';
import { dnstap } from './binary/dnstap.ts';
import { pcap } from './binary/pcap.ts';
import { andrewaeva } from './feeds/andrewaeva.ts';
import { bambenek } from './feeds/bambenek.ts';
import { dgaCsv } from './feeds/dga-csv.ts';
import { dgaList, dgarchive } from './feeds/dgarchive.ts';
import { labelledCsv } from './feeds/labelled-csv.ts';
import { netlab } from './feeds/netlab.ts';
import { majestic, rankedList } from './feeds/popularity.ts';
import { subset } from './feeds/subset.ts';
import { threatfox } from './feeds/threatfox.ts';
import type { BytesFormat, JsonFormat, LineFormat, LogFormat } from './format.ts';
import { adguard } from './json/adguard.ts';
import { asim, azure, googleCloud, ocsf, route53 } from './json/clouds.ts';
import { corednsJson } from './json/coredns-json.ts';
import { crowdstrike } from './json/crowdstrike.ts';
import { dnstapJson } from './json/dnstap-json.ts';
import { ecs } from './json/ecs.ts';
import { misp } from './json/misp.ts';
import { piholeJson } from './json/pihole-json.ts';
import { stix } from './json/stix.ts';
import { suricata } from './json/suricata.ts';
import { sysmon } from './json/sysmon.ts';
import { udm } from './json/udm.ts';
import { windowsDnsJson } from './json/windows-dns-json.ts';
import { wiresharkJson } from './json/wireshark-json.ts';
import { zeekJson } from './json/zeek-json.ts';
import { adblock } from './lists/adblock.ts';
import { hosts } from './lists/hosts.ts';
import { plain } from './lists/plain.ts';
import { resolverRules } from './lists/resolver-rules.ts';
import { rpz } from './lists/rpz.ts';
import { csv } from './tables/csv.ts';
import { piholeFtl } from './tables/pihole-ftl.ts';
import { umbrella } from './tables/umbrella.ts';
import { zeekTsv } from './tables/zeek-tsv.ts';
import { bind } from './text/bind.ts';
import { cef } from './text/cef.ts';
import { coredns } from './text/coredns.ts';
import { dig } from './text/dig.ts';
import { dnscryptProxy } from './text/dnscrypt-proxy.ts';
import { dnsdist } from './text/dnsdist.ts';
import { dnsmasq } from './text/dnsmasq.ts';
import { keyValue } from './text/key-value.ts';
import { knot } from './text/knot.ts';
import { lookups } from './text/lookups.ts';
import { mikrotik } from './text/mikrotik.ts';
import { passivedns } from './text/passivedns.ts';
import { powerdns } from './text/powerdns.ts';
import { route53Text } from './text/route53-text.ts';
import { squid } from './text/squid.ts';
import { systemdResolved } from './text/systemd-resolved.ts';
import { tcpdump } from './text/tcpdump.ts';
import { technitium } from './text/technitium.ts';
import { unbound } from './text/unbound.ts';
import { windowsAnalytic, windowsDebug } from './text/windows-dns.ts';
import { windowsMessage } from './text/windows-message.ts';
import { windowsXml } from './text/windows-xml.ts';
import { wireshark } from './text/wireshark.ts';

/** Logs that are lines of a program's own. */
export const textLogFormats: readonly LineFormat[] = [
  windowsXml, windowsMessage, windowsDebug, windowsAnalytic, dnsmasq, bind, unbound, coredns, powerdns, dnsdist, knot, route53Text, cef,
  dnscryptProxy, tcpdump, wireshark, passivedns, squid, technitium, mikrotik, systemdResolved, dig, lookups, keyValue,
]; // prettier-ignore

/** Formats of lines; where two are as sure, the first counts. */
export const lineFormats: readonly LineFormat[] = [
  zeekTsv, ...textLogFormats, umbrella, piholeFtl, threatfox, majestic, bambenek, subset, netlab, dgarchive, dgaCsv, dgaList,
  andrewaeva, rankedList, hosts, adblock, rpz, resolverRules, labelledCsv, csv, plain,
]; // prettier-ignore

/** Formats of JSON records; where two recognise one, the first counts. */
export const jsonFormats: readonly JsonFormat[] = [
  suricata, zeekJson, adguard, route53, googleCloud, azure, asim, ocsf, windowsDnsJson, sysmon, dnstapJson, udm, crowdstrike, ecs, piholeJson, corednsJson,
  wiresharkJson, stix, misp,
]; // prettier-ignore

export const bytesFormats: readonly BytesFormat[] = [pcap, dnstap];

/** A format as it is listed for people. */
export interface FormatDescription {
  readonly name: string;
  readonly description: string;
  /** What rows without a label of their own are in a labelled corpus. */
  readonly rows: LogFormat['rows'];
  readonly fields: readonly (keyof DnsEvent)[];
}

/** Formats that are read in another way than by lines, values or bytes. */
const others: readonly FormatDescription[] = [
  {
    name: 'json',
    description: 'JSON of any other form: lines, arrays, objects; fields by what they hold',
    rows: 'benign',
    fields: ['time', 'client', 'type', 'answer', 'answers', 'label', 'family', 'date', 'source'],
  },
  {
    name: 'parquet',
    description: 'Apache Parquet; columns by what they hold',
    rows: 'benign',
    fields: ['time', 'client', 'type', 'answer', 'label', 'family', 'date', 'source'],
  },
];

/** Every format by name, as `--list-formats` shows it. */
export function listFormats(): readonly FormatDescription[] {
  return [...lineFormats, ...jsonFormats, ...bytesFormats, ...others]
    .map(({ name, description, rows, fields }) => ({ name, description, rows, fields }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
