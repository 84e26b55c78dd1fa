/** Returns rows as a Markdown table with the first row as its head; what Markdown would interpret is escaped. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/([\\|`*_<>[\]])/g, '\\$1').replace(/\s+/g, ' ')).join(' | ')} |`;
  const rule = `| ${head.map((_, column) => (column === 0 ? '---' : '---:')).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
