/** How a resolver or a filter is configured to block names, with all names below them where it can. */
interface BlocklistFormat {
  readonly description: string;
  /** What begins a comment. */
  readonly comment: string;
  /** Lines in front of the names; `serial` grows with time. */
  readonly head: (serial: number) => string;
  readonly line: (name: string) => string;
}

const none = (): string => '';
const adblock = (name: string): string => `||${name}^\n`;

const FORMATS = {
  domains: {
    description: 'one name a line',
    comment: '#',
    head: none,
    line: (name) => `${name}\n`,
  },
  hosts: {
    description: 'hosts file (the names alone, not those below them)',
    comment: '#',
    head: none,
    line: (name) => `0.0.0.0 ${name}\n`,
  },
  adblock: { description: 'adblock rules', comment: '!', head: none, line: adblock },
  adguard: { description: 'AdGuard Home', comment: '!', head: none, line: adblock },
  pihole: {
    description: 'Pi-hole 5.22 or later (ABP style, names below too)',
    comment: '#',
    head: none,
    line: adblock,
  },
  dnsmasq: {
    description: 'dnsmasq and Pi-hole FTL configuration',
    comment: '#',
    head: none,
    line: (name) => `local=/${name}/\n`,
  },
  unbound: {
    description: 'Unbound local zones',
    comment: '#',
    head: () => 'server:\n',
    line: (name) => `local-zone: "${name}." always_nxdomain\n`,
  },
  rpz: {
    description: 'response policy zone (BIND, Unbound, Knot, PowerDNS)',
    comment: ';',
    head: (serial) =>
      `$TTL 60\n@ IN SOA localhost. root.localhost. ${serial} 3600 600 86400 60\n@ IN NS localhost.\n`,
    line: (name) => `${name} CNAME .\n*.${name} CNAME .\n`,
  },
} as const satisfies Record<string, BlocklistFormat>;

export type BlocklistFormatName = keyof typeof FORMATS;

export const blocklistFormats = Object.keys(FORMATS) as readonly BlocklistFormatName[];

/** Returns the comment lines and the head of a blocklist. */
export function blocklistHead(
  format: BlocklistFormatName,
  comments: readonly string[],
  serial: number,
): string {
  const { comment, head } = FORMATS[format];
  return `${comments.map((line) => `${comment} ${line}\n`).join('')}${head(serial)}`;
}

/** Returns the lines that block a name. */
export function blocklistLine(format: BlocklistFormatName, name: string): string {
  return FORMATS[format].line(name);
}

/** Host names that every resolver takes: letters, digits, hyphens, underscores; with room for `*.` in front. */
const HOST = /^(?=.{1,243}$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/;

/** Whether every resolver can be told to block the name, in lower case. */
export function isBlockable(name: string): boolean {
  return HOST.test(name);
}
