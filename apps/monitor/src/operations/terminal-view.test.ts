import { PassThrough } from 'node:stream';

import { beforeEach, describe, expect, test } from '@jest/globals';

import { alertName, alertOf } from '../testing/alert.ts';
import { quietSource } from '../testing/quiet-source.ts';
import { LiveView } from './live-view.ts';
import { terminalLines, TerminalView } from './terminal-view.ts';

describe('the view for a terminal', () => {
  let view: LiveView;
  let now: number;
  beforeEach(() => {
    now = 0;
    const problem = { name: 'dns.log', events: 0, rejected: 0, lag: 7, problem: 'is gone' };
    view = new LiveView(quietSource({ inputs: () => [problem] }), () => now);
  });

  test('shows rates, troubles and clients by risk', () => {
    const event = { time: 0, client: 'c', name: 'x.com', type: 'A', answers: [] };
    view.tick();
    now = 5000;
    view.observe([
      { ...event, answer: 'nxdomain' },
      ...Array.from({ length: 9 }, () => ({ ...event, answer: 'resolved' as const })),
    ]);
    view.tick();
    view.raise([
      alertOf('a', { level: 'low', client: '10.0.0.1', names: [alertName('x.com')] }),
      alertOf('b', { client: '10.0.0.2', names: [alertName('y.com'), alertName('z.com')] }),
    ]);
    expect(terminalLines(view, 100, 24)).toEqual([
      'Degas monitor   HIGH 1   MEDIUM 0   LOW 1   42 clients',
      '2 names/s █   10.0 % fail   lag 7',
      '! dns.log: is gone',
      '',
      'client                   level   family         failed     telling names',
      '10.0.0.2                 HIGH    qakbot         11/12      y.com z.com',
      '10.0.0.1                 LOW     qakbot         11/12      x.com',
    ]);
  });

  test('fits the terminal, and no text of a log steers it', () => {
    view.raise([alertOf('a', { client: '\x1b[2J\x1b]0;x\x07evil', family: '\x1b[31m' })]);
    for (let i = 0; i < 50; i++) view.raise([alertOf(`m${i}`, { client: `10.0.0.${i}` })]);
    const lines = terminalLines(view, 40, 10);
    expect(lines).toHaveLength(10);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(40);
      expect(line).not.toMatch(/[\x00-\x1f\x7f]/);
    }
  });

  test('is drawn on a screen of its own, and leaves what was there', () => {
    const terminal = Object.assign(new PassThrough(), { columns: 0, rows: 0 });
    const drawn = new TerminalView(view, terminal);
    drawn.start();
    view.raise([alertOf('a')]);
    drawn.stop();
    drawn.stop();
    view.raise([alertOf('b')]);
    const text = String(terminal.read());
    expect(text.startsWith('\x1b[?1049h')).toBe(true);
    expect(text.endsWith('\x1b[?25h\x1b[?1049l')).toBe(true);
    expect(text.split('\x1b[H')).toHaveLength(3);
    expect(text).toContain('Degas monitor   HIGH 1');
  });
});
