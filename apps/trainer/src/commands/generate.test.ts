import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { hasUnbound, startUnbound } from '../testing/unbound.ts';

async function generated(...args: readonly string[]) {
  const terminal = captureContext();
  const exitCode = await runTrainer(['generate', ...args], terminal);
  return { exitCode, lines: terminal.output().split('\n').slice(0, -1), errors: terminal.errors() };
}

describe('degas generate', () => {
  test('lists the families when none is named', async () => {
    const { lines } = await generated();
    expect(lines).toContain('chinad\thash\tday\t256');
    expect(lines.length).toBeGreaterThan(50);
  });

  test('begins today, UTC', async () => {
    const { lines } = await generated('chinad', '--format', 'csv', '--count', '1');
    expect(lines).toEqual(['domain,family,date', expect.stringMatching(/,chinad,2026-11-24$/)]);
  });

  test('takes a variant and a seed', async () => {
    const { lines } = await generated(
      'locky',
      '--variant',
      'v2',
      '--seed',
      '75',
      '--from',
      '2016-03-01',
    );
    expect(lines).toHaveLength(8);
    expect(lines).not.toEqual((await generated('locky', '--from', '2016-03-01')).lines);
  });

  test('takes every known seed when asked', async () => {
    const one = await generated('corebot', '--from', '2026-11-24');
    const all = await generated('corebot', '--from', '2026-11-24', '--known-seeds');
    expect(all.lines).toHaveLength(2 * one.lines.length);
  });

  test('of all families makes a blocklist without names that belong to others', async () => {
    const { lines, errors } = await generated('all', '--format', 'hosts', '--count', '2');
    expect(errors).toMatch(/^qsnatch is left out/);
    expect(lines.length).toBeGreaterThan(100);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((line) => !/^0\.0\.0\.0 [a-z\d.-]+$/.test(line))).toEqual([]);
  });

  test('of all families lists every name', async () => {
    const { lines, errors } = await generated('all', '--format', 'jsonl', '--count', '2');
    expect(errors).toBe('');
    const families = lines.map((line) => (JSON.parse(line) as { family: string }).family);
    expect(families).toContain('qsnatch');
  });
});

const withUnbound = hasUnbound ? describe : describe.skip;

withUnbound(
  hasUnbound ? 'a real Unbound' : 'a real Unbound (skipped: no unbound on this machine)',
  () => {
    test.each(['rpz', 'unbound'] as const)(
      'blocks the names of a list in %s',
      async (format) => {
        const { lines } = await generated('qakbot', '--from', '2026-11-24', '--format', format);
        const [name = ''] = (await generated('qakbot', '--from', '2026-11-24', '--count', '1'))
          .lines;
        const unbound = await startUnbound({ format, text: `${lines.join('\n')}\n` });
        try {
          expect(await unbound.ask(name)).toBe('ENOTFOUND');
          expect(await unbound.ask(`any.thing.below.${name}`)).toBe('ENOTFOUND');
          expect(await unbound.ask('good.example')).toBe('192.0.2.1');
          if (format === 'rpz')
            expect(unbound.log()).toContain(`rpz: applied ${name}. rpz-nxdomain`);
        } finally {
          await unbound.stop();
        }
      },
      30_000,
    );
  },
);
