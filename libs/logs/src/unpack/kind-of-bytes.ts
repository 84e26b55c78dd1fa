/** How many of the first bytes are looked at. */
export const SNIFFED = 64;

/** What a binary file is, and what to do with it. */
export interface KindOfBytes {
  readonly name: 'gzip' | 'zstd' | 'bzip2' | 'xz' | 'zip' | 'tar' | 'parquet' | 'other';
  readonly text: string;
  readonly advice: string;
}

const OFFICE: KindOfBytes = {
  name: 'other',
  text: 'an Office document (Excel, Word)',
  advice: 'Save its table as CSV.',
};
/** Where a zip archive has the name of its first member, and what it is in an Office document. */
const FIRST_MEMBER = 30;

const PACKED = 'Unpack it, or read it by its file, where it is unpacked.';

const MAGIC: readonly (readonly [bytes: readonly number[] | string, at: number, kind: KindOfBytes])[] = [
  [[0x1f, 0x8b], 0, { name: 'gzip', text: 'a gzip file', advice: PACKED }],
  [[0x28, 0xb5, 0x2f, 0xfd], 0, { name: 'zstd', text: 'a zstd file', advice: PACKED }],
  ['BZh', 0, { name: 'bzip2', text: 'a bzip2 file', advice: PACKED }],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 0, { name: 'xz', text: 'an xz file', advice: PACKED }],
  ['[Content_Types].xml', FIRST_MEMBER, OFFICE],
  ['_rels/.rels', FIRST_MEMBER, OFFICE],
  ['docProps/', FIRST_MEMBER, OFFICE],
  ['xl/', FIRST_MEMBER, OFFICE],
  ['PK\u0003\u0004', 0, { name: 'zip', text: 'a zip archive', advice: PACKED }],
  ['PK\u0005\u0006', 0, { name: 'zip', text: 'an empty zip archive', advice: PACKED }],
  ['PAR1', 0, { name: 'parquet', text: 'a Parquet file', advice: 'It is read as a whole: give its file.' }],
  [[0xff, 0xfe, 0, 0], 0, { name: 'other', text: 'text in UTF-32', advice: 'Convert it to UTF-8: iconv -f UTF-32 -t UTF-8.' }],
  [[0, 0, 0xfe, 0xff], 0, { name: 'other', text: 'text in UTF-32', advice: 'Convert it to UTF-8: iconv -f UTF-32 -t UTF-8.' }],
  ['SQLite format 3', 0, { name: 'other', text: 'a SQLite database', advice: "Export the table of queries: sqlite3 -csv -header FILE 'select * from queries'." }],
  ['ElfFile', 0, { name: 'other', text: 'a Windows event log (EVTX)', advice: 'Export it as XML: wevtutil qe FILE /lf:true /f:xml.' }],
  ['%PDF', 0, { name: 'other', text: 'a PDF document', advice: 'Give a text file.' }],
  ['7z\u00bc\u00af', 0, { name: 'other', text: 'a 7z archive', advice: 'Unpack it with 7z x.' }],
  ['Rar!\u001a\u0007', 0, { name: 'other', text: 'a RAR archive', advice: 'Unpack it with unrar x.' }],
  [[0x1f, 0x9d], 0, { name: 'other', text: 'a file of compress', advice: 'Unpack it with gzip -d.' }],
  [[0x04, 0x22, 0x4d, 0x18], 0, { name: 'other', text: 'an lz4 file', advice: 'Unpack it with lz4 -d.' }],
  [[0x5d, 0, 0, 0x80, 0], 0, { name: 'other', text: 'an lzma file', advice: 'Unpack it with xz -d.' }],
  ['\u0089PNG\r\n', 0, { name: 'other', text: 'a picture', advice: 'Give a text file.' }],
  ['\u007fELF', 0, { name: 'other', text: 'a program', advice: 'Give a text file.' }],
  ['Obj\u0001', 0, { name: 'other', text: 'an Avro file', advice: 'Convert it to Parquet or JSON.' }],
]; // prettier-ignore

/** What a file is by its first bytes, whatever its name; null for text and for what DNS captures begin with. */
export function kindOfBytes(bytes: Uint8Array): KindOfBytes | null {
  for (const [magic, at, kind] of MAGIC) {
    if (kind === OFFICE && !isZip(bytes)) continue;
    const isKind =
      typeof magic === 'string'
        ? isAt(
            bytes,
            at,
            Array.from(magic, (character) => character.charCodeAt(0)),
          )
        : isAt(bytes, at, magic);
    // Text may begin with these letters; a bzip2 block has its level and its own mark behind them.
    if (
      isKind &&
      (kind.name !== 'bzip2' ||
        isAt(bytes, 4, [0x31, 0x41, 0x59]) ||
        isAt(bytes, 4, [0x17, 0x72, 0x45]))
    ) {
      return kind;
    }
  }
  return null;
}

const isZip = (bytes: Uint8Array): boolean => isAt(bytes, 0, [0x50, 0x4b, 3, 4]);

function isAt(bytes: Uint8Array, at: number, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[at + i] === byte);
}
