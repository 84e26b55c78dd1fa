import { registrableName } from '@degas/features';
import type { Classifier } from '@degas/inference';
import {
  DuckDBScalarFunction,
  FLOAT,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api';

import { registerInfected } from './register-infected.ts';
import { VerdictMemo } from './verdict-memo.ts';

/** Returns a value for each name of a chunk, NULL where the name has none; null names are what SQL had as NULL. */
type ChunkFunction = (names: readonly (string | null)[]) => ArrayLike<number | string | null>;

/**
 * Gives a DuckDB connection, and all of its database, the scalar functions `degas_score` (FLOAT), `degas_level`,
 * `degas_family` and `registrable` (VARCHAR), each of a VARCHAR. They return NULL for NULL and for skipped names;
 * `degas_level` also where no level is reached, `degas_family` for benign names. And the aggregate
 * `degas_infected(time TIMESTAMP, client, name, rcode VARCHAR)`: a list of the suspected clients, as `degas hunt` reports them.
 *
 * Queries must run in this process, whose JavaScript thread does the work: a second connection of it helps nothing.
 *
 * @example
 * await registerDegas(connection, await loadClassifier());
 * await connection.run("SELECT degas_score('google.com')");
 */
export async function registerDegas(
  connection: DuckDBConnection,
  classifier: Classifier,
): Promise<void> {
  const memo = new VerdictMemo(classifier);
  register(connection, 'degas_score', FLOAT, (names) =>
    memo.verdicts(names).map(({ score }) => score),
  );
  register(connection, 'degas_level', VARCHAR, (names) =>
    memo.verdicts(names).map(({ level }) => level),
  );
  register(connection, 'degas_family', VARCHAR, (names) =>
    memo.verdicts(names).map(({ family }) => family),
  );
  register(connection, 'registrable', VARCHAR, (names) =>
    names.map((name) => (name === null ? null : registrableName(name).registrable)),
  );
  await registerInfected(connection, classifier);
}

function register(
  connection: DuckDBConnection,
  name: string,
  returnType: DuckDBType,
  valuesOf: ChunkFunction,
): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      returnType,
      parameterTypes: [VARCHAR],
      mainFunction(info, chunk, output) {
        try {
          const names = chunk.getColumnValues(0) as (string | null)[];
          const values = valuesOf(names);
          for (let row = 0; row < names.length; row++) output.setItem(row, values[row] ?? null);
          output.flush();
        } catch (error) {
          info.setError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      },
    }),
  );
}
