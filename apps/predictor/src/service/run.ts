import cluster from 'node:cluster';

import { pino } from 'pino';

import { ServingError } from '../serving-error.ts';
import { helpText, readSettings } from '../settings/settings.ts';
import { startService } from './start-service.ts';
import { superviseWorkers } from './workers.ts';

/** The world around the service; the program gives the process, a test something else. */
export interface ServiceIo {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Takes what is to be called when the service is asked to end. */
  readonly onStop: (stop: () => void) => void;
}

/** Runs the service; gives the exit code of a start that failed, and 0 once the service listens. */
export async function runService(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  io: ServiceIo,
): Promise<number> {
  try {
    const settings = readSettings(argv, environment);
    if (settings.help) {
      io.print(helpText());
      return 0;
    }
    const logger = pino({ level: settings.logLevel });
    const service =
      settings.workers > 1 && cluster.isPrimary
        ? superviseWorkers(settings.workers, logger)
        : await startService(settings, logger);
    let isStopping = false;
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
    return 0;
  } catch (error) {
    io.complain(`${error instanceof Error ? error.message : String(error)}\n`);
    const isUsage = error instanceof ServingError && error.code === 'INVALID_ARGUMENT';
    if (cluster.isWorker) cluster.worker?.disconnect();
    return isUsage ? 2 : 1;
  }
}
