import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { parse } from 'papaparse';

import { alertName, alertOf } from '../testing/alert.ts';
import { quietSource } from '../testing/quiet-source.ts';
import { buildOperationsServer } from './build-server.ts';
import { LiveView, type MonitorSource } from './live-view.ts';
import { RuleBook } from './rule-book.ts';

const NOW = Date.UTC(2026, 10, 27, 9);
const authorization = 'Bearer secret';

describe('the web server of the monitor', () => {
  let app: FastifyInstance;
  let view: LiveView;
  let rules: RuleBook;
  let source: Partial<MonitorSource>;
  let now: number;

  beforeEach(async () => {
    now = NOW;
    source = {};
    const given = quietSource();
    view = new LiveView(
      {
        counts: () => (source.counts ?? given.counts)(),
        inputs: () => (source.inputs ?? given.inputs)(),
        outlets: () => (source.outlets ?? given.outlets)(),
        unready: () => (source.unready ?? given.unready)(),
        whoAskedFor: (names) => (source.whoAskedFor ?? given.whoAskedFor)(names),
      },
      () => now,
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'degas-operations-'));
    rules = await RuleBook.open(
      path.join(folder, 'rules.json'),
      () => now,
      () => undefined,
    );
    app = await buildOperationsServer({
      view,
      rules,
      tokens: ['secret'],
      explain: (name) => ({
        registrable: name,
        sentence: `${name} is odd`,
        characters: [{ at: 0, weight: 2 }],
      }),
      pageFolder: null,
    });
  });
  afterEach(() => app.close());

  const get = (url: string) => app.inject({ url, headers: { authorization } });

  test('says whether it lives and is ready to everybody, and all else to those who have the token', async () => {
    expect((await app.inject('/livez')).statusCode).toBe(200);
    expect((await app.inject('/readyz')).body).toBe('ok');
    source.unready = () => 'the input dns.log is gone';
    const unready = await app.inject('/readyz');
    expect([unready.statusCode, unready.body]).toEqual([503, 'the input dns.log is gone']);
    for (const url of [
      '/metrics',
      '/api/overview',
      '/api/alerts',
      '/api/clients',
      '/api/rules',
      '/api/events',
      '/api/rates/chart',
      '/api/export/csv',
      '/api/alerts/a',
    ]) {
      expect((await app.inject(url)).statusCode).toBe(401);
      const wrong = await app.inject({ url, headers: { authorization: 'Bearer secre' } });
      expect(wrong.statusCode).toBe(401);
    }
    const made = await app.inject({ method: 'POST', url: '/api/rules', payload: {} });
    expect(made.statusCode).toBe(401);
    expect(made.headers['content-security-policy']).toMatch(/^default-src 'none';/);
  });

  test('lists alerts, the latest first, by level and by what is looked for', async () => {
    view.raise([
      alertOf('a', { level: 'low', client: 'printer' }),
      alertOf('b', { names: [alertName('needle.com')] }),
    ]);
    now += 1000;
    view.raise([alertOf('a', { level: 'high', client: 'printer' })]);
    const ids = async (query: string): Promise<string[]> =>
      (await get(`/api/alerts${query}`))
        .json<{ alerts: { id: string }[] }>()
        .alerts.map(({ id }) => id);
    expect(await ids('')).toEqual(['a', 'b']);
    expect(await ids('?level=high')).toEqual(['a', 'b']);
    expect(await ids('?find=needle')).toEqual(['b']);
    expect(await ids('?find=PRINT')).toEqual(['a']);
    expect((await get('/api/alerts?level=huge')).statusCode).toBe(400);
    const { clients } = (await get('/api/clients')).json<{ clients: { client: string }[] }>();
    expect(clients.map(({ client }) => client).sort()).toEqual(['10.0.0.7', 'printer']);
  });

  test('shows an alert with why its names are odd and who else asked for them', async () => {
    view.raise([
      alertOf('a', { names: [alertName('x.com'), alertName('y.com')] }),
      alertOf('b', { client: '10.0.0.8', names: [alertName('x.com')] }),
    ]);
    const detail = (await get('/api/alerts/a')).json<object>();
    expect(detail).toMatchObject({
      client: '10.0.0.7',
      mute: null,
      names: [{ name: 'x.com', why: { sentence: 'x.com is odd', characters: [{ at: 0 }] } }, {}],
      others: [{ client: '10.0.0.8', names: 1 }],
    });
    source.whoAskedFor = () => [
      { client: '10.0.0.7', names: 2 },
      { client: '10.0.0.9', names: 2 },
    ];
    expect((await get('/api/alerts/a')).json()).toMatchObject({
      others: [{ client: '10.0.0.9', names: 2 }],
    });
    expect((await get('/api/alerts/zzz')).statusCode).toBe(404);
  });

  test('mutes with a reason and an end, and no longer lists what is muted', async () => {
    view.raise([alertOf('a')]);
    const post = (payload: object) =>
      app.inject({ method: 'POST', url: '/api/rules', headers: { authorization }, payload });
    expect((await post({ kind: 'mute_client', value: '10.0.0.7' })).statusCode).toBe(400);
    const until = new Date(NOW + 60_000).toISOString();
    const made = await post({ kind: 'mute_client', value: '10.0.0.7', reason: 'a test', until });
    expect(made.statusCode).toBe(201);
    const { id } = made.json<{ id: string }>();
    expect((await get('/api/alerts')).json()).toMatchObject({ total: 0 });
    expect((await get('/api/alerts?muted=yes')).json()).toMatchObject({
      alerts: [{ id: 'a', mute: 'a test' }],
    });
    now += 60_000;
    expect((await get('/api/alerts')).json()).toMatchObject({ total: 1 });
    now -= 60_000;
    const gone = await app.inject({
      method: 'DELETE',
      url: `/api/rules/${id}`,
      headers: { authorization },
    });
    expect(gone.statusCode).toBe(204);
    expect((await get('/api/rules')).json()).toEqual({ rules: [] });
    const past = await post({
      kind: 'mute_client',
      value: 'x',
      reason: 'y',
      until: '2020-01-01T00:00:00Z',
    });
    expect([past.statusCode, past.body]).toEqual([
      400,
      expect.stringContaining('MONITOR_OPTION_INVALID'),
    ]);
  });

  test('exports what is shown, in which no cell is a formula', async () => {
    view.raise([alertOf('a', { client: '=cmd()' }), alertOf('b', { level: 'low' })]);
    const csv = await get('/api/export/csv?level=high');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="degas-alerts.csv"');
    const { data } = parse<Record<string, string>>(csv.body.trim(), { header: true });
    expect(data).toMatchObject([
      { id: 'a', client: "'=cmd()", level: 'high', names: 'xaqkz.com yaqkz.net' },
    ]);
    const lines = (await get('/api/export/ecs')).body.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { event: { id: 'b' } },
      { event: { id: 'a' } },
    ]);
    expect((await get('/api/export/xls')).statusCode).toBe(400);
  });

  test('tells alerts and rates as they come', async () => {
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${address}/api/events`, { headers: { authorization } });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const read = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) text += (await reader?.read())?.value ?? '';
    };
    await read('event: hello');
    view.observe([]);
    view.tick();
    now += 5000;
    view.tick();
    await read('event: tick\ndata: {"time"');
    view.raise([alertOf('a')]);
    await read('event: alert\ndata: {"id":"a","client":"10.0.0.7","level":"high"}\n\n');
    await reader?.cancel();
  });

  test('draws the rates, with a table that says the same', async () => {
    const event = { time: 0, client: 'c', name: 'x.com', type: 'A', answers: [] };
    for (const failed of [0, 10, 50]) {
      now += 5000;
      view.observe([
        ...Array.from({ length: failed }, () => ({ ...event, answer: 'nxdomain' as const })),
        ...Array.from({ length: 100 - failed }, () => ({ ...event, answer: 'resolved' as const })),
      ]);
      view.tick();
    }
    const { body } = await get('/api/rates/chart');
    expect(body).toMatch(/<svg/);
    expect(body).toMatch(/09:00:15.*20\.0.*50\.0 %.*7/s);
  });

  test('tells Prometheus what it counts, as promtool wants it', async () => {
    view.observe([
      { time: 0, client: 'c', name: 'x.com', type: 'A', answer: 'nxdomain', answers: [] },
    ]);
    view.raise([alertOf('a')]);
    const { body, headers } = await get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    for (const line of [
      'degas_monitor_names_total 1',
      'degas_monitor_failed_names_total 1',
      'degas_monitor_alerts_total{level="high"} 1',
      'degas_monitor_alerts_total{level="low"} 0',
      'degas_monitor_clients 42',
      'degas_monitor_input_lag{input="dns.log"} 7',
      'degas_monitor_input_up{input="dns.log"} 1',
      'degas_monitor_dropped_events_total{reason="late"} 1',
      'degas_monitor_delivered_alerts_total{output="file alerts.jsonl"} 3',
      'degas_monitor_ready 1',
    ])
      expect(body.split('\n')).toContain(line);
    // Asked twice, nothing is counted twice.
    expect((await get('/metrics')).body).toContain('degas_monitor_names_total 1\n');
    if (spawnSync('promtool', ['--version']).error !== undefined) return;
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' });
    expect(`${checked.stdout}${checked.stderr}`).toBe('');
  });

  test('keeps its own mistakes to itself', async () => {
    source.counts = () => {
      throw new Error('secret path /etc');
    };
    const answer = await get('/api/overview');
    expect([answer.statusCode, answer.json()]).toEqual([500, { error: 'Internal error' }]);
  });
});
