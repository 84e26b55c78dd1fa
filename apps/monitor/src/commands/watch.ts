import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { registrableName } from '@degas/features';
import { type Alert, type DnsEvent, NameCache, TrafficWatch } from '@degas/traffic';
import type { Logger } from 'pino';

import type { MonitorConfig } from '../config/config.ts';
import { isBelow } from '../config/is-below.ts';
import { openInputs } from '../inputs/open-inputs.ts';
import { RejectFile } from '../inputs/reject-file.ts';
import { KafkaRun } from '../kafka/kafka-run.ts';
import { openKafka } from '../kafka/open-kafka.ts';
import { AlertJournal } from '../operations/alert-journal.ts';
import { LiveView } from '../operations/live-view.ts';
import { RuleBook } from '../operations/rule-book.ts';
import { TerminalView } from '../operations/terminal-view.ts';
import { openOutlet } from '../outlets/open-outlet.ts';
import { Monitor, type MonitorSettings } from '../pipeline/monitor.ts';
import { muteReason, openClassifier, readJudging } from '../pipeline/watch-options.ts';
import { StateStore } from '../state/state-store.ts';
import type { MonitorIo } from './monitor-io.ts';
import { outputFiles } from './output-files.ts';
import { serveOperations } from './serve-operations.ts';

/** Where alerts are that an output refuses, without a state folder: they must not be lost. */
const FALLBACK_FOLDER = 'degas-monitor.state';

/**
 * Watches live traffic until it is asked to end. `readAgain` is asked for the configuration on a reload; on a terminal, standard
 * output shows what happens.
 */
export async function watch(
  config: MonitorConfig,
  readAgain: () => Promise<MonitorConfig>,
  io: MonitorIo,
  logger: Logger,
  isTerminal = false,
): Promise<void> {
  await outputFiles(config.outputs);
  const { state: folder } = config;
  if (folder !== null) await mkdir(folder, { recursive: true });
  const kept = (name: string): string | null => (folder === null ? null : path.join(folder, name));
  const onProblem = (message: string): void => {
    logger.warn(message);
  };
  const classifier = await openClassifier(config);
  const judgingOf = async (from: MonitorConfig) => {
    const judging = await readJudging(from);
    const { options, findKnownDga } = judging;
    // One for all partitions on Kafka: their clients ask for the same names.
    const names = new NameCache(classifier, options, findKnownDga);
    return { config: from, judging, names };
  };
  let current = await judgingOf(config);
  const openWatch = (): TrafficWatch => {
    const { judging, names } = current;
    return new TrafficWatch(classifier, judging.options, judging.findKnownDga, names);
  };

  let traffic = openWatch();
  let positions: Readonly<Record<string, unknown>> = {};
  let pending: readonly Alert[] = [];
  let aside: readonly DnsEvent[] = [];
  // On Kafka the state is in the changelog.
  const store = folder === null || config.kafka !== undefined ? null : new StateStore(folder);
  const setAside = await store?.open((state) => {
    traffic.restore(state.watch);
    ({ positions, pending, aside } = state);
  });
  if (typeof setAside === 'string') {
    logger.error(setAside);
    traffic = openWatch();
    positions = {};
    pending = [];
    aside = [];
  }

  const rejects = new RejectFile(kept('rejected.jsonl'), config.rejectBytes, onProblem);
  const rules = await RuleBook.open(kept('rules.json'), io.now, () => {
    monitor.reload(settingsNow());
  });
  const settingsNow = (): MonitorSettings => ({
    level: current.judging.level,
    allow: new Set([...current.judging.allow, ...rules.allowed]),
    muteReason: (alert) =>
      rules.muteOf(alert)?.reason ?? muteReason(current.config, alert, io.now()),
  });
  const outlets = await Promise.all(
    (config.outputs.length > 0 || isTerminal ? config.outputs : [STDOUT]).map((settings) =>
      openOutlet(settings, {
        stateFolder: folder ?? FALLBACK_FOLDER,
        stdout: io.stdout,
        environment: io.environment,
        now: io.now,
        random: io.random,
        isAllowed: (name) => rules.isAllowed(name) || isBelow(current.judging.allow, name),
        onProblem,
      }),
    ),
  );
  // What is read is being written: logs without a year are of this one.
  const reading = { ...config.reading, referenceTime: io.now };
  const inputs = await openInputs(config.inputs, {
    reading,
    rejects,
    positions,
    stdin: io.stdin,
    clock: io.clock,
    onProblem,
  });
  const onEvents = (events: readonly DnsEvent[]): void => {
    view.observe(events);
  };
  const onAlerts = (alerts: readonly Alert[]): void => {
    view.raise(alerts);
    journal?.append(alerts, io.now());
    for (const { id, client, level, family, rule } of alerts)
      logger.info({ id, client, level, family, rule }, 'alert');
  };
  const monitor: Monitor | KafkaRun =
    config.kafka === undefined
      ? new Monitor({
          watch: traffic,
          inputs,
          outlets,
          store,
          pending,
          positions,
          aside,
          saveMs: config.saveSeconds * 1000,
          settings: settingsNow(),
          clock: io.clock,
          onEvents,
          onAlerts,
          onProblem,
        })
      : new KafkaRun({
          ...config.kafka,
          port: openKafka(config.kafka.cluster, io.environment, onProblem),
          checkpointMs: config.kafka.checkpointSeconds * 1000,
          sessionTimeoutMs: config.kafka.sessionSeconds * 1000,
          clock: io.clock,
          reading,
          openWatch,
          outlets,
          settings: settingsNow(),
          onEvents,
          onAlerts,
          onProblem,
        });
  const journal =
    folder === null
      ? null
      : await AlertJournal.open(path.join(folder, 'alerts-of-the-page.jsonl'), onProblem);
  const view = new LiveView(
    {
      counts: () => monitor.counts(),
      inputs: () => monitor.inputs(),
      outlets: () => outlets.map(({ name, counts }) => ({ name, counts })),
      unready: () => monitor.unready(),
      whoAskedFor: (names) =>
        monitor instanceof KafkaRun ? monitor.whoAskedFor(names) : traffic.whoAskedFor(names),
    },
    io.now,
    journal?.book,
  );
  monitor.reload(settingsNow());

  const reload = async (): Promise<void> => {
    const fresh = await readAgain();
    current = await judgingOf(fresh);
    monitor.reload(settingsNow());
    logger.info('settings were read again: level, allow-lists and mutes hold from now on');
  };
  io.onReload(() => {
    reload().catch((error: unknown) => {
      logger.error({ err: error }, 'the settings stay as they were');
    });
  });

  const server = await serveOperations(config.server, {
    folder,
    view,
    rules,
    explain: (name) => ({
      ...classifier.explain(name),
      registrable: registrableName(name).registrable,
    }),
    logger,
  });
  view.start();
  const terminal = isTerminal ? new TerminalView(view, io.stdout) : null;
  terminal?.start();
  logger.info(
    { inputs: inputs.map(({ name }) => name), outputs: outlets.map(({ name }) => name) },
    'watching',
  );
  try {
    await monitor.run(io.stop);
    // A stream that ended closes its windows; what is stopped goes on later.
    if (!io.stop.aborted && monitor instanceof Monitor) monitor.finish();
  } finally {
    terminal?.stop();
    view.stop();
    await server?.close();
    await monitor.close();
    await journal?.close();
    await rejects.close();
    classifier.close();
  }
  const { events, late, evictedClients } = monitor.counts();
  logger.info({ events, late, evictedClients }, 'ended');
}

const STDOUT = { type: 'stdout', form: 'jsonl', level: 'low', retry: {} } as const;
