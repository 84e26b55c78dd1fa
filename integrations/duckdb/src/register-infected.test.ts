import { seededRandom } from '@degas/features';
import { loadClassifier, type Classifier } from '@degas/inference';
import { strongestAlerts, TrafficWatch, type DnsEvent } from '@degas/traffic';
import { DuckDBInstance, type DuckDBConnection, type JS } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { registerDegas } from './register-degas.ts';

const START = Date.parse('2026-11-02T08:00:00Z');
let classifier: Classifier;
let connection: DuckDBConnection;

beforeAll(async () => {
  classifier = await loadClassifier();
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await registerDegas(connection, classifier);
  await connection.run(
    'CREATE TABLE dns (time TIMESTAMP, client VARCHAR, query VARCHAR, rcode VARCHAR)',
  );
});

afterAll(() => {
  connection.closeSync();
});

async function rowsOf(sql: string): Promise<JS[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

/** Forty clients that ask for words; one asks for thirty random names, too, which fail. */
function traffic(): DnsEvent[] {
  const random = seededRandom(7);
  const words = ['news', 'mail', 'shop', 'maps', 'music', 'photo', 'video', 'bank'];
  const word = (): string => words[Math.floor(random() * words.length)] ?? '';
  const letters = (): string =>
    Array.from({ length: 14 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');
  const event = (client: string, name: string, answer: DnsEvent['answer']): DnsEvent => ({
    time: START + Math.floor(random() * 36_000_000),
    client,
    name,
    type: null,
    answer,
    answers: [],
  });
  return [
    ...Array.from({ length: 2000 }, (_, i) =>
      event(`10.0.0.${i % 40}`, `www.${word()}${word()}.com`, 'resolved'),
    ),
    ...Array.from({ length: 30 }, () => event('10.0.0.7', `${letters()}.net`, 'nxdomain')),
  ];
}

describe('degas_infected', () => {
  test('reports the clients that a watch of the same events reports', async () => {
    const events = traffic();
    const appender = await connection.createAppender('dns');
    for (const { time, client, name, answer } of events) {
      appender.appendVarchar(new Date(time ?? 0).toISOString().replace('Z', ''));
      appender.appendVarchar(client ?? '');
      appender.appendVarchar(name);
      appender.appendVarchar(answer === 'nxdomain' ? 'NXDOMAIN' : '0');
      appender.endRow();
    }
    appender.closeSync();
    const rows = await rowsOf(
      `SELECT c.client, c.score, c.level, c.names, c.distinct_names, c.failed, epoch_ms(c.first), c.reasons
       FROM (SELECT unnest(degas_infected(time, client, query, rcode)) AS c FROM dns)`,
    );
    const watch = new TrafficWatch(classifier, { latenessMs: 1e12 });
    watch.add(events);
    const expected = strongestAlerts(watch.finish()).map((alert) => [
      alert.client,
      alert.score,
      alert.level,
      alert.names.map(({ name }) => name),
      BigInt(alert.distinctNames),
      BigInt(alert.failed),
      BigInt(alert.first ?? 0),
      alert.reasons,
    ]);
    expect(rows).toEqual(expected);
    expect(rows.map(([client]) => client)).toEqual(['10.0.0.7']);
  });

  test('a query that groups by day or by network has a list for each group', async () => {
    const rows = await rowsOf(
      `SELECT client = '10.0.0.7' AS isSeven, len(degas_infected(time, client, query, rcode))
       FROM dns GROUP BY isSeven ORDER BY isSeven`,
    );
    expect(rows).toEqual([
      [false, 0n],
      [true, 1n],
    ]);
  });

  test('without response codes and without times the names alone count', async () => {
    const [[clients] = []] = await rowsOf(
      "SELECT list_transform(degas_infected(NULL, client, query, NULL), lambda c: [c.client, c.first::VARCHAR]) FROM dns WHERE query LIKE '%.net'",
    );
    expect(clients).toEqual([['10.0.0.7', null]]);
  });

  test('an empty table, NULLs, NUL bytes and a name of 1 MB infect nobody', async () => {
    const sql = `SELECT degas_infected(t, c, n, r) FROM (VALUES
      (NULL, NULL, NULL, NULL), (now(), 'a', NULL, '3'), (now(), NULL, 'qhvwkmznfjydtr.com', '3'),
      (now(), 'a', 'b' || chr(0) || '.com', 'NXDOMAIN'), (now(), 'a', repeat('x', 1000000), '3')) AS v(t, c, n, r)`;
    expect(await rowsOf(sql)).toEqual([[[]]]);
    expect(
      await rowsOf(
        `SELECT coalesce(len(degas_infected(time, client, query, rcode)), 0) FROM dns WHERE false`,
      ),
    ).toEqual([[0n]]);
  });

  test('a classifier that fails is an error of the query, with its reason', async () => {
    const other = await (await DuckDBInstance.create(':memory:')).connect();
    const closed = await loadClassifier();
    await registerDegas(other, closed);
    closed.close();
    await expect(other.run("SELECT degas_infected(NULL, 'a', 'google.com', NULL)")).rejects.toThrow(
      'degas_infected: The classifier is closed',
    );
    other.closeSync();
  });
});
