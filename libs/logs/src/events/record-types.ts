const TYPES: Readonly<Record<number, string>> = {
  1: 'A', 2: 'NS', 5: 'CNAME', 6: 'SOA', 12: 'PTR', 13: 'HINFO', 15: 'MX', 16: 'TXT', 17: 'RP', 24: 'SIG',
  25: 'KEY', 28: 'AAAA', 29: 'LOC', 33: 'SRV', 35: 'NAPTR', 37: 'CERT', 39: 'DNAME', 41: 'OPT', 43: 'DS',
  44: 'SSHFP', 46: 'RRSIG', 47: 'NSEC', 48: 'DNSKEY', 50: 'NSEC3', 51: 'NSEC3PARAM', 52: 'TLSA', 59: 'CDS',
  60: 'CDNSKEY', 61: 'OPENPGPKEY', 64: 'SVCB', 65: 'HTTPS', 99: 'SPF', 251: 'IXFR', 252: 'AXFR', 255: 'ANY',
  256: 'URI', 257: 'CAA',
}; // prettier-ignore

/** Returns the name of a record type from its number or its name (`1`, `A`, `1 (A)`, `TYPE65`), or null. */
export function recordType(value: unknown): string | null {
  if (typeof value === 'number') return TYPES[value] ?? `TYPE${value}`;
  if (typeof value !== 'string' || value === '' || value === '-') return null;
  const first = value.charCodeAt(0);
  if (first < 48 || first > 57) {
    if (value.startsWith('TYPE')) return TYPES[Number(value.slice(4))] ?? value;
    return value.toUpperCase();
  }
  const inBrackets = /^\d+ \((\w+)\)$/.exec(value);
  if (inBrackets !== null) return inBrackets[1] ?? null;
  return /^\d+$/.test(value) ? recordType(Number(value)) : value;
}
