import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-inputs-'));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function run(args: readonly string[], input = '') {
  const terminal = captureContext(input);
  const exitCode = await runTrainer(['predict', ...args], terminal);
  const output = terminal.output();
  const names = output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0]);
  return { exitCode, output, names, errors: terminal.errors() };
}

describe('arguments', () => {
  test('several files are read, in order', async () => {
    const files = [file('dns.txt', 'google.com\n'), file('dns2.txt', 'github.com\n')];
    expect((await run(files)).names).toEqual(['google.com', 'github.com']);
    expect((await run(['--input', files[0] ?? '', '--input', files[1] ?? ''])).names).toEqual([
      'google.com',
      'github.com',
    ]);
  });

  test('a rotated log is read from the oldest part, packed or not', async () => {
    const rotated = join(folder, 'rotated');
    mkdirSync(rotated);
    writeFileSync(join(rotated, 'dns.log'), 'third.com\n');
    writeFileSync(join(rotated, 'dns.log.1'), 'second.com\n');
    writeFileSync(join(rotated, 'dns.log.2.gz'), gzipSync('first.com\n'));
    const expected = ['first.com', 'second.com', 'third.com'];
    expect((await run([rotated])).names).toEqual(expected);
    expect((await run([join(rotated, 'dns.log*')])).names).toEqual(expected);
  });

  test('names come before files and standard input', async () => {
    const path = file('later.txt', 'github.com\n');
    expect((await run(['google.com', path, '-'], 'example.org\n')).names).toEqual([
      'google.com',
      'github.com',
      'example.org',
    ]);
  });

  test.each([
    ['missing.txt'],
    ['logs/dns.log'],
    ['data.zip'],
    ['--input', 'missing.txt'],
    ['no-such-*.log'],
  ])(
    'a file that is missing is wrong usage, and no verdict about its name: %s %s',
    async (...args) => {
      const { exitCode, output, errors } = await run(args);
      expect([exitCode, output]).toEqual([2, '']);
      expect(errors).toMatch(/^(?:TRAINER_INPUT|LOGS_FILE)_MISSING: /);
    },
  );

  test('--name takes any text as a name', async () => {
    expect((await run(['--name', 'data.zip', '--name', 'google.com'])).names).toEqual([
      'data.zip',
      'google.com',
    ]);
  });

  test('on a keyboard it says that it waits', async () => {
    const terminal = captureContext();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.end('google.com\n');
    expect(await runTrainer(['predict'], { ...terminal, stdin })).toBe(0);
    expect(terminal.errors()).toMatch(/^Reading names, one a line, from the keyboard/);
  });
});

describe('what was read', () => {
  test('is said in one line, left out on request', async () => {
    const input = 'google.com\nxjpakmdcfuqe.in\n10.0.0.1\n';
    expect((await run([], input)).errors).toBe(
      'plain: 3 records, 1 DGA, 1 benign, 1 left out (1 IP address)\n',
    );
    expect((await run(['--quiet'], input)).errors).toBe('');
  });

  test.each([
    ['prose', 'This is a report. It has\nno names at all, but\nseveral words a line.\n'],
    ['a JSON log without names', '{"a":1}\n{"a":2}\n'],
    ['names that are none', 'a..b\n..\n-.-\nx y z.\n'],
  ])('%s fails, even with --fail-on-dga', async (_, input) => {
    for (const args of [[], ['--fail-on-dga']]) {
      const { exitCode, errors } = await run(args, input);
      expect(exitCode).toBe(1);
      expect(errors).toMatch(/(?:TRAINER_INPUT_NOT_UNDERSTOOD|LOGS_FORMAT_UNKNOWN): /);
    }
  });

  test('a failed run shows the share, the reasons and the first such line', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `{"query": ${i === 3 ? '"google.com"' : i}`);
    const { exitCode, errors } = await run(['--input-format', 'json'], `${lines.join('\n')}\n`);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/0 of 40 records .*0 %.*40 not JSON.*line 1/);
  });

  test('an empty input is understood: 0', async () => {
    expect(await run([], '')).toMatchObject({ exitCode: 0, output: '' });
    expect((await run([], '#separator \\x09\n#fields\tts\tquery\n')).exitCode).toBe(0);
  });

  test('an output that was there keeps its content when the input is not understood', async () => {
    const output = file('yesterday.tsv', 'verdicts of yesterday\n');
    expect(
      (await run(['--input', file('bad.jsonl', '{"a":1}\n'), '--output', output])).exitCode,
    ).toBe(1);
    expect(readFileSync(output, 'utf8')).toBe('verdicts of yesterday\n');
  });

  test('records that could not be read have a line, and are listed by --rejected', async () => {
    const rejected = join(folder, 'rejected.tsv');
    const input = '{"query":"google.com"}\nbroken\n{"query":"github.com"}\n';
    const { names, exitCode } = await run(['--rejected', rejected], input);
    expect([exitCode, names]).toEqual([0, ['google.com', '', 'github.com']]);
    expect(readFileSync(rejected, 'utf8')).toBe('-\t2\tbad_json\t\tbroken\n');
  });

  test('--rejected never writes over an input', async () => {
    const input = file('own.txt', 'google.com\n');
    expect((await run([input, '--rejected', input])).exitCode).toBe(2);
    expect(readFileSync(input, 'utf8')).toBe('google.com\n');
  });
});

