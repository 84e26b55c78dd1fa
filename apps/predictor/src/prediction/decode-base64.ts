/**
 * Returns the bytes of a base64 text as TensorFlow Serving reads it, null for one that it refuses: white space is
 * skipped, padding may be left out (`.` is padding, too), but padding that is there must be complete.
 */
export function decodeBase64(text: string): Buffer | null {
  const [, digits, padding] = /^([A-Za-z0-9+/]*)([=.]*)$/.exec(text.replace(/\s/g, '')) ?? [];
  if (digits === undefined || padding === undefined) return null;
  const rest = digits.length % 4;
  if (rest === 1) return null;
  const complete = (4 - rest) % 4;
  return padding === '' || padding.length === complete ? Buffer.from(digits, 'base64') : null;
}
