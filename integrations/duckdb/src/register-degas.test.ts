import { seededRandom } from '@degas/features';
import { loadClassifier, type Classifier } from '@degas/inference';
import { DuckDBInstance, type DuckDBConnection, type JS } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { registerDegas } from './register-degas.ts';

let classifier: Classifier;
let connection: DuckDBConnection;

beforeAll(async () => {
  classifier = await loadClassifier();
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  await registerDegas(connection, classifier);
});

afterAll(() => {
  connection.closeSync();
});

async function rowsOf(sql: string): Promise<JS[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

describe('registerDegas', () => {
  test('a table has the library’s verdicts, row by row', async () => {
    const random = seededRandom(20);
    const names = Array.from({ length: 10_000 }, (_, i) => {
      const label = Math.floor(random() * 2 ** 50).toString(36);
      return i % 7 === 0 ? label : `${i % 3 === 0 ? 'www.shop-' : ''}${label}.com`;
    });
    await connection.run('CREATE TABLE queries (id INTEGER, name VARCHAR)');
    const appender = await connection.createAppender('queries');
    names.forEach((name, id) => {
      appender.appendInteger(id);
      appender.appendVarchar(name);
      appender.endRow();
    });
    appender.closeSync();
    const rows = await rowsOf(
      'SELECT degas_score(name), degas_level(name), degas_family(name), registrable(name) FROM queries ORDER BY id',
    );
    const expected = classifier
      .classify(names)
      .map(({ score, level, family, registrable }) => [score, level, family, registrable]);
    expect(rows).toEqual(expected);
    expect(expected.some(([score]) => score === null)).toBe(true);
    expect(expected.some(([, , family]) => family !== null)).toBe(true);
  });

  test('skipped names are NULL, so that they are neither above nor below a threshold', async () => {
    expect(
      await rowsOf(
        "SELECT count(*) FROM (VALUES ('co.uk'), (NULL), ('10.0.0.1'), ('')) AS t(n) WHERE degas_score(n) > 0",
      ),
    ).toEqual([[0n]]);
  });

  test('NULL, a NUL byte and a name of 1 MB are NULL in their rows', async () => {
    const sql =
      "SELECT degas_score(n), degas_level(n), degas_family(n), registrable(n) FROM (VALUES (1, NULL), (2, 'a' || chr(0) || '.com'), " +
      "(3, repeat('a', 1000000)), (4, 'google.com')) AS t(i, n) ORDER BY i";
    const rows = await rowsOf(sql);
    expect(rows.slice(0, 3)).toEqual([
      [null, null, null, null],
      [null, null, null, null],
      [null, null, null, null],
    ]);
    expect(rows[3]?.[3]).toBe('google.com');
    expect(rows[3]?.[0]).toBe(classifier.classifyOne('google.com').score);
  });

  test('an empty table has no rows and no error', async () => {
    await connection.run('CREATE TABLE nothing (name VARCHAR)');
    expect(await rowsOf('SELECT degas_score(name), registrable(name) FROM nothing')).toEqual([]);
  });

  test('a classifier that fails is an error of the query, with its reason', async () => {
    const other = await (await DuckDBInstance.create(':memory:')).connect();
    const closed = await loadClassifier();
    await registerDegas(other, closed);
    closed.close();
    await expect(
      other.run("SELECT degas_score(n) FROM (VALUES ('google.com')) AS t(n)"),
    ).rejects.toThrow('degas_score: The classifier is closed');
    other.closeSync();
  });
});
