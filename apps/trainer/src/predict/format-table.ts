import { textTable } from '@degas/evaluation';
import { listFormats } from '@degas/logs';

/** The input formats as JSON, which `--list-formats --json` prints. */
export function formatJson(): string {
  return `${JSON.stringify(listFormats(), null, 2)}\n`;
}

/** Returns the table of input formats that `--list-formats` prints. */
export function formatTable(): string {
  const rows = listFormats().map((format) => [format.name, format.rows, format.description]);
  return `${textTable([['format', 'rows', 'description'], ...rows], [0, 1, 2])}\n`;
}
