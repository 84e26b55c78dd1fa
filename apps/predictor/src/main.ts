import { pino } from 'pino';

import { startService } from './service.ts';
import { ServingError } from './serving-error.ts';
import { helpText, readSettings } from './settings.ts';

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (settings.help) process.stdout.write(helpText());
  else {
    const service = await startService(settings, pino({ level: settings.logLevel }));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void service.close());
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof ServingError && error.code === 'INVALID_ARGUMENT' ? 2 : 1;
}
