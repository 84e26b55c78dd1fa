import { hostname } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';

import type { BlocklistFormatName } from '@degas/generators';
import { type Alert, alertLevels } from '@degas/traffic';

import { fromEnvironment, type Environment } from '../config/from-environment.ts';
import { openKafka } from '../kafka/open-kafka.ts';
import { BlocklistTransport } from './blocklist-transport.ts';
import { DeadLetterFile } from './dead-letter-file.ts';
import { ElasticsearchTransport } from './elasticsearch-transport.ts';
import { JsonLinesTransport, StreamTransport } from './json-lines-transport.ts';
import { KafkaTransport } from './kafka-transport.ts';
import type { OutletSettings } from './outlet-settings.ts';
import type { Outlet } from './outlet.ts';
import { ReliableOutlet, type OutletCounts } from './reliable-outlet.ts';
import { SyslogTransport } from './syslog-transport.ts';
import type { Transport } from './transport.ts';
import { WebhookTransport } from './webhook-transport.ts';

/** What outputs need of the program around them. */
export interface OutletContext {
  /** Where dead letters go. */
  readonly stateFolder: string;
  readonly stdout: Writable;
  readonly environment: Environment;
  readonly now: () => number;
  readonly random: () => number;
  /** Names that blocklists leave out. */
  readonly isAllowed: (name: string) => boolean;
  readonly onProblem: (message: string) => void;
}

/** An output with what it did. */
export interface OpenOutlet extends Outlet {
  readonly counts: OutletCounts;
}

const MOST_DEAD_BYTES = 1 << 28;

/** Opens an output: its transport, made reliable, for alerts of its level and above. */
export async function openOutlet(
  settings: OutletSettings,
  context: OutletContext,
): Promise<OpenOutlet> {
  const transport = await openTransport(settings, context);
  const file = `${transport.name.replace(/[^\w.-]+/g, '-')}.jsonl`;
  const letters = new DeadLetterFile(path.join(context.stateFolder, 'dead-letters', file), {
    maxBytes: MOST_DEAD_BYTES,
    now: context.now,
  });
  const outlet = new ReliableOutlet(transport, letters, settings.retry, context);
  const least = alertLevels.indexOf(settings.level);
  return {
    name: outlet.name,
    get counts() {
      return outlet.counts;
    },
    deliver: (alerts: readonly Alert[]) =>
      outlet.deliver(alerts.filter(({ level }) => alertLevels.indexOf(level) >= least)),
    close: () => outlet.close(),
  };
}

async function openTransport(settings: OutletSettings, context: OutletContext): Promise<Transport> {
  const { now, environment } = context;
  switch (settings.type) {
    case 'stdout':
      return new StreamTransport(context.stdout, settings.form);
    case 'file':
      return new JsonLinesTransport(settings.path, settings.form);
    case 'syslog': {
      const { facility, message } = settings;
      const options = { facility, message, hostname: hostname(), processId: process.pid };
      return new SyslogTransport(settings, options, now);
    }
    case 'webhook':
      return new WebhookTransport({
        ...settings,
        headers: filledIn(settings.headers, environment),
        secret: settings.secret === null ? null : fromEnvironment(settings.secret, environment),
      });
    case 'elasticsearch':
      return new ElasticsearchTransport({
        ...settings,
        headers: filledIn(settings.headers, environment),
      });
    case 'kafka': {
      const port = openKafka(settings.cluster, environment, context.onProblem);
      return new KafkaTransport(port, settings.topic, settings.form);
    }
    case 'blocklist': {
      const format = settings.format as BlocklistFormatName;
      const { isAllowed, onProblem } = context;
      const list = await BlocklistTransport.open({ ...settings, format, isAllowed }, now);
      // A resolver that starts now wants the file to be there; it need not run yet.
      await list.refresh().catch((error: unknown) => {
        onProblem(`${list.name}: ${error instanceof Error ? error.message : String(error)}`);
      });
      return list;
    }
  }
}

function filledIn(
  headers: Readonly<Record<string, string>>,
  environment: Environment,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, fromEnvironment(value, environment)]),
  );
}
