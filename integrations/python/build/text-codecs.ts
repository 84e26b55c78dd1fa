/** UTF-8 and base64 as the library needs them, for a V8 that has no host's. */
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

class Utf8Encoder {
  encode(text: string): Uint8Array {
    const escaped = encodeURIComponent(text);
    const bytes: number[] = [];
    for (let i = 0; i < escaped.length; i++) {
      const isEscape = escaped[i] === '%';
      bytes.push(isEscape ? parseInt(escaped.slice(i + 1, i + 3), 16) : escaped.charCodeAt(i));
      if (isEscape) i += 2;
    }
    return Uint8Array.from(bytes);
  }

  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

class Utf8Decoder {
  decode(bytes: Uint8Array): string {
    const hex = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`;
    return decodeURIComponent(Array.from(bytes, hex).join(''));
  }
}

function decodeBase64(text: string): string {
  let bytes = '';
  let bits = 0;
  let count = 0;
  for (const character of text) {
    if (character === '=') break;
    bits = ((bits << 6) | BASE64.indexOf(character)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += String.fromCharCode((bits >> count) & 255);
  }
  return bytes;
}

Object.assign(globalThis, {
  TextEncoder: Utf8Encoder,
  TextDecoder: Utf8Decoder,
  atob: decodeBase64,
});
