import { getDomain, parse } from 'tldts';

import { isPlainHostName } from './is-plain-host-name.ts';

/** Why a name has no registrable part to score. */
export type SkipReason =
  | 'empty'
  | 'invalid'
  | 'ip_address'
  | 'reverse_zone'
  | 'service_label'
  | 'private_zone'
  | 'single_label'
  | 'public_suffix';

/** The registrable part of a DNS name, or why it has none. */
export type RegistrableName =
  | { registrable: string; suffix: string; skipped: null }
  | { registrable: null; suffix: null; skipped: SkipReason };

/** Underscored labels that announce a service or a policy instead of a host (the IANA registry of RFC 8552). */
const SERVICE_LABELS = new Set(
  (
    '_tcp _udp _sctp _dccp _tls _quic _sip _sips _http _https _ldap _ldaps _kerberos _kpasswd _gc _msdcs _sites ' +
    '_domainkey _dmarc _spf _report _adsp _vouch _acme-challenge _mta-sts _smtp _dns-sd _dns _ta _xmpp _svcb ' +
    '_validation-contactemail _validation-contactphone'
  ).split(' '),
);

/** Top-level domains without public registration: RFC 6761, RFC 6762 appendix G, RFC 9476, ICANN's `.internal`. */
const PRIVATE_ZONES = new Set(
  'local localhost test invalid example alt internal intranet private corp home lan'.split(' '),
);

/** The longest name in presentation form (RFC 1035), its final dot included and an escaped byte counted once. */
const MAX_NAME_LENGTH = 254;

/** A byte as name servers and logs escape it: `\255`, `\xff`, `\.`. */
const ESCAPED_BYTE = /\\(?:[0-9]{3}|x[0-9a-f]{2}|.)/giu;

/** Host syntax is asked of the registrable part only: a strange label in front must not hide what follows. */
const SUFFIX_LIST = {
  allowPrivateDomains: true,
  extractHostname: false,
  validateHostname: false,
} as const;

/** A plain host name is not an address, so its lookup can skip that check. */
const PLAIN_SUFFIX_LIST = { ...SUFFIX_LIST, detectIp: false } as const;

const HOST_NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.|$))+$/;

const skip = (skipped: SkipReason): RegistrableName => ({
  registrable: null,
  suffix: null,
  skipped,
});

/**
 * Returns the registrable part of a DNS name as logs hold it (upper case, trailing dot, IDN, subdomains) by the Public
 * Suffix List with its private section: `x.ddns.net` for `a.x.ddns.net`. IDN becomes punycode. Never throws: a name
 * without a registrable part is returned with the reason.
 *
 * @example registrableName('WWW.Example.co.uk.') // { registrable: 'example.co.uk', suffix: 'co.uk', skipped: null }
 */
export function registrableName(name: string): RegistrableName {
  return isPlainHostName(name) ? registrableOfPlain(name) : registrableOfAny(name);
}

/** Most names by far; only their suffix is left to be found. */
function registrableOfPlain(host: string): RegistrableName {
  const top = host.slice(host.lastIndexOf('.') + 1);
  if (top === 'arpa') return skip('reverse_zone');
  if (PRIVATE_ZONES.has(top)) return skip('private_zone');
  const registrable = getDomain(host, PLAIN_SUFFIX_LIST);
  if (registrable === null) return skip('public_suffix');
  // A registrable name is one label and its public suffix.
  const suffix = registrable.slice(registrable.indexOf('.') + 1);
  return { registrable, suffix, skipped: null };
}

/** Returns the same for any name, by all rules. */
export function registrableOfAny(name: string): RegistrableName {
  if (isTooLong(name)) return skip('invalid');
  const host = spelled(name);
  if (host === '') return skip(name.trim() === '' || name === '.' ? 'empty' : 'invalid');

  const parsed = parse(host, SUFFIX_LIST);
  if (parsed.isIp === true) return skip('ip_address');
  const labels = host.split('.');
  if (labels.some((label) => SERVICE_LABELS.has(label))) return skip('service_label');
  if (labels.includes('')) return skip('invalid');
  const top = labels.at(-1) ?? '';
  if (top === 'arpa') return skip('reverse_zone');
  if (labels.length === 1) return skip(HOST_NAME.test(host) ? 'single_label' : 'invalid');
  if (PRIVATE_ZONES.has(top)) return skip('private_zone');
  if (/^\d+$/.test(top)) return skip('invalid');
  if (parsed.domain === null || parsed.publicSuffix === null) return skip('public_suffix');
  if (!HOST_NAME.test(parsed.domain)) return skip('invalid');
  return { registrable: parsed.domain, suffix: parsed.publicSuffix, skipped: null };
}

function isTooLong(name: string): boolean {
  if (name.length <= MAX_NAME_LENGTH) return false;
  return !name.includes('\\') || name.replace(ESCAPED_BYTE, '.').length > MAX_NAME_LENGTH;
}

const NON_ASCII = /[^\0-\x7f]/;

/** Returns a DNS name as lists and lookups spell it: lower case, no trailing dot, IDN as punycode; empty for what has no such form. */
export function hostName(name: string): string {
  const host = spelled(name);
  return NON_ASCII.test(host) ? '' : host;
}

function spelled(name: string): string {
  const trimmed = name.trim();
  const ascii = NON_ASCII.test(trimmed) ? toPunycode(trimmed) : trimmed.toLowerCase();
  return ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
}

/**
 * IDNA by the platform's own URL parser, the one implementation that Node and browsers share. A label that it does not take
 * stays as it is, so that strange characters in front of a registrable name do not hide it.
 */
function toPunycode(name: string): string {
  return idna(name) ?? name.split('.').map(labelToPunycode).join('.');
}

function labelToPunycode(label: string): string {
  return NON_ASCII.test(label) ? (idna(label) ?? label.toLowerCase()) : label.toLowerCase();
}

/** Null for what is not a host name: characters that would end the host part of a URL don't belong in one. */
function idna(name: string): string | null {
  if (/[/?#@:\\[\]\s%]/.test(name)) return null;
  try {
    return new URL(`http://${name}`).hostname;
  } catch {
    return null;
  }
}
