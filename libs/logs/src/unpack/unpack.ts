import { LogsError } from '../errors.ts';
import { passOver, peek, type ByteSource } from './byte-source.ts';
import { clutterReason } from './clutter.ts';
import { gunzipped, unbzip2, unxz, unzstd } from './decompress.ts';
import { kindOfBytes, type KindOfBytes } from './kind-of-bytes.ts';
import { unpackingError } from './unpacking-error.ts';
import { unzipped } from './unzip.ts';

/** What a platform unpacks in its own way. */
export interface Unpackers {
  readonly gunzip: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly unzip: (source: ByteSource) => AsyncIterable<ByteSource>;
  /** Missing where tar archives cannot be read. */
  readonly untar?: (source: ByteSource) => AsyncIterable<ByteSource>;
}

export interface UnpackOptions {
  readonly unpackers?: Unpackers;
  /** Called for members of archives that are left out, with the reason. */
  readonly onLeftOut?: (name: string, reason: string) => void;
  /** True for members that are wanted; those that are not are passed over without a word. */
  readonly wants?: (name: string) => boolean;
}

export const portableUnpackers: Unpackers = { gunzip: gunzipped, unzip: unzipped };

const PEEKED = 512;
const MAX_NESTING = 4;
const PACKED_NAME = /\.(gz|tgz|zst|zstd|bz2|xz|zip)$/i;

/**
 * The texts (or captures) in a source: itself, unpacked by its first bytes whatever its name, or the members of an archive. Each
 * is to be read before the next is asked for.
 */
export async function* unpack(
  source: ByteSource,
  options: UnpackOptions = {},
): AsyncGenerator<ByteSource> {
  yield* unpackAt(source, options, 0);
}

async function* unpackAt(
  source: ByteSource,
  options: UnpackOptions,
  nesting: number,
): AsyncGenerator<ByteSource> {
  const { name } = source;
  const { gunzip, unzip, untar } = options.unpackers ?? portableUnpackers;
  const { first, all } = await peek(guarded(name, source.bytes), PEEKED);
  const kind = packingOf(first);
  if (kind === null) {
    if (nesting === 0) mustNotPromise(name);
    yield { ...source, bytes: all };
    await all.return(undefined);
    return;
  }
  if (nesting > MAX_NESTING) throw tooDeep(name);
  const inner = (bytes: AsyncIterable<Uint8Array>): ByteSource => ({
    name,
    bytes: guarded(name, bytes),
  });
  if (kind === 'gzip') yield* unpackAt(inner(gunzip(all)), options, nesting + 1);
  else if (kind === 'zstd') yield* unpackAt(inner(unzstd(all)), options, nesting + 1);
  else if (kind === 'xz') yield* unpackAt(inner(unxz(all)), options, nesting + 1);
  else if (kind === 'bzip2') yield* unpackAt(inner(unbzip2(all)), options, nesting + 1);
  else {
    const open = kind === 'zip' ? unzip : untar;
    if (open === undefined) throw noTar(name);
    yield* members(open({ ...source, bytes: all }), options, nesting);
  }
}

async function* members(
  archive: AsyncIterable<ByteSource>,
  options: UnpackOptions,
  nesting: number,
): AsyncGenerator<ByteSource> {
  for await (const member of archive) {
    const inArchive = member.name.slice(member.name.indexOf('!') + 1);
    const reason = clutterReason(inArchive);
    if (reason !== null) options.onLeftOut?.(member.name, reason);
    else if (options.wants?.(member.name) !== false) yield* unpackAt(member, options, nesting + 1);
    await passOver(member.bytes);
  }
}

/** How a file is packed, or null; other kinds of binary files are reported by the reader. */
function packingOf(first: Uint8Array): KindOfBytes['name'] | null {
  const isTar = String.fromCharCode(...first.subarray(257, 262)) === 'ustar';
  if (isTar) return 'tar';
  const kind = kindOfBytes(first)?.name;
  return kind === undefined || kind === 'parquet' || kind === 'other' ? null : kind;
}

/** Errors of a stream or a decoder with the file's name and this package's code. */
async function* guarded(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw unpackingError(name, error);
  }
}

function mustNotPromise(name: string): void {
  const ending = PACKED_NAME.exec(name)?.[1];
  if (ending === undefined) return;
  throw new LogsError(
    'LOGS_FILE_CORRUPT',
    `${name} is named .${ending}, but its first bytes are not those of such a file. Expected a packed file, or a name without .${ending}; fetch or rename it.`,
  );
}

function tooDeep(name: string): LogsError {
  return new LogsError(
    'LOGS_FILE_UNREADABLE',
    `${name} is packed more than ${MAX_NESTING} times over. Expected a packed file or an archive of files; unpack it first.`,
  );
}

function noTar(name: string): LogsError {
  return new LogsError(
    'LOGS_FORMAT_UNSUPPORTED',
    `${name} is a tar archive, which can't be opened here. Expected a file or a zip archive; unpack it first.`,
  );
}
