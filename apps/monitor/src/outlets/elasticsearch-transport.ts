import type { Alert } from '@degas/traffic';

import { alertObject } from './alert-text.ts';
import { resultOfFailure } from './http-answer.ts';
import type { Refusal, SendResult, Transport } from './transport.ts';

export interface ElasticsearchOptions {
  /** Address of a node or of a balancer, without the path of the index. */
  readonly url: string;
  /** An index, an alias or a data stream. */
  readonly index: string;
  /** Data streams take new documents only: then an alert that grows stronger is a document of its own. */
  readonly isDataStream: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface BulkItem {
  readonly status?: number;
  readonly error?: { readonly type?: string; readonly reason?: string };
}

/**
 * Alerts as documents of the Elastic Common Schema by the bulk interface of Elasticsearch and OpenSearch. A document's id is
 * the alert's: one that comes again overwrites itself. Each item of an answer is looked at: those that were refused for being
 * too many are sent again, those that the mapping refuses are not.
 */
export class ElasticsearchTransport implements Transport {
  readonly name: string;
  readonly batchSize = 500;
  readonly #options: ElasticsearchOptions;

  constructor(options: ElasticsearchOptions) {
    const { origin } = new URL(options.url);
    this.name = `elasticsearch ${origin}/${options.index}`;
    this.#options = options;
  }

  async send(alerts: readonly Alert[], signal: AbortSignal): Promise<SendResult> {
    const { url, index, isDataStream, headers } = this.#options;
    const lines = alerts.flatMap((alert) => [
      isDataStream
        ? { create: { _id: `${alert.id}-${alert.level}` } }
        : { index: { _id: alert.id } },
      alertObject(alert, 'ecs'),
    ]);
    const response = await fetch(
      `${url.replace(/\/$/, '')}/${encodeURIComponent(index)}/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', ...headers },
        body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
        redirect: 'manual',
        signal,
      },
    );
    const text = await response.text();
    return resultOfFailure(alerts, response, text) ?? resultOfItems(alerts, text);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function resultOfItems(alerts: readonly Alert[], text: string): SendResult {
  const { errors, items } = JSON.parse(text) as {
    readonly errors?: boolean;
    readonly items?: readonly Readonly<Record<string, BulkItem>>[];
  };
  if (items?.length !== alerts.length) {
    throw new Error(`an answer with ${items?.length ?? 'no'} items to ${alerts.length} documents`);
  }
  const refused: Refusal[] = [];
  const retry: Alert[] = [];
  let reason: string | null = null;
  alerts.forEach((alert, i) => {
    const item = Object.values(items[i] ?? {})[0];
    const status = item?.status ?? 500;
    // 409: a document of this id is there already, so the alert was delivered before.
    if (errors !== true || status < 300 || status === 409) return;
    const why = `status ${status}: ${item?.error?.type ?? ''} ${item?.error?.reason ?? ''}`.trim();
    if (status === 429 || status >= 500) {
      retry.push(alert);
      reason = why;
    } else {
      refused.push({ alert, reason: why });
    }
  });
  return { refused, retry, reason, waitMs: null };
}
