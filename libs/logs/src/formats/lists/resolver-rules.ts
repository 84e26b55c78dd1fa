import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';

const UNBOUND = /^\s*(local-zone|local-data|domain-insecure|name):\s*["']?([^"'\s]+)["']?/;
/** dnsmasq's rules have one name or several: `address=/a.example/b.example/0.0.0.0`, `host-record=a.example,192.0.2.1`. */
const DNSMASQ = /^\s*(?:address|server|local|host-record|cname)=(?:\/(.+)\/[^/]*|([^/,=\s]+),.*)$/;

/** What a rule of Suricata or Snort looks for in a DNS query, a TLS or an HTTP host. */
const SENSOR = /^\s*(?:alert|drop|reject|pass)\s+\w+\s.*?\bcontent:\s*!?"([^"]+)"/;

/** Rules of proxies: `DOMAIN-SUFFIX,example.com,REJECT` of Clash and Surge, `host-suffix, example.com, reject` of Quantumult. */
const PROXY =
  /^\s*(?:-\s*)?["']?(?:DOMAIN|DOMAIN-SUFFIX|DOMAIN-FULL),\s*([^\s,"']+\.[^\s,"']+)|^\s*host(?:-suffix)?\s*,\s*([^\s,"']+)\s*,\s*(?:reject|direct|proxy)\b/;

const BIND = /^\s*zone\s+"([^"]+)"/;

/**
 * Rules of unbound (`local-zone: "name" always_nxdomain`), dnsmasq (`address=/name/`), BIND (`zone "name" { … }`), Suricata, Snort
 * and proxies.
 */
export const resolverRules: LineFormat = {
  name: 'resolver-rules',
  description:
    'rules of unbound (local-zone: "name" …), dnsmasq (address=/name/…), BIND (zone "name" …), Suricata, Snort (content:"name") or Clash, Surge (DOMAIN-SUFFIX,name)',
  rows: 'unknown',
  fields: [],
  frame: 'lines',
  detect: ({ content }) =>
    0.95 *
    shareOf(
      content,
      (line) =>
        UNBOUND.test(line) ||
        DNSMASQ.test(line) ||
        BIND.test(line) ||
        SENSOR.test(line) ||
        PROXY.test(line) ||
        /^\s*[\w-]+:\s*$/.test(line),
    ),
  open: () => {
    let zone = '';
    return {
      line(text: string, sink: RecordSink): void {
        const line = text.trim();
        if (line === '') sink.note('blank');
        else if (line.startsWith('#')) sink.note('comment');
        else {
          const unbound = UNBOUND.exec(line);
          const names = namesIn(line, unbound?.[2]);
          if (names.length === 0) {
            if (/^[\w-]+(?::|=|$)/.test(line)) sink.note('header');
            else sink.reject('unreadable');
          }
          for (const name of names) {
            if (unbound?.[1] === 'local-data' && name === zone) sink.note('joined');
            else {
              sink.event(name, {});
              zone = name;
            }
          }
        }
      },
    };
  },
};

/** The names of a rule; `#` is dnsmasq's word for all. */
function namesIn(line: string, unbound: string | undefined): readonly string[] {
  const dnsmasq = DNSMASQ.exec(line);
  const one =
    unbound ??
    dnsmasq?.[2] ??
    BIND.exec(line)?.[1] ??
    PROXY.exec(line)?.slice(1).find(Boolean) ??
    nameInContent(line);
  const names = one === undefined ? (dnsmasq?.[1]?.split('/') ?? []) : [one];
  return names
    .map((name) => withoutFinalDot(name.replace(/^\*?\./, '')))
    .filter((name) => name !== '' && name !== '#');
}

/** What a sensor's rule looks for; a name in a packet has the length of each label in front of it: `|06|google|03|com|00|`. */
function nameInContent(line: string): string | undefined {
  return SENSOR.exec(line)?.[1]
    ?.replace(/\|[\da-fA-F ]+\|/g, '.')
    .replace(/^\.+|\.+$/g, '');
}
