import { describe, expect, test } from '@jest/globals';

import { escapeControls } from './escape-controls.ts';
import { rejectedLines } from './rejected-lines.ts';
import { VerdictWriter, type VerdictFormat } from './verdict-writer.ts';
import type { WritableVerdict } from './verdict.ts';

const dga: WritableVerdict = {
  domain: 'xjpakmdcfuqe.in',
  registrable: 'xjpakmdcfuqe.in',
  score: 0.987654321,
  label: 'dga',
  level: 'high',
  family: 'tinba',
  skipped: null,
};
const benign: WritableVerdict = {
  domain: 'www.example.com',
  registrable: 'example.com',
  score: 1e-7,
  label: 'benign',
  level: null,
  family: null,
  skipped: null,
};
const skipped: WritableVerdict = {
  domain: 'localhost',
  registrable: null,
  score: null,
  label: 'skipped',
  level: null,
  family: null,
  skipped: 'single_label',
};
const decided: WritableVerdict = {
  ...dga,
  family: null,
  decision: { by: 'deny', rule: '*.in' },
};
const ambiguous: WritableVerdict = {
  ...dga,
  family: null,
  kind: 'random-looking',
  candidates: [
    { family: 'tinba', probability: 0.45678 },
    { family: 'qakbot', probability: 0.3 },
  ],
};
const all = [dga, benign, skipped, decided];

const written = (format: VerdictFormat, verdicts = all): string => {
  const writer = new VerdictWriter(format);
  return writer.lines(verdicts) + writer.end();
};

describe('verdicts', () => {
  test('as TSV, by the batch contract', () => {
    expect(written('tsv')).toBe(
      'xjpakmdcfuqe.in\t0.987654321\tdga\ttinba\nwww.example.com\t1.00000000e-7\tbenign\nlocalhost\t\tskipped\nxjpakmdcfuqe.in\t0.987654321\tdga\n',
    );
  });

  test('as CSV, with its header once', () => {
    expect(written('csv')).toBe(
      'domain,score,label,level,family,registrable,skipped,decision,kind,candidates\n' +
        'xjpakmdcfuqe.in,0.987654321,dga,high,tinba,xjpakmdcfuqe.in,,,,\n' +
        'www.example.com,1.00000000e-7,benign,,,example.com,,,,\n' +
        'localhost,,skipped,,,,single_label,,,\n' +
        'xjpakmdcfuqe.in,0.987654321,dga,high,,xjpakmdcfuqe.in,,deny *.in,,\n',
    );
    expect(written('csv', [])).toBe(
      'domain,score,label,level,family,registrable,skipped,decision,kind,candidates\n',
    );
  });

  test('as JSON lines and in the Elastic Common Schema', () => {
    expect(written('jsonl', [benign])).toBe(`${JSON.stringify(benign)}\n`);
    expect(JSON.parse(written('ecs', [dga]))).toEqual({
      dns: { question: { name: dga.domain, registered_domain: dga.registrable } },
      ml_is_dga: { malicious_prediction: 1, malicious_probability: dga.score },
      threat: { software: { name: 'tinba' } },
    });
    expect(JSON.parse(written('ecs', [skipped]))).toEqual({
      dns: { question: { name: 'localhost' } },
      ml_is_dga: { malicious_prediction: 0 },
    });
  });

  test('with candidates for the family, and what the name looks like without one', () => {
    expect(written('tsv', [ambiguous])).toBe('xjpakmdcfuqe.in\t0.987654321\tdga\n');
    expect(written('csv', [ambiguous])).toContain(',random-looking,"tinba=0.4568,qakbot=0.3"\n');
    expect(JSON.parse(written('jsonl', [ambiguous]))).toEqual(ambiguous);
    const { kind, candidates } = ambiguous;
    expect(JSON.parse(written('ecs', [ambiguous]))).toMatchObject({ degas: { kind, candidates } });
  });

  test('with the fields of their records', () => {
    const kept = [{ ts: 1, note: '=x' }, null];
    const lines = (format: VerdictFormat): string =>
      new VerdictWriter(format).lines([dga, benign], kept);
    expect(lines('tsv')).toBe(
      'xjpakmdcfuqe.in\t0.987654321\tdga\ttinba\t1\t=x\nwww.example.com\t1.00000000e-7\tbenign\t\n',
    );
    expect(lines('csv')).toContain(
      ',input.ts,input.note\nxjpakmdcfuqe.in,0.987654321,dga,high,tinba,xjpakmdcfuqe.in,,,,,1,"\'=x"\n',
    );
    expect(JSON.parse(lines('jsonl').split('\n')[0] ?? '')).toEqual({ ...dga, input: kept[0] });
    expect(JSON.parse(lines('ecs').split('\n')[0] ?? '')).toMatchObject({
      event: { original: '{"ts":1,"note":"=x"}' },
    });
  });
});

describe('what would do harm', () => {
  const named = (domain: string): WritableVerdict => ({ ...dga, domain });

  test.each(['=cmd|x.in', '+1.in', '-a.in', '@SUM(1).in'])('a formula in front: %s', (name) => {
    expect(written('csv', [named(name)]).split('\n')[1]).toMatch(/^"?'[=+\-@]/);
  });

  test.each(['\x1b[31mred.in', 'a\u202eb.in', 'a\x07.in', 'a\x9b1m.in', 'a\tb\r\n.in'])(
    'characters that steer a terminal: %j',
    (name) => {
      for (const format of ['tsv', 'csv', 'jsonl', 'ecs'] as const) {
        expect(written(format, [named(name)]).replace(/[\t\n]/g, '')).not.toMatch(
          /[\0-\x1f\x7f-\x9f\u202e]/,
        );
      }
      expect(JSON.parse(written('jsonl', [named(name)]))).toMatchObject({ domain: name });
    },
  );

  test('is escaped as programs write it', () => {
    expect(escapeControls('a\x1b\u202eé')).toBe('a\\x1b\\u202eé');
  });

  test('in rejected lines, too', () => {
    const rejection = {
      kind: 'rejection',
      line: 3,
      reason: 'no_name',
      detail: null,
      text: 'a\tb\x1b\udcfc',
    } as const;
    expect(rejectedLines('dns.log', [rejection])).toBe(
      'dns.log\t3\tno_name\t\ta\\x09b\\x1b\\xFC\n',
    );
  });
});
