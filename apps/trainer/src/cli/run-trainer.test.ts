import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { captureContext } from '../testing/capture-terminal.ts';
import { runTrainer } from './run-trainer.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'degas-cli-'));

async function run(args: readonly string[], input?: string) {
  const terminal = captureContext(input);
  const exitCode = await runTrainer(args, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('exit codes', () => {
  test.each([
    ['an unknown verb', ['guess']],
    ['a missing argument', ['process', 'raw']],
    ['an unknown option', ['predict', '--colour', 'red']],
    ['a malformed number', ['train', '--epochs', 'many']],
    ['a malformed day', ['generate', 'qakbot', '--from', '2026-02-30']],
    ['an unknown format', ['predict', '--format', 'xml', 'google.com']],
  ])('%s is wrong usage: 2', async (_, args) => {
    const { exitCode, output, errors } = await run(args);
    expect(exitCode).toBe(2);
    expect(output).toBe('');
    expect(errors).not.toBe('');
  });

  test.each([
    ['download'],
    ['process'],
    ['train'],
    ['evaluate'],
    ['predict'],
    ['models'],
    ['generate'],
  ])('%s --help shows an example and succeeds', async (verb) => {
    const { exitCode, output } = await run([verb, '--help']);
    expect(exitCode).toBe(0);
    expect(output).toContain(`$ `);
    expect(output).toContain(`degas ${verb}`);
  });

  test('a model that is not there is wrong usage: 2', async () => {
    const { exitCode, errors } = await run([
      'predict',
      '--model',
      join(folder(), 'none'),
      'google.com',
    ]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/^[A-Z]+_[A-Z_]+: /);
  });

  test('--fail-on-dga: 3 when a name is labelled DGA, 0 otherwise', async () => {
    expect((await run(['predict', '--fail-on-dga', 'xjpakmdcfuqe.in'])).exitCode).toBe(3);
    expect((await run(['predict', '--fail-on-dga', 'google.com'])).exitCode).toBe(0);
  });
});

describe('predict', () => {
  const names = ['google.com', '192.168.0.1', '', 'xjpakmdcfuqe.in', 'a\u00fcb..c'];

  test('writes a line for each input line, in order: domain, score, label', async () => {
    const { exitCode, output, errors } = await run(['predict'], names.join('\n'));
    expect(exitCode).toBe(0);
    expect(errors).toMatch(/^plain: 4 records, /);
    const lines = output
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
    expect(lines.map(([domain]) => domain)).toEqual(names);
    expect(lines.map(([, , label]) => label)).toEqual([
      'benign',
      'skipped',
      'skipped',
      'dga',
      'skipped',
    ]);
    for (const [, score, label] of lines) {
      if (label === 'skipped') expect(score).toBe('');
      else expect(score).toMatch(/^[01]\.\d{6,}|^\d\.\d+e-\d+$/);
    }
  });

  test('knows google.com from xjpakmdcfuqe.in', async () => {
    const { output } = await run(['predict', 'google.com', 'xjpakmdcfuqe.in', '--format', 'jsonl']);
    const [google, dga] = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { label: string; score: number });
    expect(google).toMatchObject({ label: 'benign' });
    expect(dga).toMatchObject({ label: 'dga' });
    expect(dga?.score).toBeGreaterThan(google?.score ?? 1);
  });

  test('reads and writes gzip by name', async () => {
    const [input, output] = [join(folder(), 'names.txt.gz'), join(folder(), 'verdicts.csv')];
    writeFileSync(input, gzipSync('google.com\n'));
    expect(
      (await run(['predict', '--input', input, '--output', output, '--format', 'csv'])).exitCode,
    ).toBe(0);
    expect(readFileSync(output, 'utf8')).toMatch(/^domain,score,label.*\r?\ngoogle\.com,/);
  });

  test('a truncated gzip file is a coded error: 1', async () => {
    const input = join(folder(), 'names.txt.gz');
    writeFileSync(input, gzipSync('google.com\n'.repeat(5000)).subarray(0, 60));
    const { exitCode, errors } = await run(['predict', '--input', input]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^LOGS_FILE_TRUNCATED: /);
  });

  test.each([
    ['CSV', 'time,query\n1,"google.com"\n2,example.org\n', ['google.com', 'example.org']],
    [
      'JSON lines',
      '{"domain":"google.com"}\nbroken\n"example.org"\n',
      ['google.com', '', 'example.org'],
    ],
    [
      'Zeek TSV',
      '#separator \\x09\n#fields\tts\tquery\n#types\ttime\tstring\n1.0\tgoogle.com\n2.0\t-\n#close\n',
      ['google.com', ''],
    ],
    ['Zeek JSON', '{"ts":1,"query":"google.com","qtype_name":"A"}\n', ['google.com']],
    [
      'Suricata EVE',
      '{"event_type":"dns","dns":{"rrname":"google.com"}}\n{"event_type":"dns","dns":{"queries":[{"rrname":"example.org"}]}}\n',
      ['google.com', 'example.org'],
    ],
  ])('finds the names in %s', async (_, input, expected) => {
    const { output } = await run(['predict'], input);
    const domains = output
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')[0]);
    expect(domains).toEqual(expected);
  });

  test('ECS carries the names that Elastic looks for', async () => {
    const { output } = await run(['predict', 'www.google.com', '--format', 'ecs']);
    expect(JSON.parse(output)).toMatchObject({
      dns: { question: { name: 'www.google.com', registered_domain: 'google.com' } },
      ml_is_dga: { malicious_prediction: 0 },
    });
  });
});

describe('generate', () => {
  test('lists names with family and date', async () => {
    const { output } = await run([
      'generate',
      'qakbot',
      '--from',
      '2016-02-01',
      '--count',
      '1',
      '--format',
      'csv',
    ]);
    expect(output).toBe('domain,family,date\nqzwyzftwl.net,qakbot,2016-02-01\n');
  });

  test('an unknown family is wrong usage: 2', async () => {
    const { exitCode, errors } = await run(['generate', 'nofamily']);
    expect(exitCode).toBe(2);
    expect(errors).toContain('GENERATORS_UNKNOWN_FAMILY');
  });
});

describe('the frame', () => {
  test('--version is that of the package', async () => {
    const { exitCode, output } = await run(['--version']);
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });

  test.each(['bash', 'zsh', 'fish'])(
    'completion of %s has every verb and option',
    async (shell) => {
      const { exitCode, output } = await run(['completion', shell]);
      expect(exitCode).toBe(0);
      for (const word of ['predict', 'blocklist', 'fail-on-dga', 'quiet', 'jsonl']) {
        expect(output).toContain(word);
      }
    },
  );

  test('a misspelt verb, option, family, format is answered with the one that was meant', async () => {
    for (const args of [
      ['predcit'],
      ['predict', '--formt', 'csv'],
      ['generate', 'quakbot'],
      ['predict', '--input-format', 'zeke'],
    ]) {
      expect((await run(args)).errors).toMatch(/did you mean/i);
    }
  });

  test('colours are on terminals only', async () => {
    const terminal = { ...captureContext(), colours: { stdout: true, stderr: true } };
    await runTrainer(['generate', 'nofamily'], terminal);
    expect(terminal.errors()).toContain('\u001b[31m');
    expect((await run(['generate', 'nofamily'])).errors).not.toContain('\u001b');
  });
});
