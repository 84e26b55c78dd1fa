import { hostName, registrableName } from '@degas/features';

import { invalidOption } from '../classifier/invalid-option.ts';

const DOT = 0x2e;
/** Slots are pairs of a hash and an entry's number plus one; up to half of them are taken. */
const SLOT_WORDS = 2;

/**
 * A list of domain names to allow or to deny. A rule covers the name and all names below it; `*.example.com` covers
 * only what is below. A rule that is a public suffix, such as `ddns.net` in a popularity list, covers nothing below
 * itself, as others register there; written `*.ddns.net` it does.
 *
 * A million rules take about 40 MB: their text once, and a hash table of numbers. A lookup hashes the name from its
 * end, once for all its parents, and compares the text, so no collision can let a name in.
 */
export class DomainList {
  readonly size: number;
  readonly #slots: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #text: Uint8Array;
  readonly #mask: number;

  constructor(rules: Iterable<string>) {
    const builder = new RuleText();
    for (const rule of rules) builder.add(normalised(rule));
    const { text, ends, count } = builder;
    const slotCount = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * count)));
    this.#slots = new Uint32Array(SLOT_WORDS * slotCount);
    this.#ends = ends;
    this.#text = text;
    this.#mask = slotCount - 1;
    let size = 0;
    for (let entry = 0; entry < count; entry++) size += this.#insert(entry);
    this.size = size;
  }

  /** Returns the most specific rule that covers a name, or null. */
  find(name: string): string | null {
    const host = hostName(name);
    return host === '' ? null : this.findHost(host, registrableName(host).registrable);
  }

  /** Returns the same for a host name whose registrable part is known, null where it has none. */
  findHost(host: string, registrable: string | null): string | null {
    if (this.size === 0) return null;
    // Plain rules cover the names from the host itself down to the registrable one; above it only wildcards do.
    const lowest = registrable === null ? 0 : host.length - registrable.length;
    let found: string | null = null;
    let hash = OFFSET_BASIS;
    for (let at = host.length - 1; at >= 0; at--) {
      hash = step(hash, host.charCodeAt(at));
      const isName = at === 0 || host.charCodeAt(at - 1) === DOT;
      if (isName && (at <= lowest || at === 0) && this.#has(host, at, hash)) {
        found = host.slice(at);
      }
      if (at > 0 && host.charCodeAt(at) === DOT && this.#has(host, at, hash)) {
        found = `*${host.slice(at)}`;
      }
    }
    return found;
  }

  /** Whether the list holds the part of `host` from `from` on: a name, or the `.example.com` of a wildcard. */
  #has(host: string, from: number, hash: number): boolean {
    const tag = mixed(hash);
    for (let slot = tag & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const entry = this.#slots[SLOT_WORDS * slot + 1] ?? 0;
      if (entry === 0) return false;
      if (this.#slots[SLOT_WORDS * slot] !== tag) continue;
      const start = this.#ends[entry - 1] ?? 0;
      const length = (this.#ends[entry] ?? 0) - start;
      if (length !== host.length - from) continue;
      let same = 0;
      while (same < length && this.#text[start + same] === host.charCodeAt(from + same)) same++;
      if (same === length) return true;
    }
  }

  /** Puts an entry into the table; 0 where it is there already. */
  #insert(entry: number): 0 | 1 {
    const start = this.#ends[entry] ?? 0;
    const end = this.#ends[entry + 1] ?? 0;
    let hash = OFFSET_BASIS;
    for (let at = end - 1; at >= start; at--) hash = step(hash, this.#text[at] ?? 0);
    const rule = String.fromCharCode(...this.#text.subarray(start, end));
    if (this.#has(rule, 0, hash)) return 0;
    const tag = mixed(hash);
    let slot = tag & this.#mask;
    while (this.#slots[SLOT_WORDS * slot + 1] !== 0) slot = (slot + 1) & this.#mask;
    this.#slots[SLOT_WORDS * slot] = tag;
    this.#slots[SLOT_WORDS * slot + 1] = entry + 1;
    return 1;
  }
}

/** Rules end to end, a wildcard without its asterisk; entry i is between ends[i] and ends[i + 1]. */
class RuleText {
  count = 0;
  #text = new Uint8Array(2 ** 12);
  #ends = new Uint32Array(2 ** 8);

  get text(): Uint8Array {
    return this.#text.slice(0, this.#ends[this.count]);
  }

  get ends(): Uint32Array {
    return this.#ends.slice(0, this.count + 1);
  }

  add(rule: string): void {
    const start = this.#ends[this.count] ?? 0;
    if (start + rule.length > this.#text.length) {
      const grown = new Uint8Array(2 * this.#text.length);
      grown.set(this.#text);
      this.#text = grown;
    }
    if (this.count + 2 > this.#ends.length) {
      const grown = new Uint32Array(2 * this.#ends.length);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    for (let i = 0; i < rule.length; i++) this.#text[start + i] = rule.charCodeAt(i);
    this.#ends[++this.count] = start + rule.length;
  }
}

const OFFSET_BASIS = 0x811c9dc5;

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** FNV's low bits are weak. */
function mixed(hash: number): number {
  const bits = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (bits ^ (bits >>> 13)) >>> 0;
}

function normalised(rule: unknown): string {
  const text = typeof rule === 'string' ? rule.trim() : '';
  const isWildcard = text.startsWith('*.');
  const host = hostName(isWildcard ? text.slice(2) : text);
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(host) || host.length > 253) {
    throw invalidOption(
      `the rule ${typeof rule === 'string' ? `'${rule.slice(0, 80)}'` : typeof rule}`,
      "a domain name, or '*.' and a domain name",
      'Take the line out of the list or correct it.',
    );
  }
  return isWildcard ? `.${host}` : host;
}
