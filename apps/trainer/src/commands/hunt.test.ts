import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ClientResult } from '@degas/traffic';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';
import { cleanLog } from '../testing/clean-log.ts';
import { cleanNames } from '../testing/clean-names.ts';
import { writeGroupModel } from '../testing/group-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-hunt-'));
let model = '';
let infected = '';
const withoutGroups = join(import.meta.dirname, '../../../../models/degas/1');
const clean = file('clean.log', cleanLog(5));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function degas(args: readonly string[], input = '') {
  const context = captureContext(input);
  const exitCode = await runTrainer(args, context);
  return { exitCode, output: context.output(), errors: context.errors() };
}

const hunt = (args: readonly string[], input = '') =>
  degas(['hunt', '--model', model, ...args], input);

const results = (output: string): ClientResult[] =>
  output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ClientResult);

beforeAll(async () => {
  model = await writeGroupModel();
  infected = join(folder, 'infected.log');
  await degas(['infect', clean, '--family', 'qakbot', '--client', '10.0.0.3', '-o', infected]);
});

describe('what is reported', () => {
  test('a table shows the infected client with its names, why, and what to do next', async () => {
    const { exitCode, output, errors } = await hunt([infected]);
    expect(exitCode).toBe(0);
    const [header, row, names, why, next, ...rest] = output.split('\n');
    expect(header).toMatch(/^client +level +score +family +names +failed +first +last *$/);
    expect(row).toMatch(/^10\.0\.0\.3 +high +[01]\.\d{3} +qakbot +90 +\d+ +2026-11-20 08:01/);
    expect(names).toMatch(/^ {2}names: (?:[a-z]+\.[a-z]+, ){5}and \d+ more$/);
    expect(why).toMatch(/^ {2}why: {3}\S/);
    expect(next).toMatch(/^ {2}next: {2}Find the program on 10\.0\.0\.3/);
    expect(rest.join('')).toBe('');
    expect(errors).toBe(
      'infected.log: zeek-json, 250 records\n250 queries of 5 clients; 1 suspected\n',
    );
  });

  test('the order of lines changes nothing: a log sorted by client is read in full', async () => {
    const lines = readFileSync(infected, 'utf8').trim().split('\n');
    const clientOf = (line: string): string => /"id.orig_h":"([^"]*)"/.exec(line)?.[1] ?? '';
    const byClient = [...lines].sort((a, b) => clientOf(a).localeCompare(clientOf(b)));
    const inOrder = await hunt(['-', '--format', 'jsonl'], `${lines.join('\n')}\n`);
    const sorted = await hunt(['-', '--format', 'jsonl'], `${byClient.join('\n')}\n`);
    expect(sorted.output).toBe(inOrder.output);
    expect(sorted.errors).not.toContain('late');
  });

  test('clean traffic has no suspected client, and says so', async () => {
    expect(await hunt([clean, '--quiet'])).toEqual({
      exitCode: 0,
      output: 'No suspected client.\n',
      errors: '',
    });
  });

  test('JSON lines have the fields of the contract', async () => {
    const [result, ...others] = results((await hunt([infected, '--format', 'jsonl'])).output);
    expect(others).toEqual([]);
    expect(result).toMatchObject({
      client: '10.0.0.3',
      level: 'high',
      family: 'qakbot',
      distinctNames: 90,
      first: '2026-11-20T08:01:00.000Z',
      rule: 'client',
      id: expect.stringMatching(/^[\da-f]{16}$/),
    });
    expect(result?.reasons).not.toEqual([]);
    expect(result?.names.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
  });

  test('ECS documents name the client, the severity and the technique', async () => {
    const { output } = await hunt([infected, '--format', 'ecs']);
    expect(JSON.parse(output)).toMatchObject({
      event: { kind: 'alert', severity: 73, dataset: 'degas.hunt' },
      source: { ip: '10.0.0.3' },
      rule: { category: 'dga' },
      threat: {
        technique: { subtechnique: { id: ['T1568.002'] } },
        software: { name: 'qakbot' },
      },
      degas: { client: '10.0.0.3' },
    });
  });

  test('--all adds the clients without an alert, the suspected ones first', async () => {
    const { output } = await hunt([infected, '--all', '--format', 'jsonl']);
    const all = results(output);
    expect(all.map(({ client }) => client).sort()).toEqual(
      [1, 2, 3, 4, 5].map((i) => `10.0.0.${i}`),
    );
    expect(all.map(({ level }) => level)).toEqual(['high', null, null, null, null]);
    for (const { score } of all.slice(1)) expect(score).toBeLessThan(all[0]?.score ?? 0);
  });

  test('every client is counted and shown by --all, whatever it asked for and however far apart the days are', async () => {
    const event = (client: string, query: string, ts: number) =>
      `${JSON.stringify({ _path: 'dns', ts, 'id.orig_h': client, query, qtype_name: 'A', rcode: 0 })}\n`;
    const start = 1_795_161_600;
    const log = file(
      'days.log',
      cleanLog(2) +
        event('10.0.9.1', 'printer.local', start) +
        event('10.0.9.2', 'example.org', start + 40 * 86_400),
    );
    const { output, errors } = await hunt([log, '--all', '--format', 'jsonl']);
    expect(errors).toContain(' of 4 clients');
    expect(
      results(output)
        .map(({ client }) => client)
        .sort(),
    ).toEqual(['10.0.0.1', '10.0.0.2', '10.0.9.1', '10.0.9.2']);
    expect(results(output).find(({ client }) => client === '10.0.9.1')).toMatchObject({
      score: 0,
      distinctNames: 0,
      level: null,
    });
  });

  test('a clock that is wrong by a year hides nobody', async () => {
    const lines = readFileSync(infected, 'utf8').trim().split('\n');
    const wrong = JSON.stringify({
      _path: 'dns',
      ts: 1_826_697_600,
      'id.orig_h': '10.0.0.5',
      query: 'example.org',
      qtype_name: 'A',
      rcode: 0,
    });
    const log = file('clock.log', `${[lines[0], wrong, ...lines.slice(1)].join('\n')}\n`);
    const { output, errors } = await hunt([log, '--format', 'jsonl']);
    expect(results(output)).toMatchObject([{ client: '10.0.0.3', level: 'high' }]);
    expect(errors).not.toContain('late');
  });

  test('one name of a client is no campaign', async () => {
    const one = join(folder, 'one.log');
    const args = ['--family', 'qakbot', '--client', '10.0.0.3', '--count', '1', '-o', one];
    await degas(['infect', clean, ...args]);
    expect((await hunt([one])).output).toBe('No suspected client.\n');
  });

  test('names that --allow lists are no evidence', async () => {
    const [result] = results((await hunt([infected, '--format', 'jsonl'])).output);
    const generated = await degas(['generate', 'qakbot', '--from', '2026-11-20']);
    const allow = file('allow.txt', generated.output);
    expect(result?.names.length).toBeGreaterThan(5);
    const { output, errors } = await hunt([infected, '--allow', allow]);
    expect(output).toBe('No suspected client.\n');
    expect(errors).toContain('allowed');
  });
});

