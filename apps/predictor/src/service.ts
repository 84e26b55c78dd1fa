import { loadClassifier } from '@degas/inference';
import type { Logger } from 'pino';

import { ModelRegistry } from './model-registry.ts';
import { ModelVersion } from './model-version.ts';
import { buildServer } from './server.ts';
import type { Settings } from './settings.ts';

/** A service that listens. */
export interface Service {
  readonly restAddress: string;
  /** Takes no more connections, ends the requests under way, then resolves. */
  close(): Promise<void>;
}

/** Loads what is to be served, then listens. */
export async function startService(settings: Settings, logger: Logger): Promise<Service> {
  const registry = new ModelRegistry();
  const shipped = new ModelVersion(settings.modelName, 1);
  registry.add(shipped);
  await shipped.load(() => loadClassifier(settings.modelBasePath ?? undefined));
  if (shipped.failure !== null) throw shipped.failure;

  const rest = buildServer({ registry, logger });
  const restAddress = await rest.listen({ host: settings.host, port: settings.restApiPort });
  return {
    restAddress,
    async close() {
      await rest.close();
      await shipped.unload();
    },
  };
}
