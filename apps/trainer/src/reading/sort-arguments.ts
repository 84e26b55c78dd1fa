import { existsSync } from 'node:fs';

import { STDIN } from '@degas/logs/node';

/** What the arguments of a command stand for. */
export interface SortedArguments {
  readonly names: readonly string[];
  /** Files, folders, patterns and `-`, whether they exist or not. */
  readonly files: readonly string[];
}

/** Endings of files that hold names, packed or not; `.zip` is also a top-level domain, but a file is what people mean. */
const FILE_ENDING =
  /\.(?:csv|tsv|txt|list|lst|json|jsonl|ndjson|log|logs|gz|tgz|zst|zstd|bz2|xz|zip|tar|pcap|pcapng|cap|parquet|dnstap|fstrm|tap|rpz|zone|hosts|conf|dat|xml|db|sqlite|md|rules|names|domains|old|bak|tmp|out)$/i;
const SCHEME = /^[a-z][a-z0-9+.-]{1,9}(?::\/\/|\[:\/\/\]|\[:\]\/\/)/i;
/** A dot written so that it cannot be clicked, as `evil[.]com`. */
const DEFANGED_DOT = /\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/i;
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$|^\[?[\da-f]*:[\da-f:.]+\]?$/i;
const PATTERN = /[*?{}[\]]/;

/**
 * Sorts arguments into files and names by one rule: what exists is a file; what does not is a file, too, where it looks like
 * one (`isFileLike`), so that a misspelt file is reported and never classified as a name.
 */
export function sortArguments(args: readonly string[]): SortedArguments {
  const isFile = (argument: string): boolean => existsSync(argument) || isFileLike(argument);
  return {
    names: args.filter((argument) => !isFile(argument)),
    files: args.filter(isFile),
  };
}

/**
 * True for `-`, a path, a pattern, a word without a dot, a text that ends like a file (`names.csv`, `dns.log.3`). A URL, an
 * address and a defanged name are names.
 */
export function isFileLike(argument: string): boolean {
  // An empty argument is a script's variable that nobody set: told as a file that is missing.
  if (argument === STDIN || argument === '') return true;
  if (SCHEME.test(argument) || ADDRESS.test(argument)) return false;
  if (DEFANGED_DOT.test(argument)) return false;
  const withoutWildcard = argument.startsWith('*.') ? argument.slice(2) : argument;
  if (PATTERN.test(withoutWildcard) || /^[~/\\]|^\.{1,2}[/\\]/.test(argument)) return true;
  // `host:port/path` and `host/path` are how lists write web addresses.
  const host = argument.split(/[/?#]/, 1)[0] ?? '';
  if (/[/\\]/.test(argument) && (!host.includes('.') || FILE_ENDING.test(argument))) return true;
  const last =
    host
      .replace(/:\d{1,5}$/, '')
      .replace(/\.$/, '')
      .split('.')
      .at(-1) ?? '';
  return !host.includes('.') || FILE_ENDING.test(host) || /^\d/.test(last);
}
