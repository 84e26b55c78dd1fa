import type { DomainBatch } from '../campaigns/domain-batch.ts';
import { GeneratorsError } from '../errors.ts';
import type { Campaign } from '../family.ts';
import { familyNamed } from '../registry.ts';
import { BinaryFuseMap, slotCount, type BinaryFuseLayout } from './binary-fuse-map.ts';

/**
 * The file: `DKDF`, the format version, the length of the header and its JSON text
 * (padded with spaces to a multiple of four), then the slots; all numbers unsigned 32-bit, little-endian.
 */
const MAGIC = 0x46444b44;
const VERSION = 1;
const NEVER = -1;

interface Header {
  readonly layout: BinaryFuseLayout;
  readonly campaigns: readonly (Campaign & { family: string })[];
  /** Pairs: the number of a campaign, and the instant in seconds or −1. */
  readonly lists: readonly number[];
}

/** Returns the bytes of a filter. */
export function writeFilter(map: BinaryFuseMap, lists: readonly DomainBatch[]): Uint8Array {
  const campaigns = new Map<string, { number: number; campaign: Header['campaigns'][number] }>();
  const pairs: number[] = [];
  for (const { family, campaign, instant } of lists) {
    const full = { family: family.metadata.name, ...campaign };
    const key = JSON.stringify(full);
    const known = campaigns.get(key) ?? { number: campaigns.size, campaign: full };
    campaigns.set(key, known);
    pairs.push(known.number, instant === null ? NEVER : instant.getTime() / 1000);
  }
  const header: Header = {
    layout: map.layout,
    campaigns: [...campaigns.values()].map(({ campaign }) => campaign),
    lists: pairs,
  };
  let text = JSON.stringify(header);
  text += ' '.repeat((4 - (text.length % 4)) % 4);
  const bytes = new Uint8Array(12 + text.length + 4 * map.slots.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, text.length, true);
  bytes.set(new TextEncoder().encode(text), 12);
  let offset = 12 + text.length;
  for (const slot of map.slots) {
    view.setUint32(offset, slot, true);
    offset += 4;
  }
  return bytes;
}

/** Returns the filter that `writeFilter` wrote; throws a `GeneratorsError` for other bytes. */
export function readFilter(bytes: Uint8Array): { map: BinaryFuseMap; lists: DomainBatch[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0, true) !== MAGIC) {
    throw refused(`${bytes.length} bytes that do not begin with DKDF`);
  }
  if (view.getUint32(4, true) !== VERSION) {
    throw refused(`format version ${view.getUint32(4, true)}`);
  }
  const headerLength = view.getUint32(8, true);
  const header = readHeader(bytes.subarray(12, 12 + headerLength));
  const start = 12 + headerLength;
  const expected = start + 4 * slotCount(header.layout);
  if (bytes.length !== expected) {
    throw refused(`${bytes.length} bytes instead of the ${expected} that its header describes`);
  }
  const slots = new Uint32Array(slotCount(header.layout));
  for (let index = 0; index < slots.length; index++) {
    slots[index] = view.getUint32(start + 4 * index, true);
  }
  return { map: new BinaryFuseMap(header.layout, slots), lists: batchesOfHeader(header) };
}

function readHeader(bytes: Uint8Array): Header {
  let header: Partial<Header>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Header>;
  } catch (cause) {
    throw refused('a header that is not JSON', cause);
  }
  const { layout, campaigns, lists } = header;
  const whole = (value: unknown, least: number, most: number): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  if (
    layout === undefined ||
    !whole(layout.seed, 0, 0xffffffff) ||
    !whole(layout.segmentLength, 1, 2 ** 18) ||
    Math.log2(layout.segmentLength) % 1 !== 0 ||
    !whole(layout.segmentCount, 1, 2 ** 16) ||
    !whole(layout.valueBits, 1, 24) ||
    !Array.isArray(campaigns) ||
    !Array.isArray(lists) ||
    lists.length % 2 !== 0
  ) {
    throw refused('a header without valid layout, campaigns and lists');
  }
  return { layout, campaigns: campaigns as Header['campaigns'], lists: lists as number[] };
}

function batchesOfHeader({ campaigns, lists }: Header): DomainBatch[] {
  const known = campaigns.map(({ family, ...campaign }) => ({
    family: familyNamed(family),
    campaign,
  }));
  const read: DomainBatch[] = [];
  for (let index = 0; index < lists.length; index += 2) {
    const made = known[lists[index] ?? -1];
    const seconds = lists[index + 1];
    if (made === undefined || !Number.isInteger(seconds)) {
      throw refused('a header whose lists refer to missing campaigns');
    }
    const instant = seconds === NEVER ? null : new Date(Number(seconds) * 1000);
    read.push({ ...made, instant });
  }
  return read;
}

function refused(given: string, cause?: unknown): GeneratorsError {
  return new GeneratorsError(
    'GENERATORS_BAD_FILTER',
    `The filter has ${given}. Expected the bytes of save(), format version ${VERSION}. Rebuild the filter with buildKnownDgaFilter.`,
    { cause },
  );
}
