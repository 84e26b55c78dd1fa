import { avalanche, type NameHash } from './name-hash.ts';

/** Attempts with other seeds before giving up; one in a hundred fails, so this is never reached. */
const ATTEMPTS = 100;

/** The parameters of a map; with them and the slots it can be restored. */
export interface BinaryFuseLayout {
  readonly seed: number;
  readonly segmentLength: number;
  readonly segmentCount: number;
  /** How many of a slot's 32 bits are the value; the others are the fingerprint. */
  readonly valueBits: number;
}

/**
 * A static map from 64-bit hashes to small numbers in about 4.5 bytes an entry: a binary fuse
 * filter (Graf, Lemire 2022) of three probes whose 32-bit slots hold a value next to the
 * fingerprint. It stores no keys: an absent hash has some value with a probability of
 * 2^(valueBits − 32), otherwise −1.
 *
 * Written here because no filter on npm stores a value with the fingerprint, and without the number
 * of its list a hit cannot be verified except by generating all lists of the span. The README
 * compares the alternatives.
 */
export class BinaryFuseMap {
  readonly layout: BinaryFuseLayout;
  readonly slots: Uint32Array;
  readonly #probes: Uint32Array = new Uint32Array(4);

  constructor(layout: BinaryFuseLayout, slots: Uint32Array) {
    this.layout = layout;
    this.slots = slots;
  }

  /** Returns the value of a hash, or −1 if it is not in the map. */
  get({ high, low }: NameHash): number {
    const probes = this.#probes;
    place(this.layout, high, low, probes);
    const slots = this.slots;
    const slot =
      (slots[probes[0] ?? 0] ?? 0) ^ (slots[probes[1] ?? 0] ?? 0) ^ (slots[probes[2] ?? 0] ?? 0);
    const { valueBits } = this.layout;
    const difference = (slot ^ (probes[3] ?? 0)) >>> 0;
    // The fingerprint fills the upper bits, and the value is what is left below.
    return difference >>> valueBits === 0 ? difference : -1;
  }
}

/**
 * Builds the map of distinct hashes, given in two halves, to values below 2^valueBits
 * (1 ≤ valueBits ≤ 24).
 */
export function buildBinaryFuseMap(
  high: Uint32Array,
  low: Uint32Array,
  values: Uint32Array,
  valueBits: number,
): BinaryFuseMap {
  const size = high.length;
  const shape = shapeFor(size);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const layout = { ...shape, seed: avalanche(attempt), valueBits };
    const slots = assign(layout, high, low, values);
    if (slots !== undefined) return new BinaryFuseMap(layout, slots);
  }
  throw new RangeError(`${size} hashes could not be laid out: some must be equal.`);
}

/** Returns the number of slots of a layout. */
export function slotCount({ segmentCount, segmentLength }: BinaryFuseLayout): number {
  return (segmentCount + 2) * segmentLength;
}

/** Returns segment length and count by the paper's formulae for three probes. */
function shapeFor(size: number): { segmentLength: number; segmentCount: number } {
  const entries = Math.max(size, 2);
  const exponent = Math.floor(Math.log(entries) / Math.log(3.33) + 2.25);
  const segmentLength = Math.min(2 ** exponent, 2 ** 18);
  const factor = Math.max(1.125, 0.875 + (0.25 * Math.log(1e6)) / Math.log(entries));
  const segmentCount = Math.max(Math.ceil((entries * factor) / segmentLength) - 2, 1);
  return { segmentLength, segmentCount };
}

/** Writes the three slots of a hash and, fourth, its fingerprint shifted above the value. */
function place(layout: BinaryFuseLayout, high: number, low: number, into: Uint32Array): void {
  const { seed, segmentLength, segmentCount, valueBits } = layout;
  const mask = segmentLength - 1;
  const one = avalanche(high ^ seed);
  const two = avalanche(low + one);
  const three = avalanche(two ^ high);
  const start = Math.floor((one / 0x100000000) * (segmentCount * segmentLength));
  into[0] = start;
  into[1] = (start + segmentLength) ^ (two & mask);
  into[2] = (start + 2 * segmentLength) ^ (three & mask);
  into[3] = ((two ^ Math.imul(three, 0x9e3779b1)) >>> valueBits) << valueBits;
}

/** Peels slots that only one hash uses, then fills them in reverse; `undefined` if some remain. */
function assign(
  layout: BinaryFuseLayout,
  high: Uint32Array,
  low: Uint32Array,
  values: Uint32Array,
): Uint32Array | undefined {
  const size = high.length;
  const slots = new Uint32Array(slotCount(layout));
  const users = new Uint8Array(slots.length);
  // Of the hashes that use a slot, the XOR of their numbers: with one user left, it is that one.
  const joined = new Uint32Array(slots.length);
  const probes = new Uint32Array(4);
  for (let index = 0; index < size; index++) {
    place(layout, high[index] ?? 0, low[index] ?? 0, probes);
    for (let probe = 0; probe < 3; probe++) {
      const slot = probes[probe] ?? 0;
      const before = users[slot] ?? 0;
      if (before === 255) return undefined;
      users[slot] = before + 1;
      joined[slot] = (joined[slot] ?? 0) ^ index;
    }
  }

  const alone = new Uint32Array(slots.length);
  let waiting = 0;
  for (let slot = 0; slot < slots.length; slot++) if (users[slot] === 1) alone[waiting++] = slot;
  const order = new Uint32Array(size);
  const own = new Uint32Array(size);
  let peeled = 0;
  while (waiting > 0) {
    const slot = alone[--waiting] ?? 0;
    if (users[slot] !== 1) continue;
    const index = joined[slot] ?? 0;
    order[peeled] = index;
    own[peeled++] = slot;
    place(layout, high[index] ?? 0, low[index] ?? 0, probes);
    for (let probe = 0; probe < 3; probe++) {
      const other = probes[probe] ?? 0;
      const left = (users[other] ?? 0) - 1;
      users[other] = left;
      joined[other] = (joined[other] ?? 0) ^ index;
      if (left === 1 && other !== slot) alone[waiting++] = other;
    }
  }
  if (peeled < size) return undefined;

  for (let position = size - 1; position >= 0; position--) {
    const index = order[position] ?? 0;
    place(layout, high[index] ?? 0, low[index] ?? 0, probes);
    let value = (probes[3] ?? 0) ^ (values[index] ?? 0);
    for (let probe = 0; probe < 3; probe++) value ^= slots[probes[probe] ?? 0] ?? 0;
    slots[own[position] ?? 0] = value;
  }
  return slots;
}
