import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { cleanLog } from '../testing/clean-log.ts';
import { writeGroupModel } from '../testing/group-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-calibrate-'));
const path = (name: string): string => join(folder, name);
/** Looks made by a machine. */
const ODD = 'xkqzvwpfjtrbh.com';
let model = '';

async function degas(...args: readonly string[]) {
  const context = captureContext();
  const exitCode = await runTrainer(args, context);
  return { exitCode, output: context.output(), errors: context.errors() };
}

const calibrate = (...args: readonly string[]) => degas('calibrate', '--model', model, ...args);
const hunt = (...args: readonly string[]) => degas('hunt', '--model', model, ...args);

/** Each of the clients asks for the odd name once. */
function oddQueries(clients: number, rcode: 0 | 3): string {
  return Array.from({ length: clients }, (_, i) => {
    const query = { _path: 'dns', ts: 1_795_161_600 + i, 'id.orig_h': `10.0.0.${i + 1}` };
    return `${JSON.stringify({ ...query, query: ODD, qtype_name: 'A', rcode })}\n`;
  }).join('');
}

beforeAll(async () => {
  model = await writeGroupModel();
  writeFileSync(path('clean.log'), cleanLog(5));
  writeFileSync(path('odd.log'), cleanLog(5) + oddQueries(5, 0));
  writeFileSync(path('failing.log'), cleanLog(5) + oddQueries(5, 3));
  const infection = ['--family', 'qakbot', '--client', '10.0.0.3', '-o', path('infected.log')];
  await degas('infect', path('clean.log'), ...infection);
});

test('degas predict takes the settings, too: the level and the names to allow', async () => {
  const settings = path('predict-settings.json');
  const level = (name: 'low' | 'high', allow: readonly string[]) => {
    writeFileSync(settings, JSON.stringify({ level: name, windowMs: 86_400_000, allow }));
    return degas('predict', '--settings', settings, `www.${ODD}`, '--format', 'jsonl');
  };
  const verdict = async (...given: Parameters<typeof level>) =>
    JSON.parse((await level(...given)).output) as { label: string };
  expect(await verdict('low', [])).toMatchObject({ label: 'dga' });
  expect(await verdict('low', [ODD])).toMatchObject({ label: 'benign' });
});

describe('degas calibrate', () => {
  test('--json prints the same for programs', async () => {
    const { output } = await calibrate(path('clean.log'), '--json');
    expect(JSON.parse(output)).toMatchObject({ level: 'low', allow: [] });
  });

  test('of clean traffic shows the alerts to expect and writes settings', async () => {
    const settings = path('settings.json');
    const { exitCode, output, errors } = await calibrate(path('clean.log'), '-o', settings);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^5 clients on 1 day: 5 client-days\n/);
    expect(output).toMatch(/^low +0 +0\.000 +0\.050$/m);
    expect(output).toContain('Level for these clients: low\nNo name to allow.\n');
    expect(errors).toBe('clean.log: zeek-json, 200 records\n');
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toEqual({
      level: 'low',
      windowMs: 86_400_000,
      allow: [],
      calibratedOn: { clients: 5, clientDays: 5, days: 1, queries: 200 },
    });
  });

  test('proposes suspicious names that many clients resolve, with the reason', async () => {
    const [settings, list] = [path('odd.json'), path('odd.txt')];
    const { output } = await calibrate(path('odd.log'), '-o', settings, '--allow-out', list);
    expect(output).toMatch(
      /^ {2}xkqzvwpfjtrbh\.com: (?:low|medium|high) by itself, but 5 of 5 clients ask for it and it resolves$/m,
    );
    expect(readFileSync(list, 'utf8')).toBe(`${ODD}\n`);
    expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ allow: [ODD] });
    expect((await hunt(path('odd.log'), '--settings', settings)).errors).toContain('5 allowed');
    expect((await hunt(path('odd.log'), '--allow', list)).errors).toContain('5 allowed');
  });

  test('warns of suspicious names that only fail instead of allowing them', async () => {
    const { output } = await calibrate(path('failing.log'));
    expect(output).toContain('No name to allow.');
    expect(output).toContain(`${ODD}: is suspicious, never resolved`);
  });

  test('warns where a client is infected', async () => {
    const { output, exitCode } = await calibrate(path('infected.log'));
    expect(exitCode).toBe(0);
    expect(output).toContain('The traffic may not be clean');
    expect(output).toContain('10.0.0.3: reached HIGH');
  });

  test('never writes over a log', async () => {
    for (const option of ['--output', '--allow-out']) {
      const { exitCode, errors } = await calibrate(path('clean.log'), option, path('clean.log'));
      expect(exitCode).toBe(2);
      expect(errors).toMatch(/^TRAINER_OUTPUT_IS_INPUT: /);
    }
  });
});

describe('hunt --settings', () => {
  test('takes the names to allow', async () => {
    const alerts = async (allow: readonly string[]): Promise<number> => {
      const settings = { level: 'low', windowMs: 86_400_000, allow };
      writeFileSync(path('allow.json'), JSON.stringify(settings));
      const args = ['--settings', path('allow.json'), '--fail-on-alert'];
      return (await hunt(path('infected.log'), ...args)).exitCode;
    };
    expect(await alerts([])).toBe(3);
    expect(await alerts(['com', 'net', 'org', 'biz', 'info'])).toBe(0);
  });

  test.each([
    ['an unknown level', '{"level":"extreme","windowMs":60000,"allow":[]}'],
    ['an unknown field', '{"level":"low","windowMs":60000,"allow":[],"more":1}'],
    ['no JSON', 'level: low'],
  ])('with %s is wrong usage: 2', async (_, text) => {
    writeFileSync(path('wrong.json'), text);
    const { exitCode, errors } = await hunt(path('clean.log'), '--settings', path('wrong.json'));
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^TRAINER_OPTION_INVALID: .*settings file/);
  });

  test('that is not there is wrong usage: 2', async () => {
    const { exitCode, errors } = await hunt(path('clean.log'), '--settings', path('none.json'));
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^TRAINER_INPUT_MISSING: .*\(--settings\)/);
  });
});
