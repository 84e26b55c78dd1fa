/** The value of a JSON line, which syslog may have put its own words in front of (`… suricata: {…}`, `@cee: {…}`); undefined for none. */
export function parseJsonLine(line: string): unknown {
  // Text sequences (RFC 7464) have a record separator in front of each value.
  const value = parseJson(line.charCodeAt(0) === 0x1e ? line.slice(1) : line);
  if (value !== undefined) return value;
  const start = line.indexOf('{');
  const isBehindWords = start > 0 && /^\s*[\w<@]/.test(line) && /\}\s*$/.test(line);
  return isBehindWords ? parseJson(line.slice(start)) : undefined;
}

/** The value of a JSON text, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
