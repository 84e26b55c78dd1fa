import { describe, expect, test } from '@jest/globals';

import { alertOf } from '../testing/alert.ts';
import { HttpReceiver, type ReceivedRequest, type Reply } from '../testing/http-receiver.ts';
import { describeOutlet } from '../testing/outlet-contract.ts';
import { ElasticsearchTransport } from './elasticsearch-transport.ts';

interface Action {
  readonly index?: { readonly _id: string };
  readonly create?: { readonly _id: string };
}

/** The bulk interface as far as it is used: documents by id, and answers by item. */
class Cluster {
  readonly receiver = new HttpReceiver();
  readonly documents = new Map<string, object>();
  /** Status of an item; null takes it. */
  statusOf: (id: string) => number | null = () => null;

  constructor() {
    this.receiver.reply = (request) => this.#bulk(request);
  }

  #bulk({ body, headers }: ReceivedRequest): Reply {
    if (headers['content-type'] !== 'application/x-ndjson') return { status: 406 };
    const lines = body.split('\n').filter((line) => line !== '');
    const items = [];
    for (let i = 0; i < lines.length; i += 2) {
      const action = JSON.parse(lines[i] ?? '') as Action;
      const document = JSON.parse(lines[i + 1] ?? '') as object;
      const [kind, id] =
        action.create === undefined ? ['index', action.index?._id] : ['create', action.create._id];
      const isThere = kind === 'create' && this.documents.has(id ?? '');
      const status = this.statusOf(id ?? '') ?? (isThere ? 409 : 201);
      if (status < 300) this.documents.set(id ?? '', document);
      items.push({
        [kind]: { status, ...(status >= 300 && { error: { type: 'refused', reason: 'so' } }) },
      });
    }
    const errors = items.some((item) => Object.values(item).some(({ status }) => status >= 300));
    return { status: 200, text: JSON.stringify({ errors, items }) };
  }
}

const transportFor = ({ receiver }: Cluster, isDataStream = false): ElasticsearchTransport =>
  new ElasticsearchTransport({
    url: `${receiver.url}/`,
    index: 'degas-alerts',
    isDataStream,
    headers: { authorization: 'ApiKey k' },
  });

for (const [what, busy] of [
  ['is too busy for items', 429],
  ['is down', null],
] as const) {
  describeOutlet(
    `Elasticsearch that at times ${what}`,
    async () => {
      const cluster = new Cluster();
      await cluster.receiver.start();
      const { port } = cluster.receiver;
      return {
        transport: transportFor(cluster),
        received: () => [...cluster.documents.keys()],
        breakDown: async () => {
          if (busy === null) await cluster.receiver.stop();
          else cluster.statusOf = () => busy;
        },
        mend: async () => {
          cluster.statusOf = () => null;
          if (busy === null) await cluster.receiver.start(port);
        },
        stop: () => cluster.receiver.stop(),
      };
    },
    { hasAnswers: true, replaces: true },
  );
}

describe('Elasticsearch', () => {
  test('gets documents under the id of their alert, and each item is judged by itself', async () => {
    const cluster = new Cluster();
    await cluster.receiver.start();
    cluster.statusOf = (id) => ({ b: 400, c: 503 })[id] ?? null;
    const alerts = ['a', 'b', 'c', 'd'].map((id) => alertOf(id));
    const result = await transportFor(cluster).send(alerts, AbortSignal.timeout(5000));
    expect(result).toMatchObject({
      refused: [{ alert: { id: 'b' }, reason: 'status 400: refused so' }],
      retry: [{ id: 'c' }],
      reason: 'status 503: refused so',
    });
    expect([...cluster.documents.keys()]).toEqual(['a', 'd']);
    expect(cluster.documents.get('a')).toMatchObject({ event: { id: 'a', kind: 'alert' } });
    const request = cluster.receiver.requests[0];
    expect(request?.url).toMatch(/^\/degas-alerts\/_bulk\?filter_path=/);
    expect(request?.headers.authorization).toBe('ApiKey k');
    await cluster.receiver.stop();
  });

  test('data streams take each level of an alert once', async () => {
    const cluster = new Cluster();
    await cluster.receiver.start();
    const transport = transportFor(cluster, true);
    for (const level of ['low', 'low', 'high'] as const) {
      const result = await transport.send([alertOf('a', { level })], AbortSignal.timeout(5000));
      expect(result).toMatchObject({ refused: [], retry: [] });
    }
    expect([...cluster.documents.keys()]).toEqual(['a-low', 'a-high']);
    await cluster.receiver.stop();
  });

  test('an answer that is not one of the bulk interface is no success', async () => {
    const cluster = new Cluster();
    await cluster.receiver.start();
    cluster.receiver.reply = () => ({ status: 200, text: '{"ok":true}' });
    await expect(
      transportFor(cluster).send([alertOf('a')], AbortSignal.timeout(5000)),
    ).rejects.toThrow('an answer with no items to 1 documents');
    await cluster.receiver.stop();
  });
});
