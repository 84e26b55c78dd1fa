import { domainToASCII } from 'node:url';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { decodePunycode } from './decode-punycode.ts';
import { idnReadings } from './idn-readings.ts';
import { registrableName } from './registrable-name.ts';

describe('decodePunycode', () => {
  test.each([
    ['bcher-kva', 'bücher'],
    ['fiqs8s', '中国'],
    ['ls8h', '💩'],
    // Samples of RFC 3492, section 7.1.
    ['egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
    ['ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['3B-ww4c5e180e575a65lsy2b'.toLowerCase(), '3年b組金八先生'],
  ])('%s is %s', (encoded, decoded) => {
    expect(decodePunycode(encoded)).toBe(decoded);
  });

  test.each(['', '9', 'abc-', '-abc', 'a.b', 'ü', '99999999', 'zzzzzz'])(
    '%j is no Punycode of anything beyond ASCII',
    (encoded) => {
      expect(decodePunycode(encoded)).toBeNull();
    },
  );

  test('takes back what the platform encodes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{0,8}[äßéžłąα-ωа-яあ-ん一-龥가-힣]{1,8}$/u), (label) => {
        const ascii = domainToASCII(`${label}.com`).replace(/\.com$/, '');
        fc.pre(ascii.startsWith('xn--'));
        expect(decodePunycode(ascii.slice(4))).toBe(label.normalize('NFC'));
      }),
    );
  });
});

describe('what a name in Punycode may be read as', () => {
  test.each([
    ['of random letters', 'xn--qhvwkmznfjydtr.com', ['qhvwkmznfjydtr.com']],
    ['of random letters and digits', 'xn--q7wkmz9fjyd4tr.in', ['q7wkmz9fjyd4tr.in']],
    ['marked twice', 'xn--xn--qhvwkmznfjydtr.com', ['xn.com', 'qhvwkmznfjydtr.com']],
    ['of random letters with a foreign one', 'xn--qhvwkmznfjydtr-2gb.com', ['qhvwkmznafjydtr.com']],
    ['of letters with marks', 'xn--mnchen-3ya.de', ['munchen.de']],
    ['of letters that are no marked ones', 'xn--smrebrd-r1ae.no', ['smorebrod.no']],
    ['of no Punycode', 'xn--99999999.co.uk', ['99999999.co.uk']],
    ['in Cyrillic', 'xn--e1afmkfd.xn--p1ai', []],
    ['in Greek, which has letters only', 'xn--jxalpdlp.gr', []],
    ['in kana', 'xn--eckwd4c7c.jp', []],
    ['in Chinese', 'xn--fiqs8sirgfmhq98a.cn', []],
    ['of a picture', 'xn--ls8h.la', []],
    ['of ASCII under a foreign suffix', 'example.xn--p1ai', []],
    ['of ASCII', 'google.com', []],
  ])('%s', (_, name, readings) => {
    expect(idnReadings(name)).toEqual(readings);
  });

  test('random letters are seldom taken for what people write', () => {
    const labels = fc.sample(fc.stringMatching(/^[a-z0-9]{12}$/), { numRuns: 2000, seed: 7 });
    const hidden = labels.filter(
      (label) => !idnReadings(`xn--${label}.com`).includes(`${label}.com`),
    );
    expect(hidden.length / labels.length).toBeLessThan(0.1);
  });

  test('readings are registrable names under the same suffix, for any label', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{0,58}[a-z0-9]$/), (label) => {
        const { registrable } = registrableName(`xn--${label}.co.uk`);
        fc.pre(registrable !== null);
        for (const reading of idnReadings(registrable))
          expect(registrableName(reading)).toMatchObject({ registrable: reading, suffix: 'co.uk' });
      }),
      { numRuns: 3000 },
    );
  });
});
