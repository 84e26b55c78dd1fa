import { recordType } from '../events/record-types.ts';
import { addressOf, isAddress, withoutFinalDot } from './host-name.ts';
import { parseTime } from './parse-time.ts';

/** What a line of dnstap's readers says of a message. */
export interface DnstapLine {
  readonly client: string;
  readonly port: string;
  readonly name: string;
  readonly type: string | null;
  readonly time: number | null;
  readonly isQuestion: boolean;
  readonly isOfOthers: boolean;
  readonly code: string | null;
}

/** `01-Nov-2026 10:00:00.145 CQ 10.0.0.5:5353 -> 10.0.0.1:53 UDP 55b www.example.com/IN/A`, from BIND's dnstap-read. */
const BIND =
  /^(?<time>\S+ \S+) (?<kind>[A-Z])(?<way>[QR]) (?<client>\S+):(?<port>\d+) (?:->|<-) \S+ \w+ \d+b (?<name>\S+)\/\w+\/(?<type>\S+)$/;
/** `10:00:00.145 CQ 10.0.0.5 UDP 55b "www.example.com." IN A`, from `dnstap -q`. */
const QUIET =
  /^(?<time>\S+(?: \S+)?) (?<kind>[A-Z])(?<way>[QR]) (?<client>\S+) \w+ \d+b "(?<name>[^"]*)" \w+ (?<type>\S+)/;
/** `2026-11-01T10:00:00Z ns1 CLIENT_QUERY NOERROR 10.0.0.5 5353 IPv4 UDP 55b www.example.com A 0.01`, from DNS-collector. */
const COLLECTOR =
  /^(?<time>\S+) \S+ (?<kind>[A-Z])[A-Z]*_(?<way>[QR])[A-Z]+ (?<code>\S+) (?<client>\S+) (?<port>\S+) \S+ \S+ \d+b (?<name>\S+) (?<type>\S+)/;

/** The message that a line of dnstap-read, `dnstap -q` or DNS-collector is about, or null. */
export function dnstapLine(text: string): DnstapLine | null {
  const found = (BIND.exec(text) ?? QUIET.exec(text) ?? COLLECTOR.exec(text))?.groups;
  const client = addressOf(found?.client ?? '');
  if (found === undefined || !isAddress(client)) return null;
  return {
    client,
    port: found.port ?? '',
    name: withoutFinalDot(found.name ?? ''),
    type: recordType(found.type),
    time: parseTime(found.time),
    isQuestion: found.way === 'Q',
    isOfOthers: /[RFU]/.test(found.kind ?? ''),
    code: found.code ?? null,
  };
}
