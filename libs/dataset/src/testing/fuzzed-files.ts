/** A repeatable source of numbers from 0 to below `limit`. */
export type Pick = (limit: number) => number;

const { imul } = Math;

export function pickFrom(seed: number): Pick {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (imul(state, 0x9e3779b1) >>> 0) % limit;
  };
}

/** What lines of feeds are made of, whole and broken; texts mix them, so that every format meets every other. */
const PIECES = [
  ...[
    'example.com',
    'www.example.co.uk.',
    'aaab.com',
    'xn--bcher-kva.example',
    'BÜCHER.de',
    'ıİ.com',
  ],
  ...[
    'a..b',
    '.',
    '..',
    '-',
    '(empty)',
    '10.0.0.1',
    '::1',
    'a.ddns.net',
    '_sip._tcp.a.org',
    'com',
    '*.a.org',
  ],
  ...[
    '2020-01-01',
    '1.0',
    '0',
    '1',
    '6',
    '-1',
    '1e999',
    'NaN',
    'true',
    'benign',
    'dga',
    'malicious',
  ],
  ...[
    'necurs',
    'newgoz',
    'nymaim',
    '__proto__',
    'constructor',
    'Domain used by tinba for 1 May 2017',
  ],
  ...[
    ',',
    ',',
    ',',
    '\t',
    '\t',
    ';',
    ' ',
    '"',
    '"',
    '""',
    "'",
    '\u0001',
    '\u0001',
    '|',
    '=',
    '/',
    '\\',
    ':',
  ],
  ...[
    '\r',
    '\u2028',
    '\ufeff',
    '\u00a0',
    '\ud800',
    '\u{1f4a9}',
    '\u007f',
    '\u001b[0m',
    '%00',
    '<td>',
  ],
  ...[
    'domain',
    'label',
    'domain,label',
    'domain,label,family,source,date',
    'GlobalRank,TldRank,Domain',
  ],
  ...['#', '##', '#fields\tts\tquery', '#separator \\x09', '#fields', '# domain,family'],
  ...['{', '}', '[', ']', '{}', '[]', 'null', '{"domain":"a.com","label":1}', '{"query":"a.com"}'],
  ...[
    '{"domain":["a"],"label":{}}',
    '{"event_type":"dns","dns":{"type":"query","rrname":"a.org"}}',
  ],
  ...[
    '{"event_type":"dns","dns":{"type":"request","queries":[{"rrname":"a.org"}]}}',
    '"dns":',
    '"query":',
  ],
  ...['x'.repeat(64), 'a.'.repeat(130), '9'.repeat(40)],
] as const;

/** Lines that a format is really made of, to be spoilt here and there. */
const WHOLE = [
  'aaab.com,necurs,2020-01-01',
  'aaab.com,Domain used by tinba for 1 May 2017,2017-05-01,x',
  'a.com\u0001alexa\u00010',
  '1,google.com',
  '1,1,google.com,com,501331',
  'google.com 0',
  '"aaab.com","2015-01-01 00:00:00"',
  'necurs\taaab.com\t2018-01-01 00:00:00\tx',
  'domain,label,family,source',
  'ab.com,1,banjori,x',
  '{"domain":"a.com","label":1,"family":"necurs"}',
  '1.0\tCx\twww.example.org\t1',
  '',
] as const;

const ENDS = ['\n', '\n', '\n', '\r\n', '\n\n', '\r', ''] as const;

/** A text of up to eight lines that no feed should hold, but some will. */
export function fuzzedText(pick: Pick): string {
  const of = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  let text = '';
  for (let lines = 1 + pick(8); lines > 0; lines--) {
    let line = '';
    if (pick(2) === 0) {
      line = of(WHOLE);
      const at = pick(line.length + 1);
      if (pick(2) === 0) line = line.slice(0, at) + of(PIECES) + line.slice(at + pick(3));
    } else {
      for (let pieces = pick(7); pieces > 0; pieces--) line += of(PIECES);
    }
    text += line + of(ENDS);
  }
  return text;
}
