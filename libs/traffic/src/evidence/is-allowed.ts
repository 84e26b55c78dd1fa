/** Whether a rule names the registrable name or one above it. */
export function isAllowed(rules: ReadonlySet<string>, registrable: string): boolean {
  if (rules.size === 0) return false;
  for (let name = registrable; name !== '';) {
    if (rules.has(name)) return true;
    const dot = name.indexOf('.');
    name = dot < 0 ? '' : name.slice(dot + 1);
  }
  return false;
}
