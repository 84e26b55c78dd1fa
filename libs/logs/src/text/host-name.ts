import { parse } from 'tldts';

const LETTER = 1;
const DIGIT = 2;
const HYPHEN = 3;
const DOT = 4;

const KIND_OF_ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[a-zA-Z_]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return character === '-' ? HYPHEN : character === '.' ? DOT : 0;
});

const MAX_LENGTH = 254;
const MAX_LABEL = 63;

/**
 * True for two or more labels of letters (of any alphabet), digits, hyphens and underscores, the last of which is no number
 * and has two characters or more; a final dot may follow. One pass, since it is asked of every line of a list.
 */
export function isHostName(text: string): boolean {
  const length = text.endsWith('.') ? text.length - 1 : text.length;
  if (length < 4 || length > MAX_LENGTH) return false;
  let labels = 1;
  let labelStart = 0;
  let hasLetter = false;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    const kind = unit < 128 ? KIND_OF_ASCII[unit] : isForeignLetter(unit) ? LETTER : 0;
    if (kind === LETTER) hasLetter = true;
    else if (kind === DOT) {
      if (i === labelStart || i - labelStart > MAX_LABEL) return false;
      labels++;
      labelStart = i + 1;
      hasLetter = false;
    } else if (kind === 0) return false;
  }
  const last = length - labelStart;
  return labels > 1 && hasLetter && last >= 2 && last <= MAX_LABEL;
}

/** Any character beyond Latin's signs, but not spaces, quotes and other marks of typography. */
function isForeignLetter(unit: number): boolean {
  return unit >= 0xc0 && !(unit >= 0x2000 && unit <= 0x206f) && unit !== 0x3000 && unit !== 0xfeff;
}

/** True where a text is a host name under a suffix that exists, which `setup.exe` and `v1.beta` are not. */
export function isPublicHostName(text: string): boolean {
  if (!isHostName(text)) return false;
  const { isIcann, isPrivate } = parse(text, { allowPrivateDomains: true });
  return isIcann === true || isPrivate === true;
}

/** A name of a log without its final dot, which says nothing there; the root stays. */
export function withoutFinalDot(name: string): string {
  const { length } = name;
  return length > 1 && name.charCodeAt(length - 1) === 46 ? name.slice(0, length - 1) : name;
}

const IP_V4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const IP_V6 = /^\[?[\da-f]*:[\da-f:.]*:[\da-f:.]*(?:%\w+)?\]?$/i;

/** True for an address of either kind; `10:20:30` is a time. */
export function isAddress(text: string): boolean {
  if (IP_V4.test(text)) return true;
  if (!IP_V6.test(text)) return false;
  return text.includes('::') || text.split(':').length === (text.includes('.') ? 7 : 8);
}

/** An address without its port: `10.0.0.5:5353`, `10.0.0.5#53`, `[::1]:53`, `::ffff:10.0.0.5`. */
export function addressOf(text: string): string {
  let address = text;
  const bracket = /^\[(.+)\](?::\d+)?$/.exec(text);
  if (bracket !== null) address = bracket[1] ?? '';
  else {
    const hash = text.indexOf('#');
    if (hash > 0) address = text.slice(0, hash);
    else if (text.includes('.')) address = text.replace(/:\d+$/, '');
  }
  return /^::ffff:\d+\./i.test(address) ? address.slice(7) : address;
}
