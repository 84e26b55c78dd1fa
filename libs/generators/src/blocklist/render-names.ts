import type { GeneratedName } from '../campaigns/dated-names.ts';
import { GeneratorsError } from '../errors.ts';
import { HashSet64 } from '../filter/hash-set-64.ts';
import { hashName } from '../filter/name-hash.ts';
import { blocklistHead, blocklistLine, type BlocklistFormatName } from './blocklist-formats.ts';

/** Output formats: the first three are lists, the others are for resolvers and hosts files. */
export const nameFormats = ['txt', 'csv', 'jsonl', 'rpz', 'hosts', 'unbound'] as const;

export type NameFormat = (typeof nameFormats)[number];

export interface RenderNamesOptions {
  readonly format: NameFormat;
  /** Serial of a response policy zone; secondaries keep the old zone unless it grows. 1 by default. */
  readonly serial?: number;
}

interface Format {
  readonly head: (serial: number) => string;
  readonly line: (name: GeneratedName) => string;
  /** Whether the format is a blocklist: each host name once, in lower case, and nothing else. */
  readonly blocks: boolean;
}

const blocking = (format: BlocklistFormatName): Format => ({
  head: (serial) => blocklistHead(format, [], serial),
  line: ({ domain }) => blocklistLine(format, domain),
  blocks: true,
});

const formats: Readonly<Record<NameFormat, Format>> = {
  txt: { head: () => '', line: ({ domain }) => `${domain}\n`, blocks: false },
  csv: {
    head: () => 'domain,family,date\n',
    line: ({ domain, family, date }) => `${domain},${family},${date}\n`,
    blocks: false,
  },
  jsonl: { head: () => '', line: (name) => `${JSON.stringify(name)}\n`, blocks: false },
  rpz: blocking('rpz'),
  hosts: blocking('hosts'),
  unbound: blocking('unbound'),
};

/**
 * Returns the text of a list in chunks. A response policy zone (RPZ) and Unbound's local zones
 * answer NXDOMAIN for the names and all names below them; a hosts file covers the names only.
 *
 * Blocklists leave out names that are not host names, which some families generate by mistake.
 */
export function* renderNames(
  names: Iterable<GeneratedName>,
  { format, serial = 1 }: RenderNamesOptions,
): Generator<string, void> {
  if (!Object.hasOwn(formats, format)) {
    throw new GeneratorsError(
      'GENERATORS_UNKNOWN_FORMAT',
      `Unknown format ${JSON.stringify(format)}. Expected one of: ${nameFormats.join(', ')}.`,
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
