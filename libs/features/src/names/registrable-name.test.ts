import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isPlainHostName } from './is-plain-host-name.ts';
import { hostName, registrableName, registrableOfAny } from './registrable-name.ts';

describe('registrableName', () => {
  test.each([
    ['google.com', 'google.com', 'com'],
    ['WWW.Example.co.uk.', 'example.co.uk', 'co.uk'],
    ['a.b.x.ddns.net', 'x.ddns.net', 'ddns.net'],
    ['d38knilzwtuys1.cloudfront.net', 'd38knilzwtuys1.cloudfront.net', 'cloudfront.net'],
    ['www.bücher.de', 'xn--bcher-kva.de', 'de'],
    ['MÜNCHEN.DE', 'xn--mnchen-3ya.de', 'de'],
    ['xn--bcher-kva.de', 'xn--bcher-kva.de', 'de'],
    ['foo。bar。com', 'bar.com', 'com'],
    ['a_b.example.com', 'example.com', 'com'],
    ['_hidden.example.com', 'example.com', 'com'],
    ['a b.*.example.com', 'example.com', 'com'],
    ['dga.bit', 'dga.bit', 'bit'],
    ['  google.com ', 'google.com', 'com'],
  ])('%j is judged by %j', (name, registrable, suffix) => {
    expect(registrableName(name)).toEqual({ registrable, suffix, skipped: null });
  });

  test.each([
    ['', 'empty'],
    ['.', 'empty'],
    ['   ', 'empty'],
    ['192.168.0.1', 'ip_address'],
    ['::1', 'ip_address'],
    ['2001:db8::8a2e:370:7334', 'ip_address'],
    ['4.3.2.1.in-addr.arpa', 'reverse_zone'],
    ['b.a.9.8.ip6.arpa.', 'reverse_zone'],
    ['_sip._tcp', 'service_label'],
    ['_sip._tcp.example.com', 'service_label'],
    ['selector._domainkey.example.com', 'service_label'],
    ['localhost', 'single_label'],
    ['com', 'single_label'],
    ['WPAD', 'single_label'],
    ['printer.local', 'private_zone'],
    ['dc01.corp', 'private_zone'],
    ['co.uk', 'public_suffix'],
    ['ddns.net', 'public_suffix'],
    ['a..b.com', 'invalid'],
    ['1.2.3', 'invalid'],
    ['-.co.uk', 'invalid'],
    ['a b.com', 'invalid'],
    ['http://example.com/path', 'invalid'],
    ['bü cher/x.de', 'invalid'],
    [`${'a'.repeat(64)}.com`, 'invalid'],
    [`${'a.'.repeat(200)}com`, 'invalid'],
    ['\0.com', 'invalid'],
    ['\ud800.com', 'invalid'],
  ])('%j is skipped: %s', (name, skipped) => {
    expect(registrableName(name)).toEqual({ registrable: null, suffix: null, skipped });
  });

  test('a label in front never changes what is judged', () => {
    fc.assert(
      fc.property(fc.domain(), fc.stringMatching(/^[a-z0-9]{1,20}$/), (name, label) => {
        const { registrable } = registrableName(name);
        fc.pre(registrable !== null && name.length + label.length < 250);
        expect(registrableName(`${label}.${name}`).registrable).toBe(registrable);
      }),
    );
  });

  test.each(['caf\u00e9 ', 'd\u00e9@', 'a\u2028b', '%\u00e9', '\u05d0a', '\u00e9/'])(
    'strange characters in front hide nothing: %j',
    (label) => {
      expect(registrableName(`${label}.xjpakmdcfuqe.in`).registrable).toBe('xjpakmdcfuqe.in');
      expect(registrableName(`${label}.b\u00fccher.de`).registrable).toBe('xn--bcher-kva.de');
    },
  );

  test.each([
    ['decimal', String.raw`\255`.repeat(63)],
    ['hexadecimal', String.raw`\xff`.repeat(63)],
    ['single', String.raw`\"`.repeat(63)],
  ])('bytes in front that are escaped in %s form are one byte each', (_, label) => {
    const front = `${label}.${label}.${label}`;
    expect(registrableName(`${front}.xjpakmdcfuqe.in`).registrable).toBe('xjpakmdcfuqe.in');
    expect(registrableName(`${front}.${label}.xjpakmdcfuqe.in`).skipped).toBe('invalid');
  });

  const almostPlain = fc.oneof(
    fc.domain(),
    fc.stringMatching(/^[a-z0-9.-]{0,12}\.(com|co\.uk|arpa|local|7|-x|github\.io)$/),
    fc.stringMatching(/^[a-z0-9-]{55,70}\.(com|[a-z]{60,66})$/),
  );

  test('the fast way for plain names agrees with the rules in full', () => {
    let plain = 0;
    fc.assert(
      fc.property(almostPlain, (name) => {
        if (isPlainHostName(name)) plain++;
        expect(registrableName(name)).toEqual(registrableOfAny(name));
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(1000);
  });

  test.each([
    ['WWW.Example.COM.', 'www.example.com'],
    ['www.b\u00fccher.de', 'www.xn--bcher-kva.de'],
    ['b\u00fc cher/x.de', ''],
    ['', ''],
  ])('the host name of %j is %j', (name, expected) => {
    expect(hostName(name)).toBe(expected);
  });

  test('never throws, and judging the judged name changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { registrable } = registrableName(name);
        if (registrable !== null)
          expect(registrableName(registrable).registrable).toBe(registrable);
      }),
      { numRuns: 5000 },
    );
  });
});
