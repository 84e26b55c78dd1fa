/** Square tiles of this side stay in the first-level cache while they are turned. */
const TILE = 16;

/** Writes the (rows, columns) matrix at `from` as (columns, rows) at `to`; offsets in elements. */
export function transposeInto(
  source: Float32Array,
  from: number,
  rows: number,
  columns: number,
  target: Float32Array,
  to: number,
): void {
  for (let row = 0; row < rows; row += TILE) {
    const rowEnd = Math.min(row + TILE, rows);
    for (let column = 0; column < columns; column += TILE) {
      const columnEnd = Math.min(column + TILE, columns);
      for (let c = column; c < columnEnd; c++) {
        for (let r = row; r < rowEnd; r++) {
          target[to + c * rows + r] = source[from + r * columns + c] ?? 0;
        }
      }
    }
  }
}
