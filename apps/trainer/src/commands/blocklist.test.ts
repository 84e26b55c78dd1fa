import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { blocklistFormats } from '@degas/generators';
import { expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-blocklist-'));

async function run(args: readonly string[], input = '') {
  const terminal = captureContext(input);
  const exitCode = await runTrainer(['blocklist', ...args], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const DGA = 'xjpakmdcfuqe.in';

test.each([
  ['domains', DGA],
  ['hosts', `0.0.0.0 ${DGA}`],
  ['adblock', `||${DGA}^`],
  ['adguard', `||${DGA}^`],
  ['pihole', `||${DGA}^`],
  ['dnsmasq', `local=/${DGA}/`],
  ['unbound', `local-zone: "${DGA}." always_nxdomain`],
  ['rpz', `${DGA} CNAME .`],
])(
  '%s: the DGA names of an input, each once, with the expected false positives',
  async (format, line) => {
    const input = `www.${DGA}\ngoogle.com\n${DGA}\n`;
    const { exitCode, output } = await run(['-', '--format', format, '--level', 'low'], input);
    expect(exitCode).toBe(0);
    const lines = output.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^[#!;] Degas: 1 of 2 names, classified as DGA at level low$/);
    expect(lines[1]).toMatch(/Expected false positives: 1 in [\d,]+ benign names/);
    expect(lines.filter((text) => text === line)).toHaveLength(1);
    expect(output).not.toContain('google.com');
  },
);

test('every format can be read by degas predict again', async () => {
  for (const format of blocklistFormats) {
    const file = join(folder, `list-${format}`);
    expect((await run([DGA, '--level', 'low', '--format', format, '--out', file])).exitCode).toBe(
      0,
    );
    const terminal = captureContext();
    expect(await runTrainer(['predict', '--input', file], terminal)).toBe(0);
    expect([format, terminal.output()]).toEqual([format, expect.stringContaining(`${DGA}\t`)]);
  }
});

test('generated names of a family and a day', async () => {
  const { exitCode, output } = await run(['--families', 'qakbot', '--from', '2016-02-01']);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/^# Degas: names that qakbot generate, 2016-02-01 to 2016-02-01\n/);
  expect(output).toContain('0.0.0.0 qzwyzftwl.net\n');
});

test('allowed names are not blocked', async () => {
  const allow = join(folder, 'allow.txt');
  writeFileSync(allow, `${DGA}\n`);
  expect((await run([DGA, '--level', 'low', '--allow', allow])).output).not.toContain(
    `0.0.0.0 ${DGA}`,
  );
});

test('an input is never overwritten, and a missing one is wrong usage', async () => {
  const input = join(folder, 'names.txt');
  writeFileSync(input, `${DGA}\n`);
  expect((await run([input, '--out', input])).exitCode).toBe(2);
  expect(readFileSync(input, 'utf8')).toBe(`${DGA}\n`);
  expect((await run(['missing.txt'])).exitCode).toBe(2);
  expect((await run([DGA, '--from', '2026-11-24'])).exitCode).toBe(2);
});
