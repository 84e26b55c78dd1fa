import type { Classifier } from '@degas/inference';
import type { Alert } from '@degas/traffic';
import {
  BIGINT,
  DOUBLE,
  DuckDBListValue,
  DuckDBScalarFunction,
  DuckDBStructValue,
  DuckDBTimestampValue,
  LIST,
  listValue,
  STRUCT,
  structValue,
  TIMESTAMP,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';

import { type EventRow, infectedClients } from './infected-clients.ts';

const EVENT = STRUCT({ time: TIMESTAMP, client: VARCHAR, name: VARCHAR, rcode: VARCHAR });
const CLIENT = STRUCT({
  client: VARCHAR,
  score: DOUBLE,
  level: VARCHAR,
  family: VARCHAR,
  names: LIST(VARCHAR),
  distinct_names: BIGINT,
  failed: BIGINT,
  first: TIMESTAMP,
  last: TIMESTAMP,
  reasons: LIST(VARCHAR),
});

/** Gives the database `degas_infected`, an aggregate: a macro that collects a group's events for one call of a function. */
export async function registerInfected(
  connection: DuckDBConnection,
  classifier: Classifier,
): Promise<void> {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: 'degas_infected_clients',
      returnType: LIST(CLIENT),
      parameterTypes: [LIST(EVENT)],
      mainFunction(info, chunk, output) {
        try {
          chunk.getColumnValues(0).forEach((events, row) => {
            const alerts = infectedClients(classifier, eventsOf(events));
            output.setItem(row, listValue(alerts.map(clientValue)));
          });
          output.flush();
        } catch (error) {
          info.setError(
            `degas_infected: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      },
    }),
  );
  await connection.run(`
    CREATE OR REPLACE MACRO degas_infected("time", client, name, rcode) AS degas_infected_clients(
      list({'time': "time"::TIMESTAMP, 'client': client::VARCHAR, 'name': name::VARCHAR, 'rcode': rcode::VARCHAR}))`);
}

function* eventsOf(list: DuckDBValue): Generator<EventRow> {
  if (!(list instanceof DuckDBListValue)) return;
  for (const item of list.items) {
    if (!(item instanceof DuckDBStructValue)) continue;
    const { time, client, name, rcode } = item.entries;
    yield {
      time: time instanceof DuckDBTimestampValue ? time.micros : null,
      client: textOf(client),
      name: textOf(name),
      rcode: textOf(rcode),
    };
  }
}

const textOf = (value: DuckDBValue | undefined): string | null =>
  typeof value === 'string' ? value : null;

function clientValue(alert: Alert): DuckDBStructValue {
  return structValue({
    client: alert.client,
    score: alert.score,
    level: alert.level,
    family: alert.family,
    names: listValue(alert.names.map(({ name }) => name)),
    distinct_names: BigInt(alert.distinctNames),
    failed: BigInt(alert.failed),
    first: timeValue(alert.first),
    last: timeValue(alert.last),
    reasons: listValue([...alert.reasons]),
  });
}

const timeValue = (ms: number | null): DuckDBTimestampValue | null =>
  ms === null ? null : new DuckDBTimestampValue(BigInt(ms) * 1000n);
