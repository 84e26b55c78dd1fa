/** The bytes of a text in base 64, or null. */
export function bytesOfBase64(value: unknown): Uint8Array | null {
  if (typeof value !== 'string' || value === '') return null;
  try {
    return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
