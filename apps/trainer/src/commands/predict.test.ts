import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gunzipSync } from 'node:zlib';

import { buildKnownDgaFilter } from '@degas/generators';
import { describe, expect, test } from '@jest/globals';

import { runTrainer } from '../cli/run-trainer.ts';
import { captureContext } from '../testing/capture-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'degas-predict-'));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function linked(input: string, link: (from: string, to: string) => void): string {
  link(input, `${input}.link`);
  return `${input}.link`;
}

async function run(args: readonly string[], input = '') {
  const terminal = captureContext(input);
  const exitCode = await runTrainer(['predict', ...args], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const many = Array.from({ length: 20_000 }, (_, i) =>
  i % 97 === 0 ? '' : `${(i * 7919).toString(36)}.${i % 3 === 0 ? 'com' : 'co.uk'}`,
);

describe('predict', () => {
  test('returns the same with several workers as with one, in the same order', async () => {
    const odd = ['', 'münchen.de', '=1+1.com', '\xff', '..', '10.0.0.1', '# note'].join('\n');
    const lines = `${many.join('\n')}\n${odd}\n`.repeat(4);
    const input = file('many.txt', Buffer.from(lines, 'latin1'));
    const rejected = join(folder, 'rejected.tsv');
    const args = ['--input', input, '--format', 'csv', '--keep', '--rejected', rejected];
    const alone = await run(args);
    const left = readFileSync(rejected, 'utf8');
    expect(await run([...args, '--workers', '2'])).toEqual(alone);
    expect(readFileSync(rejected, 'utf8')).toBe(left);
    expect(left.split('\n').length).toBeGreaterThan(6);
    const domains = alone.output.split('\n').slice(1, many.length + 1);
    expect(domains.map((line) => line.slice(0, line.indexOf(',')))).toEqual(many);
  });

  test('takes a file as its argument, and packs what it writes by name', async () => {
    const output = join(folder, 'verdicts.tsv.gz');
    expect((await run([file('few.txt', 'google.com\n'), '--output', output])).exitCode).toBe(0);
    expect(gunzipSync(readFileSync(output)).toString()).toMatch(/^google\.com\t0\.\d+\tbenign\n$/);
  });

  test.each<[string, (input: string) => string]>([
    ['its own path', (input) => input],
    ['a symbolic link', (input) => linked(input, symlinkSync)],
    ['a hard link', (input) => linked(input, linkSync)],
  ])('refuses to write over the file that it reads, by %s', async (how, output) => {
    const input = file(`own-${how.replaceAll(' ', '-')}.txt`, 'google.com\n');
    const result = await run(['--input', input, '--output', output(input)]);
    expect(result.exitCode).toBe(2);
    expect(result.errors).toMatch(/^TRAINER_OUTPUT_IS_INPUT: .*name another --output/);
    expect(readFileSync(input, 'utf8')).toBe('google.com\n');
  });

  test('refuses to write over a list of rules that it reads', async () => {
    const allow = file('own-allow.txt', 'google.com\n');
    const { exitCode } = await run(['google.com', '--allow', allow, '--output', allow]);
    expect(exitCode).toBe(2);
    expect(readFileSync(allow, 'utf8')).toBe('google.com\n');
  });

  test('keeps what the output file held when the input breaks off', async () => {
    const output = file('kept.tsv', 'verdicts of yesterday\n');
    const { exitCode } = await run([
      '--input',
      file('broken.txt.gz', 'not gzip'),
      '--output',
      output,
    ]);
    expect(exitCode).toBe(1);
    expect(readFileSync(output, 'utf8')).toBe('verdicts of yesterday\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('replaces an output file of an earlier run', async () => {
    const output = file('earlier.tsv', 'verdicts of yesterday\n');
    expect((await run(['google.com', '--output', output])).exitCode).toBe(0);
    expect(readFileSync(output, 'utf8')).toMatch(/^google\.com\t0\.\d+\tbenign\n$/);
  });

  test('allow and deny lists decide; CSV and JSON lines say so', async () => {
    const allow = file('allow.txt', '# ours\n\n*.xjpakmdcfuqe.in # test\n');
    const deny = file('deny.txt', 'google.com\r\n');
    const lists = ['--allow', allow, '--deny', deny, '--format', 'csv'];
    const { output } = await run(['a.xjpakmdcfuqe.in', 'www.google.com', ...lists]);
    const [, allowed = '', denied = ''] = output.split('\n');
    expect(allowed).toMatch(
      /^a\.xjpakmdcfuqe\.in,[\d.e-]+,benign,.*,allow \*\.xjpakmdcfuqe\.in,,$/,
    );
    expect(denied).toMatch(/^www\.google\.com,[\d.e-]+,dga,.*,deny google\.com,,$/);
  });

  test('a list with a malformed line is refused with that line', async () => {
    const allow = file('bad.txt', 'good.com\nhttp://bad/\n');
    const { exitCode, errors } = await run(['google.com', '--allow', allow]);
    expect(exitCode).toBe(2);
    expect(errors).toMatch(/bad\.txt \(--allow\), line 2: 'http:\/\/bad\//);
  });

  test('names of a saved filter are DGA of their family', async () => {
    const day = new Date('2016-02-01T00:00:00Z');
    const filter = file(
      'known.bin',
      buildKnownDgaFilter({ from: day, days: 1, families: ['qakbot'] }).save(),
    );
    const { output } = await run(['qzwyzftwl.net', '--known-dga', filter]);
    expect(output).toMatch(/\tdga\tqakbot\n$/);
  });

  test('an operating point decides from which score on', async () => {
    const labelAt = async (point: string) =>
      (await run(['google.com', '--operating-point', point])).output.split('\t')[2]?.trim();
    expect(await labelAt('0')).toBe('dga');
    expect(await labelAt('1')).toBe('benign');
    expect((await run(['google.com', '--operating-point', 'strict'])).exitCode).toBe(2);
  });

  test('stops without a failure when its reader has had enough', async () => {
    const terminal = captureContext(many.join('\n'));
    let written = 0;
    const stdout = new Writable({
      write(_, __, done) {
        done(written++ > 0 ? Object.assign(new Error('pipe closed'), { code: 'EPIPE' }) : null);
      },
    });
    expect(await runTrainer(['predict'], { ...terminal, stdout })).toBe(0);
    expect(terminal.errors()).toBe('');
  });

  test('an output that cannot be written is a coded error: 1', async () => {
    const { exitCode, errors } = await run(['google.com', '--output', '/no/such/folder/file']);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/^TRAINER_CANNOT_WRITE: /);
  });

  test('waits for a slow reader instead of keeping its output', async () => {
    const terminal = captureContext(many.join('\n'));
    let most = 0;
    const stdout: Writable = new Writable({
      highWaterMark: 1024,
      write(_, __, done) {
        most = Math.max(most, stdout.writableLength);
        setImmediate(done);
      },
    });
    expect(await runTrainer(['predict'], { ...terminal, stdout })).toBe(0);
    expect(most).toBeLessThan(2 ** 20);
  });
});
