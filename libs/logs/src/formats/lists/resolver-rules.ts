import { shareOf } from '../../detect/sample.ts';
import type { RecordSink } from '../../reading/record-sink.ts';
import { withoutFinalDot } from '../../text/host-name.ts';
import type { LineFormat } from '../format.ts';

const UNBOUND = /^\s*(local-zone|local-data|domain-insecure|name):\s*["']?([^"'\s]+)["']?/;
const DNSMASQ = /^\s*(?:address|server|local|domain-needed|host-record|cname)=\/?([^/,=\s]+)[/,]/;

/** What a rule of Suricata or Snort looks for in a DNS query, a TLS or an HTTP host. */
const SENSOR = /^\s*(?:alert|drop|reject|pass)\s+\w+\s.*?\bcontent:\s*!?"([^"|]+)"/;

const BIND = /^\s*zone\s+"([^"]+)"/;

/** Rules of unbound (`local-zone: "name" always_nxdomain`), dnsmasq (`address=/name/`), BIND (`zone "name" { … }`) and Suricata. */
export const resolverRules: LineFormat = {
  name: 'resolver-rules',
  description:
    'rules of unbound (local-zone: "name" …), dnsmasq (address=/name/…), BIND (zone "name" …) or Suricata (content:"name")',
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
          const name = withoutFinalDot(
            unbound?.[2] ??
              DNSMASQ.exec(line)?.[1] ??
              BIND.exec(line)?.[1] ??
              SENSOR.exec(line)?.[1]?.replace(/^\./, '') ??
              '',
          );
          if (name === '') {
            if (/^[\w-]+(?::|=|$)/.test(line)) sink.note('header');
            else sink.reject('unreadable');
          } else if (unbound?.[1] === 'local-data' && name === zone) sink.note('joined');
          else {
            sink.event(name, {});
            zone = name;
          }
        }
      },
    };
  },
};
