import { status } from '@grpc/grpc-js';

import type { ModelRegistry } from '../models/model-registry.ts';
import type { StatusMessage, VersionStatusMessage } from './messages.ts';
import { readStatusSpec } from './model-spec.ts';

/** Puts another configuration into force; the argument is a ModelServerConfig message. */
export type Reload = (config: unknown) => Promise<void>;

/** The calls of ModelService. */
export function modelHandlers(registry: ModelRegistry, reload: Reload) {
  return {
    GetModelStatus({ model_spec }: StatusMessage): Promise<object> {
      const versions = registry.status(readStatusSpec(model_spec));
      return Promise.resolve({
        model_version_status: versions.map(({ version, state, failure }): VersionStatusMessage => ({
          version: String(version),
          state,
          status: {
            error_code: failure === null ? status.OK : status.UNKNOWN,
            error_message: failure?.message ?? '',
          },
        })),
      });
    },

    async HandleReloadConfigRequest({ config }: { config: unknown }): Promise<object> {
      await reload(config);
      return { status: { error_code: status.OK, error_message: '' } };
    },
  };
}
