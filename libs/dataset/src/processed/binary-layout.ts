/** The first bytes of a file in binary form. */
export const MAGIC = 'degasds2';

/** What many rows share. */
export interface RowGroup {
  readonly label: 0 | 1;
  readonly family: string | null;
  readonly source: string;
}

/** What is in front of the columns, as JSON. */
export interface BinaryHeader {
  readonly rows: number;
  /** Codes of all names together. */
  readonly codes: number;
  /** The encoding of the codes; a file is refused where it is not the installed one. */
  readonly encoding: { readonly name: string; readonly version: number };
  readonly groups: readonly RowGroup[];
  /** SHA-256 of the CSV that holds these rows and nothing else, where there is one. */
  readonly csv: string | null;
}

interface Column {
  readonly offset: number;
  readonly length: number;
}

/** Where each column begins, in bytes from the start of the file, and how many values it has. */
export interface BinaryColumns {
  /** Uint16: each row's group. */
  readonly groups: Column;
  /** Uint8: how many codes each name has. */
  readonly lengths: Column;
  readonly codes: Column;
  /** Bytes of the whole file. */
  readonly end: number;
}

/** Magic, length of the header as Uint32 (little-endian, as all numbers are), then the header. */
export const HEADER_START = MAGIC.length + 4;

/** The wide column first, so that it begins at a multiple of its width. */
export function columnLayout(
  { rows, codes }: Pick<BinaryHeader, 'rows' | 'codes'>,
  headerBytes: number,
): BinaryColumns {
  let end = Math.ceil((HEADER_START + headerBytes) / 8) * 8;
  const column = (length: number, bytes: number): Column => {
    const offset = end;
    end += length * bytes;
    return { offset, length };
  };
  const groups = column(rows, 2);
  const lengths = column(rows, 1);
  return { groups, lengths, codes: column(codes, 1), end };
}
