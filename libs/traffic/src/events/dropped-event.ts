import { hostName, type RegistrableName, registrableName, type SkipReason } from '@degas/features';
import { parse } from 'tldts';

/** Why a look-up is no evidence; those of `@degas/features` and what networks ask for by themselves. */
export const dropReasons = [
  'empty',
  'invalid',
  'ip_address',
  'reverse_zone',
  'service_label',
  'private_zone',
  'single_label',
  'public_suffix',
  'auto_discovery',
  'block_list',
  'search_suffix',
  'unknown_suffix',
] as const satisfies readonly (SkipReason | string)[];

export type DropReason = (typeof dropReasons)[number];

/** A name as evidence: its registrable name, or why it is none. */
export type ReadName =
  | { readonly registrable: string; readonly dropped: null }
  | { readonly registrable: null; readonly dropped: DropReason };

/** First labels that Windows and others put before every search suffix. */
const AUTO_DISCOVERY = new Set(['wpad', 'isatap', 'autodiscover', 'lyncdiscover', 'lyncdiscoverinternal']);

/** Suffixes outside ICANN's root that malware is known to use, each with resolvers of its own. */
const ALTERNATIVE_ROOTS = new Set(['bazar', 'bit', 'coin', 'emc', 'lib', 'onion', 'i2p']);

/** An address before a zone: four numbers or 32 hexadecimal digits, each a label. */
const REVERSED_ADDRESS = /^(?:(?:\d{1,3}\.){4}|(?:[0-9a-f]\.){32})(?=.)/;

/** Lists that are asked for names, not for addresses. */
const NAME_LISTS =
  /\.(?:dbl\.spamhaus\.org|(?:multi|black|grey|red)\.(?:surbl|uribl)\.(?:org|com)|multi\.surbl\.org|dbl\.nordspam\.com|fresh\.fmb\.la|rhsbl\.[a-z0-9-]+\.[a-z]+|uribl\.[a-z0-9-]+\.[a-z]+|dnsbl\.[a-z0-9.-]+|[a-z0-9-]*rbl\.[a-z0-9.-]+)$/;

/** Suffixes that only a search list puts in the middle of a name. */
const COMMON_SUFFIXES = new Set('com net org edu gov biz info io de fr uk nl it es pl ru jp cn br eu ch at se local lan home corp internal'.split(' '));

const SUFFIX_LIST = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };

/** Returns the registrable name of a look-up, or the reason why it is no evidence of its client's. */
export function readName(name: string): ReadName {
  const read: RegistrableName = registrableName(name);
  if (read.registrable === null) return { registrable: null, dropped: read.skipped };
  const { registrable, suffix } = read;
  const host = hostName(name);
  const dropped = dropReason(host, registrable, suffix);
  return dropped === null ? { registrable, dropped } : { registrable: null, dropped };
}

function dropReason(host: string, registrable: string, suffix: string): DropReason | null {
  const first = host.slice(0, host.indexOf('.'));
  if (AUTO_DISCOVERY.has(first)) return 'auto_discovery';
  if (REVERSED_ADDRESS.test(host) || NAME_LISTS.test(host)) return 'block_list';
  if (!suffix.includes('.') && !ALTERNATIVE_ROOTS.has(suffix) && !isKnownSuffix(host)) {
    return 'unknown_suffix';
  }
  const before = host.slice(0, Math.max(0, host.length - registrable.length - 1));
  const last = before.lastIndexOf('.');
  // `www.example.com` behind which a search list put `corp.example.net`.
  return last > 0 && COMMON_SUFFIXES.has(before.slice(last + 1)) ? 'search_suffix' : null;
}

function isKnownSuffix(host: string): boolean {
  const { isIcann, isPrivate } = parse(host, SUFFIX_LIST);
  return isIcann === true || isPrivate === true;
}
