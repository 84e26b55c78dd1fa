import { createHmac } from 'node:crypto';

import { escapeControls } from '@degas/logs';
import type { Alert } from '@degas/traffic';

import { alertObject, alertSentence } from './alert-text.ts';
import { resultOfFailure } from './http-answer.ts';
import { ALL_TAKEN, type SendResult, type Transport } from './transport.ts';

export interface WebhookOptions {
  readonly url: string;
  /** What is posted: `{ alerts: […] }`, the same in the Elastic Common Schema, or a message of Slack's incoming webhooks. */
  readonly body: 'generic' | 'ecs' | 'slack';
  readonly headers: Readonly<Record<string, string>>;
  /** Signs the body: HMAC-SHA256 in hexadecimal, behind `sha256=` in the header `x-degas-signature`. */
  readonly secret: string | null;
}

/** Posts alerts to an address. Statuses 408, 425, 429 and from 500 on are tried again, others below 500 are refusals. */
export class WebhookTransport implements Transport {
  readonly name: string;
  readonly batchSize: number;
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    // The path of such an address is often its secret.
    this.name = `webhook ${new URL(options.url).origin}`;
    this.batchSize = options.body === 'slack' ? 10 : 50;
    this.#options = options;
  }

  async send(alerts: readonly Alert[], signal: AbortSignal): Promise<SendResult> {
    const { url, body, headers, secret } = this.#options;
    const text = JSON.stringify(
      body === 'slack' ? slackMessage(alerts) : genericBody(alerts, body),
    );
    const signature =
      secret === null ? null : createHmac('sha256', secret).update(text).digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'degas-monitor',
        ...(signature !== null && { 'x-degas-signature': `sha256=${signature}` }),
        ...headers,
      },
      body: text,
      // A receiver that moved would get alerts that it never asked for.
      redirect: 'manual',
      signal,
    });
    return resultOfFailure(alerts, response, await response.text()) ?? ALL_TAKEN;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function genericBody(alerts: readonly Alert[], body: 'generic' | 'ecs'): object {
  return { alerts: alerts.map((alert) => alertObject(alert, body === 'ecs' ? 'ecs' : 'jsonl')) };
}

const SHOWN_NAMES = 8;
const marks = { high: ':red_circle:', medium: ':large_orange_circle:', low: ':white_circle:' };

/** Returns a message of Slack's incoming webhooks; Mattermost and Rocket.Chat read its `text`. */
function slackMessage(alerts: readonly Alert[]): object {
  return {
    text: alerts.map((alert) => slackText(alertSentence(alert))).join('\n'),
    blocks: alerts.flatMap((alert) => [
      {
        type: 'section',
        text: { type: 'mrkdwn', text: `${marks[alert.level]} ${slackText(alertSentence(alert))}` },
      },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: `${alert.names
              .slice(0, SHOWN_NAMES)
              .map(({ name }) => `\`${slackText(name)}\``)
              .join(' ')} · id ${alert.id}`,
          },
        ],
      },
    ]),
  };
}

/** At most what a block takes, nothing in it a mention or a link. */
function slackText(text: string): string {
  return escapeControls(text)
    .slice(0, 2500)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/`/g, "'");
}
