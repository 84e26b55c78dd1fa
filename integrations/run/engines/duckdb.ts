import { loadClassifier } from '@degas/inference';

import { registerDegas } from '../../duckdb/src/index.ts';
import type { Engine } from '../engine.ts';

/** DuckDB in this process, `degas_score` over a table. */
export const duckdb: Engine = {
  name: 'DuckDB',
  missing: () => null,
  async run({ namesFile }) {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create()).connect();
    await registerDegas(connection, await loadClassifier());
    await connection.run(
      `CREATE TABLE names AS SELECT * FROM read_csv('${namesFile}', header = false, delim = '\t', columns = {'name': 'VARCHAR'})`,
    );
    await connection.run("SELECT degas_score('google.com')");
    const start = performance.now();
    await connection.run(
      'CREATE TABLE judged AS SELECT name, degas_score(name) AS score FROM names',
    );
    const seconds = (performance.now() - start) / 1000;
    const rows = (await connection.runAndReadAll('SELECT * FROM judged')).getRows();
    connection.closeSync();
    return { answers: rows as [string, number | null][], seconds };
  },
};
