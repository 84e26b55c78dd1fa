/** Whether a rule is a name or one above it. */
export function isBelow(rules: ReadonlySet<string>, name: string): boolean {
  const labels = name.split('.');
  return labels.some((_, i) => rules.has(labels.slice(i).join('.')));
}
