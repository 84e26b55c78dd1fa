import { degasEncoding, type Encoding, registrableEncoding } from '@degas/features';

import { text, type TensorflowGraph } from './tensorflow-graph.ts';
import { type AttributeMessage, dataTypes } from './tensorflow-messages.ts';

/** An encoding of characters, in the terms that a graph of TensorFlow needs. */
export interface TextEncoding {
  readonly length: number;
  /** What a code stands for: a UTF-16 unit, or a code point of the name in lower case. */
  readonly unit: 'utf16' | 'lower_case_code_point';
  /** The code of each ASCII character, and at 128 that of any other. */
  readonly codes: Int32Array;
  /** The code before the first character, where there is one; all codes before that are 0. */
  readonly start: number | null;
}

const units = new Map<Encoding, TextEncoding['unit']>([
  [degasEncoding, 'lower_case_code_point'],
  [registrableEncoding, 'utf16'],
]);

/** Returns how the encoding encodes characters; undefined where it is of something else. */
export function findTextEncoding(encoding: Encoding): TextEncoding | undefined {
  const unit = units.get(encoding);
  if (unit === undefined) return undefined;
  const { length } = encoding;
  const lastCode = (name: string): number => {
    const codes = new Int32Array(length);
    encoding.encodeInto(name, codes, 0);
    return codes.at(-1) ?? 0;
  };
  const codes = Int32Array.from({ length: 129 }, (_, unit) => lastCode(String.fromCharCode(unit)));
  const start = lastCode('');
  return { length, unit, codes, start: start === 0 ? null : start };
}

const type = (name: keyof typeof dataTypes): AttributeMessage => ({ type: dataTypes[name] });
const INT32 = { T: type('int32') };

/** U+FFFD, which stands for bytes that are not UTF-8. */
const REPLACEMENT = 0xfffd;

/**
 * The characters outside ASCII whose lower case is ASCII or longer. All others are one unknown character in either
 * case, and the table knows ASCII in both. (TensorFlow's own StringLower ends a name at its first zero byte.)
 */
export const lowerCaseExceptions = [
  ['\u0130', 'i\u0307'],
  ['\u212A', 'k'],
] as const;

const formats = {
  utf16: { name: 'UTF-16-BE', bytes: 2, element: 'uint16' },
  lower_case_code_point: { name: 'UTF-32-BE', bytes: 4, element: 'int32' },
} as const;

/**
 * Adds what encodes names, string (batch) of UTF-8, as `encoding` does: int32 (batch, length). Each name becomes
 * characters of one width, behind as many zero bytes as a whole row takes; the last row's length of it is cut off and
 * read as numbers, and a table has the code of each. What is before the name's own characters is told by its length.
 */
export function addEncoder(
  graph: TensorflowGraph,
  scope: string,
  names: string,
  { length, unit, codes, start }: TextEncoding,
): string {
  const at = (part: string): string => `${scope}/${part}`;
  const format = formats[unit];
  const rowBytes = length * format.bytes;
  const binary = (name: string, op: string, x: string, y: string): string =>
    graph.node(at(name), op, [x, y], INT32);
  const flag = (name: string, op: string, x: string, y: string): string =>
    graph.node(at(name), 'Cast', [binary(`${name}/${op}`, op, x, y)], {
      SrcT: type('bool'),
      DstT: type('int32'),
      Truncate: { b: false },
    });
  const integer = (name: string, value: number | readonly number[]): string =>
    graph.integers(at(name), value);

  const lower =
    unit === 'utf16'
      ? names
      : lowerCaseExceptions.reduce(
          (value, [pattern, rewrite]) =>
            graph.node(at('StaticRegexReplace'), 'StaticRegexReplace', [value], {
              pattern: text(pattern),
              rewrite: text(rewrite),
              replace_global: { b: true },
            }),
          names,
        );
  const characters = graph.node(at('UnicodeTranscode'), 'UnicodeTranscode', [lower], {
    input_encoding: text('UTF-8'),
    output_encoding: text(format.name),
    errors: text('replace'),
    replacement_char: { i: REPLACEMENT },
    replace_control_characters: { b: false },
  });

  // The units of each row: zeros, then the name's last ones.
  const zeros = graph.bytes(at('zeros'), new Uint8Array(rowBytes));
  const padded = graph.node(at('StringJoin'), 'StringJoin', [zeros, characters], {
    N: { i: 2 },
    separator: text(''),
  });
  const row = graph.node(
    at('Substr'),
    'Substr',
    [padded, integer('Substr/pos', -rowBytes), integer('Substr/len', rowBytes)],
    { ...INT32, unit: text('BYTE') },
  );
  const raw = graph.node(at('DecodeRaw'), 'DecodeRaw', [row], {
    out_type: type(format.element),
    little_endian: { b: false },
  });
  const numbers = graph.node(at('Cast'), 'Cast', [raw], {
    SrcT: type(format.element),
    DstT: type('int32'),
    Truncate: { b: false },
  });
  const rows = graph.node(
    at('Reshape'),
    'Reshape',
    [numbers, integer('Reshape/shape', [-1, length])],
    { ...INT32, Tshape: type('int32') },
  );
  const found = graph.node(
    at('GatherV2'),
    'GatherV2',
    [
      graph.constant(at('codes'), { shape: [codes.length], data: codes }),
      binary('Minimum', 'Minimum', rows, integer('other', codes.length - 1)),
      integer('GatherV2/axis', 0),
    ],
    { Tparams: type('int32'), Tindices: type('int32'), Taxis: type('int32'), batch_dims: { i: 0 } },
  );

  // Where the name's own characters begin: (batch, 1).
  const bytes = graph.node(at('StringLength'), 'StringLength', [characters], {
    unit: text('BYTE'),
  });
  const count = binary('count', 'FloorDiv', bytes, integer('width', format.bytes));
  const room = length - (start === null ? 0 : 1);
  const kept = binary('kept', 'Minimum', count, integer('room', room));
  const first = graph.node(
    at('ExpandDims'),
    'ExpandDims',
    [binary('first', 'Sub', integer('length', length), kept), integer('ExpandDims/dim', 1)],
    { ...INT32, Tdim: type('int32') },
  );
  const positions = integer(
    'positions',
    Array.from({ length }, (_, position) => position),
  );
  const isCharacter = flag('is_character', 'GreaterEqual', positions, first);
  const own = binary('own', 'Mul', found, isCharacter);
  if (start === null) return own;
  const before = binary('before', 'Sub', first, integer('one', 1));
  const isStart = flag('is_start', 'Equal', positions, before);
  const starts = binary('starts', 'Mul', isStart, integer('start', start));
  return binary('all', 'AddV2', own, starts);
}
