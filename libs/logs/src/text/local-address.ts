/** Addresses of RFC 1918, 6598 (carrier-grade NAT), 3927, 4193 and 4291, and loopback: they are of one host of a network. */
const LOCAL =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::1$)/i;

/** True for an address that only a network's own hosts have; a public one may stand for a whole network. */
export function isLocalAddress(address: string): boolean {
  return LOCAL.test(address);
}
