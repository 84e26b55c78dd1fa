import { status } from '@grpc/grpc-js';

import type { ModelRegistry } from '../models/model-registry.ts';
import { ServingError } from '../serving-error.ts';
import type { StatusMessage, VersionStatusMessage } from './messages.ts';
import { readModelSpec } from './model-spec.ts';

/** Puts another configuration into force; the argument is a ModelServerConfig message. */
export type Reload = (config: unknown) => Promise<void>;

/** The calls of ModelService. */
export function modelHandlers(registry: ModelRegistry, reload?: Reload) {
  return {
    GetModelStatus({ model_spec }: StatusMessage): Promise<object> {
      const versions = registry.status(readModelSpec(model_spec));
      return Promise.resolve({
        model_version_status: versions.map(({ version, state, failure }): VersionStatusMessage => ({
          version,
          state,
          status: {
            error_code: failure === null ? status.OK : status.UNKNOWN,
            error_message: failure?.message ?? '',
          },
        })),
      });
    },

    async HandleReloadConfigRequest({ config }: { config: unknown }): Promise<object> {
      if (reload === undefined) {
        throw new ServingError(
          'UNIMPLEMENTED',
          'This service was started without a model folder to reload',
        );
      }
      await reload(config);
      return { status: { error_code: status.OK, error_message: '' } };
    },
  };
}
