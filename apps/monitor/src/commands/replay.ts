import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Alert, strongestAlerts, TrafficWatch } from '@degas/traffic';
import type { Logger } from 'pino';

import type { MonitorConfig } from '../config/config.ts';
import { RejectFile } from '../inputs/reject-file.ts';
import { ReplayInput } from '../inputs/replay-input.ts';
import { openOutlet } from '../outlets/open-outlet.ts';
import { Monitor } from '../pipeline/monitor.ts';
import { muteReason, openClassifier, readJudging } from '../pipeline/watch-options.ts';
import { checkReplayFiles } from './check-replay-files.ts';
import type { MonitorIo } from './monitor-io.ts';

/** Files come in any order, and some are sorted by client: a week, as `degas hunt` has it. */
const LATENESS_MS = 604_800_000;
const STDOUT = { type: 'stdout', form: 'jsonl', level: 'low', retry: {} } as const;

/** Runs recorded logs through the monitor in the time of their events. Returns the strongest alert of each client. */
export async function replay(
  config: MonitorConfig,
  speed: number | null,
  io: MonitorIo,
  logger: Logger,
): Promise<readonly Alert[]> {
  await checkReplayFiles(config);
  const classifier = await openClassifier(config);
  const { level, allow, options, findKnownDga } = await readJudging(config);
  const onProblem = (message: string): void => {
    logger.warn(message);
  };
  const watch = new TrafficWatch(classifier, { ...options, latenessMs: LATENESS_MS }, findKnownDga);
  const folder = config.state ?? tmpdir();
  // A recorded log stays as it is: its bad lines are kept where a monitor keeps its own, and counted elsewhere.
  const hasFolder = (await stat(folder).catch(() => null))?.isDirectory() === true;
  const rejects = new RejectFile(
    hasFolder && config.state !== null ? path.join(folder, 'replay-rejected.jsonl') : null,
    config.rejectBytes,
    onProblem,
  );
  const input = new ReplayInput({
    paths: config.inputs.length === 0 ? ['-'] : config.inputs,
    reading: config.reading,
    rejects,
    stdin: io.stdin,
    speed,
    clock: io.clock,
    onSummary: (line) => io.stderr.write(`${line}\n`),
  });
  const outlets = await Promise.all(
    (config.outputs.length > 0 ? config.outputs : [STDOUT]).map((settings) =>
      openOutlet(settings, { ...io, stateFolder: folder, isAllowed: () => false, onProblem }),
    ),
  );
  const alerts: Alert[] = [];
  const monitor = new Monitor({
    watch,
    inputs: [input],
    outlets,
    store: null,
    pending: [],
    positions: {},
    aside: [],
    saveMs: 60_000,
    settings: { level, allow, muteReason: (alert) => muteReason(config, alert, io.now()) },
    clock: io.clock,
    onAlerts: (raised) => {
      for (const alert of raised) alerts.push(alert);
    },
    onProblem,
  });
  await monitor.run(io.stop);
  monitor.finish();
  await monitor.close();
  await rejects.close();
  classifier.close();
  const strongest = strongestAlerts(alerts);
  io.stderr.write(
    `${monitor.counts().events} queries; ${strongest.length} ${strongest.length === 1 ? 'client' : 'clients'} suspected\n`,
  );
  monitor.throwFailure();
  return strongest;
}
