/** Returns the names that rules allow, with all below them, as people write rules: `*.example.com` is `example.com`. */
export function allowedNames(rules: Iterable<string>): Set<string> {
  return new Set(Array.from(rules, nameOfRule));
}

function nameOfRule(rule: string): string {
  return rule.replace(/^\*\./, '').replace(/\.$/, '').toLowerCase();
}
