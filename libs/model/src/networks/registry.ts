import { degasEncoding } from '@degas/features';
import type * as tf from '@tensorflow/tfjs';

import { ModelError } from '../errors.ts';
import { baseline } from './baseline.ts';
import { cmu } from './cmu.ts';
import { endgame } from './endgame.ts';
import { flagship } from './flagship.ts';
import { invincea } from './invincea.ts';
import { mit } from './mit.ts';
import { mlp } from './mlp.ts';
import type { Network, NetworkSettings } from './network.ts';
import { nyu } from './nyu.ts';

/** Every network by name; a new one is a file beside this and a word here. */
export const networks: readonly Network[] = [
  nyu,
  endgame,
  cmu,
  invincea,
  mit,
  baseline,
  mlp,
  flagship,
];

/** Returns the network called `name`; throws a `MODEL_UNKNOWN_NETWORK` that lists all of them. */
export function findNetwork(name: string): Network {
  const network = networks.find((candidate) => candidate.name === name);
  if (network) return network;
  throw new ModelError(
    'MODEL_UNKNOWN_NETWORK',
    `Unknown network ${JSON.stringify(name)}. Expected one of: ${networks.map((known) => known.name).join(', ')}.`,
  );
}

/**
 * The untrained layers model of a network. Same seed, same weights.
 *
 * @example const model = buildNetwork('nyu', { seed: 7 });
 */
export function buildNetwork(
  name: string,
  settings: Partial<NetworkSettings> = {},
): tf.LayersModel {
  const network = findNetwork(name);
  return network.build({
    length: (network.encoding ?? degasEncoding).length,
    seed: 1,
    ...settings,
  });
}
