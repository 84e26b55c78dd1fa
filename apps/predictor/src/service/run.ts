import cluster from 'node:cluster';

import { pino } from 'pino';

import { SERVER_VERSION } from '../open-inference/metadata.ts';
import { ServingError } from '../serving-error.ts';
import { helpText } from '../settings/parse-flags.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { removeSocket } from './listen-grpc.ts';
import { shortenPauses } from './shorten-pauses.ts';
import { startService, type Service } from './start-service.ts';
import { reportFailure } from './worker-channel.ts';
import { superviseWorkers, type Workers } from './workers.ts';

/** The world around the service: the process in the program, something else in a test. */
export interface ServiceIo {
  readonly print: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Takes what is called when the service is asked to end. */
  readonly onStop: (stop: () => void) => void;
  /** Takes what is called when the service is asked to look for changes. */
  readonly onRefresh: (refresh: () => void) => void;
}

/** Runs the service; returns the exit code of a start that failed, and 0 once the service listens. */
export async function runService(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  io: ServiceIo,
): Promise<number> {
  try {
    const settings = readSettings(argv, environment);
    if (settings.help || settings.version) {
      io.print(settings.help ? helpText() : `Degas prediction service: ${SERVER_VERSION}\n`);
      return 0;
    }
    await run(settings, io);
    return 0;
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    const isUsage = error instanceof ServingError && error.code === 'INVALID_ARGUMENT';
    const code = isUsage ? 2 : 1;
    if (cluster.isWorker) await reportFailure(complaint, code);
    else io.writeError(`${complaint}\n`);
    return code;
  }
}

async function run(settings: Settings, io: ServiceIo): Promise<void> {
  shortenPauses();
  const logger = pino({ level: settings.logLevel });
  if (!cluster.isWorker) {
    for (const warning of settings.warnings) logger.warn(warning);
    await removeSocket(settings.grpcSocketPath);
  }
  const service: Service | Workers =
    settings.workers > 1 && cluster.isPrimary
      ? superviseWorkers(settings.workers, logger, io.writeError)
      : await startService(settings, logger);
  let isStopping = false;
  io.onRefresh(() => {
    service.refresh();
  });
  io.onStop(() => {
    // A terminal and a service manager signal the workers as well as the primary, which then signals them again.
    if (isStopping) return;
    isStopping = true;
    service.close().then(
      () => {
        // The channel to the primary would keep a worker alive.
        if (cluster.isWorker) cluster.worker?.disconnect();
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the service did not end cleanly');
        process.exitCode = 1;
      },
    );
  });
}
