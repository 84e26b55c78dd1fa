import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { quietSource } from '../testing/quiet-source.ts';
import { LiveView } from './live-view.ts';
import { monitorMetrics } from './monitor-metrics.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');
const DEPLOY = path.join(import.meta.dirname, '../../deploy');
const read = (name: string): string => readFileSync(path.join(DEPLOY, name), 'utf8');

const works = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args).status === 0;

/** On the path, or with the Python packages that the tests use. */
const hadolint = [
  'hadolint',
  path.join(path.dirname(process.env.DEGAS_PYTHON ?? '/nowhere/python3'), 'hadolint'),
].find((program) => works(program, '--version'));

describe('the Dockerfile of the monitor', () => {
  (hadolint === undefined ? test.skip : test)('is clean by hadolint (needs hadolint)', () => {
    const { status, stdout } = spawnSync(hadolint ?? '', [path.join(DEPLOY, 'Dockerfile')]);
    expect({ status, complaints: stdout.toString() }).toEqual({ status: 0, complaints: '' });
  });

  test('does not run as root', () => {
    expect(read('Dockerfile').match(/^USER .*$/gm)).toEqual(['USER 1000']);
  });
});

(works('systemd-analyze', '--version') ? test : test.skip)(
  'the unit is correct by systemd-analyze (needs systemd-analyze)',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'degas-unit-'));
    const unit = path.join(folder, 'degas-monitor.service');
    await writeFile(
      unit,
      read('degas-monitor.service')
        .replace('/usr/bin/node', process.execPath)
        .replace('/opt/degas', ROOT),
    );
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', unit]);
    await rm(folder, { recursive: true });
    const complaints = stderr.toString().split('\n');
    expect(complaints.filter((line) => line.includes('degas-monitor'))).toEqual([]);
    expect(status).toBe(0);
  },
);

/** Names of the monitor's own metrics in a text. */
const metricsIn = (text: string): string[] => [
  ...new Set(text.match(/\b(?:degas_monitor|process)_[a-z_]+\b/g)),
];

describe('what Grafana and Prometheus are given', () => {
  const known = new Set(
    monitorMetrics(new LiveView(quietSource(), () => 0))
      .getMetricsAsArray()
      .map(({ name }) => name),
  );

  test('the dashboard asks for metrics that there are, and for all that matter', () => {
    const dashboard = JSON.parse(read('grafana-dashboard.json')) as {
      readonly uid: string;
      readonly panels: readonly {
        readonly id: number;
        readonly targets: readonly { readonly expr: string }[];
      }[];
    };
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const asked = dashboard.panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => metricsIn(expr)),
    );
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
    expect(asked).toEqual(
      expect.arrayContaining([
        'degas_monitor_alerts_total',
        'degas_monitor_input_lag',
        'degas_monitor_dead_letters_total',
      ]),
    );
  });

  test('the rules ask for metrics that there are', () => {
    expect(metricsIn(read('prometheus-rules.yml')).filter((name) => !known.has(name))).toEqual([]);
  });

  (works('promtool', '--version') ? test : test.skip)(
    'promtool reads the rules, and the expressions of the dashboard (needs promtool)',
    async () => {
      const rules = spawnSync('promtool', [
        'check',
        'rules',
        path.join(DEPLOY, 'prometheus-rules.yml'),
      ]);
      expect({ status: rules.status, stderr: rules.stderr.toString() }).toMatchObject({
        status: 0,
      });
      const expressions = [
        ...read('grafana-dashboard.json').matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g),
      ].map(([, text]) => (JSON.parse(text ?? '""') as string).replaceAll('$job', '.*'));
      expect(expressions.length).toBeGreaterThan(9);
      const folder = await mkdtemp(path.join(tmpdir(), 'degas-rules-'));
      const file = path.join(folder, 'rules.yml');
      const recorded = expressions.map((expr, i) => ({ record: `panel:${i}`, expr }));
      await writeFile(file, JSON.stringify({ groups: [{ name: 'dashboard', rules: recorded }] }));
      const checked = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
      await rm(folder, { recursive: true });
      expect(`${checked.stdout}${checked.stderr}`).toMatch(/SUCCESS/);
    },
  );
});
