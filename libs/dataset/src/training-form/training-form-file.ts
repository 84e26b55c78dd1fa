/** The first bytes of a file in the training form. */
export const MAGIC = 'degasds1';

/** What stands before the columns, as JSON. */
export interface TrainingFormHeader {
  readonly rows: number;
  /** Codes of all names together. */
  readonly codes: number;
  /** The encoding of the codes; a file is refused where it is not the installed one. */
  readonly encoding: { readonly name: string; readonly version: number };
  /** Names of the families, by their index + 1; 0 stands for none. */
  readonly families: readonly string[];
  /** The weights that rows have, by their index. */
  readonly weights: readonly number[];
}

interface Column {
  readonly offset: number;
  readonly length: number;
}

/** Where each column begins, in bytes from the start of the file, and how many values it has. */
export interface TrainingFormColumns {
  /** Uint32: where each name's codes begin, and the end of the last. */
  readonly offsets: Column;
  /** Uint16. */
  readonly families: Column;
  readonly labels: Column;
  readonly weights: Column;
  readonly codes: Column;
  /** Bytes of the whole file. */
  readonly end: number;
}

/** Magic, length of the header as Uint32 (little-endian, as all numbers are), then the header. */
export const HEADER_START = MAGIC.length + 4;

/** Wide columns first, so that each begins at a multiple of its width. */
export function columnsOf(
  { rows, codes }: Pick<TrainingFormHeader, 'rows' | 'codes'>,
  headerBytes: number,
): TrainingFormColumns {
  let end = Math.ceil((HEADER_START + headerBytes) / 8) * 8;
  const column = (length: number, bytes: number): Column => {
    const offset = end;
    end += length * bytes;
    return { offset, length };
  };
  const offsets = column(rows + 1, 4);
  const families = column(rows, 2);
  const labels = column(rows, 1);
  const weights = column(rows, 1);
  return { offsets, families, labels, weights, codes: column(codes, 1), end };
}
