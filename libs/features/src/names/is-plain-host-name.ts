const LETTER = 1;
const DIGIT = 2;
const HYPHEN = 3;
const DOT = 4;

const KIND_OF_ASCII = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[a-z]/.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  return character === '-' ? HYPHEN : character === '.' ? DOT : 0;
});

const MAX_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;

/**
 * Whether a name is two or more labels of lower-case letters, digits and inner hyphens, and the last one is not a number:
 * one pass over the characters, so that the rare kinds of names cost the common one nothing.
 */
export function isPlainHostName(name: string): boolean {
  if (name.length > MAX_LENGTH) return false;
  let labelStart = 0;
  let before = DOT;
  let hasLetter = false;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    const kind = unit < 128 ? KIND_OF_ASCII[unit] : 0;
    if (kind === LETTER) {
      hasLetter = true;
    } else if (kind === HYPHEN) {
      if (before === DOT) return false;
    } else if (kind === DOT) {
      if (before === DOT || before === HYPHEN || i - labelStart > MAX_LABEL_LENGTH) return false;
      labelStart = i + 1;
      hasLetter = false;
    } else if (kind !== DIGIT) return false;
    before = kind;
  }
  const isComplete = before !== DOT && before !== HYPHEN;
  return isComplete && labelStart > 0 && hasLetter && name.length - labelStart <= MAX_LABEL_LENGTH;
}
