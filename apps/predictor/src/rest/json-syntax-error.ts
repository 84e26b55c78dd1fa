/** Where and why a text is not JSON. */
export interface JsonSyntaxError {
  readonly message: string;
  /** In bytes of UTF-8. */
  readonly offset: number;
}

const SPACE = /[ \t\r\n]*/y;
const DIGITS = /[0-9]*/y;

type Failure = readonly [message: string, index: number];

const isFailure = (result: number | Failure): result is Failure => typeof result !== 'number';

const skip = (pattern: RegExp, text: string, index: number): number => {
  pattern.lastIndex = index;
  pattern.exec(text);
  return pattern.lastIndex;
};

/**
 * Finds the first mistake in a text that `JSON.parse` refused, in the words and at the offset that clients of
 * TensorFlow Serving see (its parser is RapidJSON). It walks with a stack of its own: a hostile text of nothing
 * but brackets must not exhaust the program's.
 */
export function findJsonSyntaxError(text: string): JsonSyntaxError {
  const [message, index] = findFailure(text);
  return { message, offset: Buffer.byteLength(text.slice(0, index)) };
}

function findFailure(text: string): Failure {
  const open: ('{' | '[')[] = [];
  let at = skip(SPACE, text, 0);
  if (at === text.length) return ['The document is empty.', at];

  for (;;) {
    // A value starts here.
    const first = text[at];
    if (first === '{' || first === '[') {
      at = skip(SPACE, text, at + 1);
      if (text[at] !== (first === '{' ? '}' : ']')) {
        open.push(first);
        if (first === '[') continue;
        const member = readName(text, at);
        if (isFailure(member)) return member;
        at = member;
        continue;
      }
      at++;
    } else {
      const end = readScalar(text, at);
      if (isFailure(end)) return end;
      at = end;
    }

    // A value ended here: what may follow depends on what it stands in.
    for (;;) {
      at = skip(SPACE, text, at);
      const inside = open.at(-1);
      if (inside === undefined) {
        return ['The document root must not be followed by other values.', at];
      }
      if (text[at] === ',') {
        at = skip(SPACE, text, at + 1);
        if (inside === '[') break;
        const member = readName(text, at);
        if (isFailure(member)) return member;
        at = member;
        break;
      }
      if (text[at] !== (inside === '{' ? '}' : ']')) {
        return inside === '{'
          ? ['Missing a comma or } after an object member.', at]
          : ['Missing a comma or ] after an array element.', at];
      }
      open.pop();
      at++;
    }
  }
}

/** `"name" :`, up to where the value starts. */
function readName(text: string, start: number): number | Failure {
  if (text[start] !== '"') return ['Missing a name for object member.', start];
  const end = readString(text, start);
  if (isFailure(end)) return end;
  const colon = skip(SPACE, text, end);
  if (text[colon] !== ':') return ['Missing a colon after a name of object member.', colon];
  return skip(SPACE, text, colon + 1);
}

function readScalar(text: string, start: number): number | Failure {
  switch (text[start]) {
    case '"':
      return readString(text, start);
    case 't':
      return readWord(text, start, 'true');
    case 'f':
      return readWord(text, start, 'false');
    case 'n':
      return readWord(text, start, 'null');
    default:
      return readNumber(text, start);
  }
}

function readWord(text: string, start: number, word: string): number | Failure {
  for (let i = 1; i < word.length; i++) {
    if (text[start + i] !== word[i]) return ['Invalid value.', start + i];
  }
  return start + word.length;
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';

function readNumber(text: string, start: number): number | Failure {
  let at = text[start] === '-' ? start + 1 : start;
  if (!isDigit(text[at])) return ['Invalid value.', at];
  at = text[at] === '0' ? at + 1 : skip(DIGITS, text, at);
  if (text[at] === '.') {
    if (!isDigit(text[at + 1])) return ['Miss fraction part in number.', at + 1];
    at = skip(DIGITS, text, at + 1);
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++;
    if (text[at] === '+' || text[at] === '-') at++;
    if (!isDigit(text[at])) return ['Miss exponent in number.', at];
    at = skip(DIGITS, text, at);
  }
  return at;
}

const HEX_ESCAPE = /u[0-9a-fA-F]{4}/y;

function readString(text: string, start: number): number | Failure {
  for (let at = start + 1; ; at++) {
    const character = text[at];
    if (character === undefined) return ['Missing a closing quotation mark in string.', at];
    if (character === '"') return at + 1;
    if (character < ' ') return ['Invalid encoding in string.', at];
    if (character !== '\\') continue;
    const escaped = text[at + 1];
    if (escaped === 'u') {
      HEX_ESCAPE.lastIndex = at + 1;
      if (!HEX_ESCAPE.test(text)) return ['Incorrect hex digit after \\u escape in string.', at];
    } else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) {
      return ['Invalid escape character in string.', at];
    }
    at++;
  }
}