describe('formats', () => {
  test('--list-formats names each, and --input-format takes it', async () => {
    const { exitCode, output } = await run(['--list-formats']);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^zeek +benign +/m);
    expect((await run(['--input-format', 'zeek', '--list-formats'])).exitCode).toBe(0);
    const listed = JSON.parse((await run(['--list-formats', '--json'])).output) as object[];
    expect(listed).toContainEqual({
      name: 'route53-public',
      description: 'Amazon Route 53 log of queries for a public hosted zone',
      rows: 'benign',
      fields: ['time', 'client', 'type', 'answer'],
    });
    expect(await run(['--json', 'google.com'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('--format jsonl') as unknown,
    });
    expect(await run(['--input-format', 'zeke'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('--input-format') as unknown,
    });
  });

  test.each([
    ['its title', ['--column', 'site'], 'a,site,b\nx.com,google.com,y.com\n'],
    ['its number', ['--column', '2'], 'x.com,google.com,y.com\n'],
    ['a JSON path', ['--column', 'a.b'], '{"query":"x.com","a":{"b":"google.com"}}\n'],
    ['a delimiter', ['--delimiter', '!', '--column', '2'], 'x.com!google.com!y.com\n'],
  ])('a column by %s', async (_, args, input) => {
    expect((await run(args, input)).names).toEqual(['google.com']);
  });

  test('a column that is not there: 1, with those that are', async () => {
    const { exitCode, errors } = await run(['--column', 'fqdn'], 'a,domain\n1,google.com\n');
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^LOGS_COLUMN_MISSING: .*\[a, domain\].*'fqdn'/);
  });

  test('--keep adds the fields of the record', async () => {
    const input = 'time,client,query\n1,10.0.0.5,google.com\n';
    const { output } = await run(['--keep', '--format', 'jsonl'], input);
    expect(JSON.parse(output)).toMatchObject({
      domain: 'google.com',
      input: { time: '1', client: '10.0.0.5' },
    });
    expect((await run(['--keep', '--format', 'csv'], input)).output).toMatch(
      /^domain,.*,input\.time,input\.client,input\.query\n/,
    );
  });

  test('a spreadsheet runs nothing, a terminal gets no control characters', async () => {
    const input = '=1+1.xjpakmdcfuqe.in\n\u001b[31mred.xjpakmdcfuqe.in\n';
    const csv = (await run(['--format', 'csv', '--input-format', 'plain'], input)).output;
    expect(csv).toContain("'=1+1.xjpakmdcfuqe.in");
    expect(csv).not.toContain('\u001b');
    expect((await run(['--input-format', 'plain'], input)).output).not.toContain('\u001b');
  });
});

/** Small inputs that people really have; outside the repository. */
const cases = join(import.meta.dirname, '../../../../../shared/cases');
const withCases = existsSync(cases) ? test : test.skip;

withCases(
  'a log of connections is refused, since it has no names (skips without shared/cases)',
  async () => {
    const { exitCode, output } = await run(['--input', join(cases, '06-zeek-conn.log')]);
    expect([exitCode, output]).toEqual([1, '']);
  },
);
