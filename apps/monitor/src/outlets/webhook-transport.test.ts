import { createHmac } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { alertName, alertOf } from '../testing/alert.ts';
import { HttpReceiver, type Reply } from '../testing/http-receiver.ts';
import { describeOutlet } from '../testing/outlet-contract.ts';
import { WebhookTransport, type WebhookOptions } from './webhook-transport.ts';

const optionsFor = (url: string, given: Partial<WebhookOptions> = {}): WebhookOptions => ({
  url: `${url}/services/T0/secret`,
  body: 'generic',
  headers: {},
  secret: null,
  ...given,
});

const idsOf = (receiver: HttpReceiver): string[] =>
  receiver.requests.flatMap(({ body }) =>
    (JSON.parse(body) as { alerts: { id: string }[] }).alerts.map(({ id }) => id),
  );

const breakdowns: [string, Reply | 'refuse'][] = [
  ['answers 500', { status: 500, text: 'oops' }],
  ['answers 429', { status: 429, headers: { 'retry-after': '0' } }],
  ['refuses connections', 'refuse'],
];

for (const [what, reply] of breakdowns) {
  describeOutlet(
    `a webhook that at times ${what}`,
    async () => {
      const receiver = await new HttpReceiver().start();
      const { url, port } = receiver;
      return {
        transport: new WebhookTransport(optionsFor(url)),
        received: () => idsOf(receiver),
        breakDown: async () => {
          if (reply === 'refuse') await receiver.stop();
          else receiver.reply = () => reply;
        },
        mend: async () => {
          receiver.reply = () => ({ status: 200 });
          if (reply === 'refuse') await receiver.start(port);
        },
        stop: () => receiver.stop(),
      };
    },
    { hasAnswers: true, replaces: false },
  );
}

describe('a webhook', () => {
  let receiver: HttpReceiver;
  beforeEach(async () => {
    receiver = await new HttpReceiver().start();
  });
  afterEach(() => receiver.stop());

  const send = (given: Partial<WebhookOptions>, alert = alertOf('a1')) =>
    new WebhookTransport(optionsFor(receiver.url, given)).send([alert], AbortSignal.timeout(5000));

  test('is posted alerts, with headers and a signature of the body', async () => {
    await send({ headers: { authorization: 'Bearer t' }, secret: 'key' });
    const { headers, body, url } = receiver.requests[0] ?? { headers: {}, body: '', url: '' };
    expect(url).toBe('/services/T0/secret');
    expect(headers).toMatchObject({
      authorization: 'Bearer t',
      'content-type': 'application/json',
      'x-degas-signature': `sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`,
    });
    expect(JSON.parse(body)).toMatchObject({
      alerts: [
        { id: 'a1', client: '10.0.0.7', level: 'high', names: [{ name: 'xa1qkz.com' }, {}] },
      ],
    });
  });

  test('of Slack gets a message in which a log can neither mention nor link', async () => {
    await send(
      { body: 'slack' },
      alertOf('a1', { client: '<!channel> & <http://x|y>', names: [alertName('a`b<c.com')] }),
    );
    const body = receiver.requests[0]?.body ?? '';
    expect(body).not.toMatch(/<!|<http/);
    expect(JSON.parse(body)).toMatchObject({
      text: expect.stringContaining(
        'HIGH &lt;!channel&gt; &amp; &lt;http://x|y&gt; asks for names',
      ),
      blocks: [
        { type: 'section', text: { type: 'mrkdwn' } },
        { type: 'context', elements: [{ text: "`a'b&lt;c.com` · id a1" }] },
      ],
    });
  });

  test('does not get again what it refused', async () => {
    receiver.reply = () => ({ status: 400, text: 'invalid_payload' });
    expect(await send({})).toMatchObject({
      retry: [],
      refused: [{ alert: { id: 'a1' }, reason: 'status 400: invalid_payload' }],
    });
  });

  test('that moved is a refusal, as nobody asked for alerts to go elsewhere', async () => {
    receiver.reply = () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } });
    expect(await send({})).toMatchObject({ retry: [], refused: [{ reason: 'status 302' }] });
  });

  test('says how long to wait', async () => {
    receiver.reply = () => ({ status: 503, headers: { 'retry-after': '7' } });
    expect(await send({})).toMatchObject({ refused: [], waitMs: 7000 });
  });

  test('is named without its path, which is a secret', () => {
    const { name } = new WebhookTransport(optionsFor('https://hooks.example'));
    expect(name).toBe('webhook https://hooks.example');
  });
});
