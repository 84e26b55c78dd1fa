import { hostName, registrableName } from '@degas/features';
import { parse } from 'tldts';

/** Why a look-up is no evidence: the reasons of `@degas/features`, and what machines ask for by themselves. */
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
  'allowed',
] as const;

export type DropReason = (typeof dropReasons)[number];

/** A name as evidence: its registrable name, or why it is none. */
export interface ReadName {
  readonly registrable: string | null;
  readonly dropped: DropReason | null;
  /** Whether a search list seems to have put its suffix behind another name. */
  readonly isExpansion: boolean;
}

/** First labels that Windows and others put before every search suffix. */
const AUTO_DISCOVERY = new Set(
  'wpad isatap autodiscover lyncdiscover lyncdiscoverinternal'.split(' '),
);

/** Suffixes outside ICANN's root under which malware is known to have names. */
const ALTERNATIVE_ROOTS = new Set('bazar bit coin emc lib onion i2p'.split(' '));

/** An address before a zone: four numbers or 32 hexadecimal digits, each a label. */
const REVERSED_ADDRESS = /^(?:(?:\d{1,3}\.){4}|(?:[0-9a-f]\.){32})(?=.)/;

/** Lists that are asked for names and not for addresses. */
const NAME_LISTS =
  /\.(?:dbl\.spamhaus\.org|(?:multi|black|grey|red|white)\.(?:surbl|uribl)\.(?:org|com)|dbl\.nordspam\.com|fresh\.fmb\.la|(?:rhsbl|uribl|dnsbl|rbl)\.[a-z0-9.-]+)$/;

/** Suffixes that within a name are the end of another one. */
const COMMON_SUFFIXES = new Set(
  'com net org edu gov biz info io de fr uk nl it es pl ru jp cn br eu ch at se'.split(' '),
);

const SUFFIX_LIST = { allowPrivateDomains: true, extractHostname: false, validateHostname: false };

/** Returns the registrable name of a look-up, or the reason why it is no evidence about its client. */
export function readName(name: string): ReadName {
  const { registrable, suffix, skipped } = registrableName(name);
  if (registrable === null) return { registrable, dropped: skipped, isExpansion: false };
  const host = hostName(name);
  const dropped = dropReason(host, suffix);
  if (dropped !== null) return { registrable: null, dropped, isExpansion: false };
  const before = host.slice(0, Math.max(0, host.length - registrable.length - 1));
  const last = before.lastIndexOf('.');
  const isExpansion = last > 0 && COMMON_SUFFIXES.has(before.slice(last + 1));
  return { registrable, dropped, isExpansion };
}

function dropReason(host: string, suffix: string): DropReason | null {
  if (AUTO_DISCOVERY.has(host.slice(0, host.indexOf('.')))) return 'auto_discovery';
  if (REVERSED_ADDRESS.test(host) || NAME_LISTS.test(host)) return 'block_list';
  const isKnown = suffix.includes('.') || ALTERNATIVE_ROOTS.has(suffix) || isRegistered(suffix);
  return isKnown ? null : 'unknown_suffix';
}

/** Top-level domains that were looked up; of more, all are forgotten: there are not so many. */
const MOST_TOPS = 4096;
const registered = new Map<string, boolean>();

/** Whether the list has a suffix of one label. */
function isRegistered(top: string): boolean {
  let isKnown = registered.get(top);
  if (isKnown === undefined) {
    const { isIcann, isPrivate } = parse(`name.${top}`, SUFFIX_LIST);
    isKnown = isIcann === true || isPrivate === true;
    if (registered.size >= MOST_TOPS) registered.clear();
    registered.set(top, isKnown);
  }
  return isKnown;
}
