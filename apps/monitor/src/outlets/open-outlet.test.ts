import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';

import { describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { HttpReceiver } from '../testing/http-receiver.ts';
import { type OutletContext, openOutlet } from './open-outlet.ts';
import { outletOfWord, outletSettings } from './outlet-settings.ts';

const context = (given: Partial<OutletContext> = {}): OutletContext => ({
  stateFolder: mkdtempSync(path.join(tmpdir(), 'degas-outlets-')),
  stdout: new PassThrough(),
  environment: {},
  now: Date.now,
  random: () => 0.5,
  isAllowed: () => false,
  onProblem: () => undefined,
  ...given,
});

describe('an output in one word', () => {
  test.each([
    ['-', { type: 'stdout', form: 'ecs' }],
    ['alerts.jsonl', { type: 'file', path: 'alerts.jsonl' }],
    ['/var/log/degas', { type: 'file', path: '/var/log/degas' }],
    ['syslog+udp://10.0.0.1', { type: 'syslog', protocol: 'udp', host: '10.0.0.1', port: 514 }],
    ['syslog+tls://[::1]', { type: 'syslog', protocol: 'tls', host: '::1', port: 6514 }],
    ['syslog+tcp://log:601', { type: 'syslog', protocol: 'tcp', host: 'log', port: 601 }],
    ['https://a.example/x', { type: 'webhook', url: 'https://a.example/x', body: 'generic' }],
    ['slack+https://a.example/x', { type: 'webhook', url: 'https://a.example/x', body: 'slack' }],
    [
      'elasticsearch+https://u:p@a.example:9200/alerts',
      {
        type: 'elasticsearch',
        url: 'https://a.example:9200',
        index: 'alerts',
        headers: { authorization: 'Basic dTpw' },
      },
    ],
    ['opensearch+http://localhost:9200/alerts', { type: 'elasticsearch', headers: {} }],
    [
      'kafka://a:9092,b:9092/alerts',
      { type: 'kafka', topic: 'alerts', cluster: { brokers: ['a:9092', 'b:9092'] } },
    ],
    [
      'rpz:/etc/degas.rpz',
      { type: 'blocklist', format: 'rpz', path: '/etc/degas.rpz', level: 'high' },
    ],
    ['adguard:list.txt', { type: 'blocklist', format: 'adguard', path: 'list.txt' }],
  ])('%s', (word, expected) => {
    expect(outletOfWord(word)).toMatchObject(expected);
  });

  test.each([
    'ftp://a.example',
    'syslog+icmp://a',
    'kafka://a:9092',
    'elasticsearch+http://a/',
    'x+y://z',
  ])('%s is none, which is said', (word) => {
    expect(() => outletOfWord(word)).toThrow(
      expect.objectContaining({ code: 'MONITOR_OPTION_INVALID' }),
    );
  });

  test('whose password is not repeated in the error', () => {
    expect(() => outletOfWord('elasticsearch+http://u:hidden@a/')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hidden') }),
    );
  });
});

describe('an output', () => {
  test('gets the alerts of its level and above', async () => {
    const stdout = new PassThrough();
    const settings = outletSettings.parse({ type: 'stdout', form: 'jsonl', level: 'medium' });
    const outlet = await openOutlet(settings, context({ stdout }));
    await outlet.deliver([alertOf('a', { level: 'low' }), alertOf('b', { level: 'medium' })]);
    await outlet.close();
    expect(String(stdout.read())).toMatch(/^\{.*"id":"b".*\}\n$/);
    expect(outlet.counts.delivered).toBe(1);
  });

  test('takes secrets from the environment, and says which is missing', async () => {
    const receiver = await new HttpReceiver().start();
    const settings = outletSettings.parse({
      type: 'webhook',
      url: receiver.url,
      headers: { authorization: '$HOOK_TOKEN' },
    });
    await expect(openOutlet(settings, context())).rejects.toThrow(/\$HOOK_TOKEN is not in/);
    const environment = { HOOK_TOKEN: 'Bearer t' };
    const outlet = await openOutlet(settings, context({ environment }));
    await outlet.deliver([alertOf('a')]);
    await outlet.close();
    expect(receiver.requests[0]?.headers.authorization).toBe('Bearer t');
    await receiver.stop();
  });

  test('has its dead letters in a file of its own', async () => {
    const surroundings = context();
    const receiver = await new HttpReceiver().start();
    receiver.reply = () => ({ status: 400 });
    const outlet = await openOutlet(
      outletSettings.parse({ type: 'webhook', url: receiver.url }),
      surroundings,
    );
    await outlet.deliver([alertOf('a')]);
    await outlet.close();
    const { port } = receiver;
    await receiver.stop();
    const file = path.join(
      surroundings.stateFolder,
      'dead-letters',
      `webhook-http-127.0.0.1-${port}.jsonl`,
    );
    expect(readFileSync(file, 'utf8')).toContain('"reason":"status 400"');
  });
});