describe('lists without clients', () => {
  const list = (): string =>
    [...cleanNames(20), ...dgaOf(infected)].map((name) => `${name}\n`).join('');

  test('are one client that is named after the file', async () => {
    const { output } = await hunt([file('branch-office.txt', list()), '--format', 'jsonl']);
    expect(results(output)).toMatchObject([
      { client: 'branch-office.txt', level: 'high', first: null, last: null },
    ]);
  });

  test('are called standard input when they come from there', async () => {
    const { output } = await hunt(['--format', 'jsonl'], list());
    expect(results(output)).toMatchObject([{ client: 'standard input' }]);
  });

  test('have their clients where a column is named', async () => {
    const rows = list()
      .trim()
      .split('\n')
      .map((name) => `laptop,${name},3\n`);
    const table = file('table.csv', `who,what,code\n${rows.join('')}`);
    const columns = ['--column', 'what', '--client-column', 'who', '--rcode-column', 'code'];
    const { output } = await hunt([table, ...columns, '--format', 'jsonl']);
    expect(results(output)).toMatchObject([{ client: 'laptop' }]);
    expect(results(output)[0]?.failed).toBeGreaterThan(40);
  });
});

describe('exit codes and files', () => {
  test('--fail-on-alert: 3 for a suspected client, 0 for none', async () => {
    expect((await hunt([infected, '--fail-on-alert'])).exitCode).toBe(3);
    expect((await hunt([clean, '--fail-on-alert'])).exitCode).toBe(0);
  });

  test('a missing file is wrong usage: 2', async () => {
    const { exitCode, output, errors } = await hunt([join(folder, 'none.log')]);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toMatch(/^TRAINER_INPUT_MISSING: /);
  });

  test('an input that is not understood fails: 1', async () => {
    const { exitCode, errors } = await hunt([file('other.json', '{"a":1}\n')]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/_(?:UNKNOWN|UNDERSTOOD): /);
  });

  test('a model without a group network is named as the reason: 1', async () => {
    const { exitCode, errors } = await degas(['hunt', infected, '--model', withoutGroups]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^INFERENCE_NO_GROUP_NETWORK: /);
  });

  test('results are written to a file, never over an input', async () => {
    const output = join(folder, 'suspects.jsonl');
    expect((await hunt([infected, '--format', 'jsonl', '-o', output])).output).toBe('');
    expect(results(readFileSync(output, 'utf8'))).toHaveLength(1);
    const before = readFileSync(infected, 'utf8');
    const refused = await hunt([infected, '-o', infected]);
    expect(refused.exitCode).toBe(2);
    expect(refused.errors).toMatch(/^TRAINER_OUTPUT_IS_INPUT: /);
    expect(readFileSync(infected, 'utf8')).toBe(before);
    expect(existsSync(output)).toBe(true);
  });
});

describe('--html', () => {
  test('writes a page of its own beside the results', async () => {
    const page = join(folder, 'report.html');
    const { output, exitCode } = await hunt([infected, '--html', page]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^client /);
    const text = readFileSync(page, 'utf8');
    expect(text).toContain('<h1>1 suspected client</h1>');
    expect(text).toMatch(/<mark class="c">[a-z]+<\/mark>/);
  });

  test.each([clean, 'same.txt'])('is refused as %p', async (page) => {
    const { exitCode, errors, output } = await hunt([clean, '--html', page, '-o', 'same.txt']);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toMatch(/^TRAINER_(?:OPTION_INVALID|OUTPUT_IS_INPUT): /);
  });
});

function dgaOf(log: string): string[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('10.0.0.3'))
    .map((line) => (JSON.parse(line) as { query: string }).query)
    .filter((name) => !cleanNames(100).includes(name));
}
