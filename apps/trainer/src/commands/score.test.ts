import { PassThrough, Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { runTrainer } from '../cli/run-trainer.ts';
import { LineCutter, LONGEST_LINE } from '../stream/line-cutter.ts';
import { captureContext } from '../testing/capture-terminal.ts';

async function run(args: readonly string[], input: string | Buffer) {
  const terminal = captureContext();
  const stdin = Readable.from(typeof input === 'string' ? [Buffer.from(input)] : [input]);
  const exitCode = await runTrainer(['score', '--stream', ...args], { ...terminal, stdin });
  return { exitCode, lines: terminal.output().split('\n').slice(0, -1), errors: terminal.errors() };
}

describe('score --stream', () => {
  test('answers every line with one line, in order', async () => {
    const input =
      'google.com\n\nxjpakmdcfuqe.in\r\n10.0.0.1\n{"domain":"github.com","id":7}\n"a.com"\n{broken\n{"x":1}\nlast.com';
    const { exitCode, lines } = await run(['--fields', 'domain,label,skipped'], input);
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      'google.com\tbenign\t',
      '\tskipped\tempty',
      'xjpakmdcfuqe.in\tdga\t',
      '10.0.0.1\tskipped\tip_address',
      'github.com\tbenign\t',
      expect.stringMatching(/^a\.com\t(?:benign|dga)\t$/),
      '\tskipped\tbad_json',
      '\tskipped\tno_name',
      expect.stringMatching(/^last\.com\t/),
    ]);
  });

  test('the same scores as predict', async () => {
    const names = ['google.com', 'xjpakmdcfuqe.in', 'kjdfhgkwjerhtqq.net'];
    const terminal = captureContext(`${names.join('\n')}\n`);
    await runTrainer(['predict'], terminal);
    const expected = terminal
      .output()
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t')[1]);
    expect((await run(['--fields', 'score'], `${names.join('\n')}\n`)).lines).toEqual(expected);
  });

  test('JSON answers with the fields that are asked for, and what was asked', async () => {
    const { lines } = await run(
      ['--format', 'jsonl', '--fields', 'label,score', '--keep', '--column', 'dns.q'],
      '{"dns":{"q":"google.com"},"id":7}\n\n',
    );
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { label: 'benign', score: expect.any(Number), input: { dns: { q: 'google.com' }, id: 7 } },
      { label: 'skipped', score: null },
    ]);
  });

  test('a missing value has the text that is asked for', async () => {
    expect((await run(['--fields', 'score,label', '--null', '\\N'], 'localhost\n')).lines).toEqual([
      '\\N\tskipped',
    ]);
  });

  test('a NUL byte, a line of 1 MB and more, bytes that are not text, an empty input', async () => {
    const long = Buffer.concat([
      Buffer.from('a'.repeat(LONGEST_LINE + 5)),
      Buffer.from('.com\n'),
      Buffer.from([0, 0xff, 0xfe, 10]),
      Buffer.from('google.com\n'),
    ]);
    const { exitCode, lines } = await run(['--fields', 'label,skipped'], long);
    expect([exitCode, lines]).toEqual([
      0,
      ['skipped\tline_too_long', expect.stringMatching(/^skipped/), 'benign\t'],
    ]);
    expect(await run([], '')).toMatchObject({ exitCode: 0, lines: [] });
    expect((await run(['--fields', 'label'], '\n'.repeat(5))).lines).toHaveLength(5);
  });

  test('answers while the input pauses, and ends with it', async () => {
    const terminal = captureContext();
    const stdin = new PassThrough();
    const ended = runTrainer(['score', '--stream', '--fields', 'label'], { ...terminal, stdin });
    stdin.write('google.com\nxjpakm');
    while (terminal.output() === '') await setTimeout(5);
    expect(terminal.output()).toBe('benign\n');
    stdin.end('dcfuqe.in\n');
    expect(await ended).toBe(0);
    expect(terminal.output()).toBe('benign\ndga\n');
  });

  test('waits for a slow reader', async () => {
    let most = 0;
    const stdout: Writable = new Writable({
      highWaterMark: 1024,
      write(_, __, done) {
        most = Math.max(most, stdout.writableLength);
        setImmediate(done);
      },
    });
    const block = Buffer.from('google.com\n'.repeat(1000));
    const stdin = Readable.from(Array.from({ length: 200 }, () => block));
    const terminal = captureContext();
    expect(await runTrainer(['score', '--stream'], { ...terminal, stdin, stdout })).toBe(0);
    expect(most).toBeLessThan(2 ** 19);
  });

  test('ends with the first answer that nobody reads, though its input goes on', async () => {
    const stdout = new Writable({
      write(_, __, done) {
        done(Object.assign(new Error('pipe closed'), { code: 'EPIPE' }));
      },
    });
    const stdin = new PassThrough();
    const terminal = captureContext();
    const ended = runTrainer(['score', '--stream'], { ...terminal, stdin, stdout });
    stdin.write('google.com\n');
    expect([await ended, terminal.errors()]).toEqual([0, '']);
  });

  test('blocks with their number of lines in front', async () => {
    const args = ['--fields', 'label', '--chunk-header'];
    expect((await run(args, '2\ngoogle.com\n7\n1\nxjpakmdcfuqe.in\n')).lines).toEqual([
      'benign',
      'skipped',
      'dga',
    ]);
    expect((await run(args, 'google.com\n')).exitCode).toBe(1);
  });

  test('an array of records has an array of answers, anything else one that says so', async () => {
    const args = ['--arrays', '--format', 'jsonl', '--fields', 'label,skipped'];
    const lines = [
      '["google.com",{"name":"xjpakmdcfuqe.in"},"",7,{"x":1},"a\\u0000b.com"]',
      '[]',
      'google.com',
      '["google.com"',
      `["${'a'.repeat(LONGEST_LINE)}"]`,
      '["google.com"]',
    ];
    const benign = { label: 'benign', skipped: null };
    const skipped = (reason: string) => ({ label: 'skipped', skipped: reason });
    const found = (await run(args, lines.join('\n'))).lines.map((line): unknown =>
      JSON.parse(line),
    );
    expect(found).toEqual([
      [
        benign,
        { label: 'dga', skipped: null },
        ...['empty', 'no_name', 'no_name', 'invalid'].map(skipped),
      ],
      [],
      ...['bad_json', 'bad_json', 'line_too_long'].map(skipped),
      [benign],
    ]);
    expect((await run(['--arrays'], '')).exitCode).toBe(2);
  });

  test('an unknown field is wrong usage, with the one that was meant', async () => {
    const { exitCode, errors } = await run(['--fields', 'lable'], '');
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('Did you mean label?')]);
  });
});

test('lines are the same however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.nat({ max: 20 }),
      (text, size) => {
        const bytes = Buffer.from(text);
        const whole = new LineCutter();
        const expected = [...whole.take(bytes), ...whole.end()];
        const cutter = new LineCutter();
        const lines: (string | null)[] = [];
        for (let i = 0; i < bytes.length; i += size + 1)
          lines.push(...cutter.take(bytes.subarray(i, i + size + 1)));
        expect([...lines, ...cutter.end()]).toEqual(expected);
      },
    ),
  );
});
