import type { GeneratedName } from '../campaigns/dated-names.ts';
import { GeneratorsError } from '../errors.ts';
import { HashSet64 } from '../filter/hash-set-64.ts';
import { hashName } from '../filter/name-hash.ts';

/** How names are written: the first three as lists, the others for a resolver or a hosts file. */
export const nameFormats = ['txt', 'csv', 'jsonl', 'rpz', 'hosts', 'unbound'] as const;

export type NameFormat = (typeof nameFormats)[number];

export interface RenderNamesOptions {
  readonly format: NameFormat;
  /** Of a response policy zone: greater than that of the zone before, or secondaries keep it; 1 when not given. */
  readonly serial?: number;
}

interface Format {
  readonly head: (serial: number) => string;
  readonly line: (name: GeneratedName) => string;
  /** A blocklist holds each host name once, in lower case, and nothing else. */
  readonly blocks: boolean;
}

const formats: Readonly<Record<NameFormat, Format>> = {
  txt: { head: () => '', line: ({ domain }) => `${domain}\n`, blocks: false },
  csv: {
    head: () => 'domain,family,date\n',
    line: ({ domain, family, date }) => `${domain},${family},${date}\n`,
    blocks: false,
  },
  jsonl: { head: () => '', line: (name) => `${JSON.stringify(name)}\n`, blocks: false },
  rpz: {
    head: (serial) =>
      `$TTL 60\n@ IN SOA localhost. root.localhost. ${serial} 3600 600 86400 60\n@ IN NS localhost.\n`,
    line: ({ domain }) => `${domain} CNAME .\n*.${domain} CNAME .\n`,
    blocks: true,
  },
  hosts: { head: () => '', line: ({ domain }) => `0.0.0.0 ${domain}\n`, blocks: true },
  unbound: {
    head: () => 'server:\n',
    line: ({ domain }) => `local-zone: "${domain}." always_nxdomain\n`,
    blocks: true,
  },
};

/**
 * The text of a list, piece by piece. A response policy zone (RPZ) and Unbound's local zones answer
 * NXDOMAIN for the names and whatever is below them; a hosts file can only name the names.
 *
 * Blocklists leave out what is no host name: some families make such names by mistake.
 */
export function* renderNames(
  names: Iterable<GeneratedName>,
  { format, serial = 1 }: RenderNamesOptions,
): Generator<string, void> {
  if (!Object.hasOwn(formats, format)) {
    throw new GeneratorsError(
      'GENERATORS_UNKNOWN_FORMAT',
      `There is no format ${JSON.stringify(format)}; the formats are ${nameFormats.join(', ')}.`,
    );
  }
  const { head, line, blocks } = formats[format];
  const start = head(serial);
  if (start !== '') yield start;
  for (const name of blocks ? distinctHosts(names) : names) yield line(name);
}

const hostName = /^(?=.{1,243}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/;

function* distinctHosts(names: Iterable<GeneratedName>): Generator<GeneratedName, void> {
  const seen = new HashSet64();
  const hash = { high: 0, low: 0 };
  for (const name of names) {
    const domain = name.domain.toLowerCase();
    if (!hostName.test(domain)) continue;
    hashName(domain, hash);
    const before = seen.size;
    seen.add(hash, 0);
    if (seen.size > before) yield { ...name, domain };
  }
}
