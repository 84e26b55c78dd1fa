import { registrableName } from '@degas/features';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { DomainList } from './domain-list.ts';

const list = new DomainList([
  'example.com',
  'EXAMPLE.org.',
  '*.wild.net',
  'deep.wild.net',
  'ddns.net',
  '*.github.io',
  'bücher.de',
  'a.b.c.co.uk',
  'example.com',
  'localhost',
]);

describe('a list of domains', () => {
  test.each([
    ['example.com', 'example.com'],
    ['WWW.Example.COM.', 'example.com'],
    ['a.b.example.org', 'example.org'],
    ['notexample.com', null],
    ['example.com.evil.net', null],
    ['wild.net', null],
    ['x.wild.net', '*.wild.net'],
    ['x.deep.wild.net', 'deep.wild.net'],
    ['deep.wild.net', 'deep.wild.net'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['www.xn--bcher-kva.de', 'xn--bcher-kva.de'],
    ['x.a.b.c.co.uk', 'a.b.c.co.uk'],
    ['b.c.co.uk', null],
    ['localhost', 'localhost'],
    ['x.localhost', null],
    ['', null],
    ['\ud800', null],
  ])('finds for %j the rule %j', (name, rule) => {
    expect(list.find(name)).toBe(rule);
  });

  test('a public suffix covers nothing below it, unless a wildcard says so', () => {
    expect(list.find('ddns.net')).toBe('ddns.net');
    expect(list.find('evil.ddns.net')).toBeNull();
    expect(list.find('anyone.github.io')).toBe('*.github.io');
  });

  test('counts equal rules once', () => {
    expect(list.size).toBe(9);
    expect(new DomainList([]).find('example.com')).toBeNull();
  });

  test.each([[''], ['*'], ['*.'], ['a..b'], ['http://x.com/'], ['a.*.com'], [7], [null]])(
    'refuses the rule %j, naming it',
    (rule) => {
      expect(() => new DomainList([rule as string])).toThrow(
        expect.objectContaining({ code: 'INFERENCE_BAD_OPTION' }),
      );
    },
  );

  test('answers as a walk over all rules does', () => {
    const label = fc.constantFrom('a', 'b', 'c', 'com', 'net', 'co', 'uk', 'io', 'github');
    const host = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
    const rule = fc.tuple(fc.constantFrom('', '*.'), host).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 20 }), host, (rules, name) => {
        const { registrable } = registrableName(name);
        const expected = rules
          .filter((each) => {
            if (each.startsWith('*.'))
              return name.endsWith(each.slice(1)) && name !== each.slice(2);
            if (each === name) return true;
            return (
              name.endsWith(`.${each}`) && registrable !== null && each.length >= registrable.length
            );
          })
          .reduce<string | null>((best, each) => {
            const bare = (text: string) => text.replace('*', '').length;
            return best === null || bare(each) > bare(best) ? each : best;
          }, null);
        expect(new DomainList(rules).find(name)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
