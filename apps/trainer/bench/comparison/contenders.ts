import type { LabelledDomain } from '@degas/features';
import { networks, scoreNames, train, trainForest } from '@degas/model';

import type { Pool } from './pool.ts';

/** A trained contender and what training it took. */
export interface Trained {
  /** NaN for a name without a registrable part. */
  readonly score: (names: readonly string[]) => Float32Array;
  /** Weights of a network, nodes of a forest. */
  readonly parameters: number;
  readonly epochs: number;
  /** Of a processor, from rows to weights, encoding included: other work on the machine doesn't count. */
  readonly trainingSeconds: number;
  readonly dispose: () => void;
}

export interface Budget {
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
}

export interface Contender {
  readonly name: string;
  readonly train: (pool: Pool, budget: Budget, onNote: (note: string) => void) => Promise<Trained>;
}

const forest: Contender = {
  name: 'forest',
  train: async ({ training }) => {
    const started = processorSeconds();
    const grown = await trainForest(training);
    return {
      score: (names) => grown.score(names),
      parameters: grown.nodes,
      epochs: 1,
      trainingSeconds: processorSeconds() - started,
      dispose: () => {
        grown.dispose();
      },
    };
  },
};

function networkContender(network: string): Contender {
  return {
    name: network,
    train: async ({ training, seen }, budget, onNote) => {
      const started = processorSeconds();
      let noted = 0;
      const { model, encoding, history } = await train(training, {
        network,
        ...budget,
        validation: someOf(seen),
        onProgress: ({ batch, batches, loss, namesPerSecond }) => {
          if (performance.now() - noted < 10_000) return;
          noted = performance.now();
          const rate = `${Math.round(namesPerSecond)} names/s`;
          onNote(`${network}: batch ${batch} of ${batches}, loss ${loss.toFixed(4)}, ${rate}`);
        },
      });
      return {
        score: (names) => scoreNames({ model, encoding }, names),
        parameters: model.countParams(),
        epochs: history.length,
        trainingSeconds: processorSeconds() - started,
        dispose: () => {
          model.dispose();
        },
      };
    },
  };
}

/** Time that this process has had of any processor. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Enough validation names to see that training goes well; nothing is chosen by them in a single epoch. */
function someOf(rows: readonly LabelledDomain[]): LabelledDomain[] {
  return rows.filter((_, index) => index % 8 === 0);
}

/** All networks of the registry and the forest, the quick ones first. */
export function contenders(): Contender[] {
  const quick = ['mlp', 'baseline', 'nyu', 'flagship', 'mit', 'endgame', 'cmu', 'invincea'];
  const place = (name: string): number => {
    const found = quick.indexOf(name);
    return found === -1 ? quick.length : found;
  };
  const ordered = networks.map(({ name }) => name).sort((a, b) => place(a) - place(b));
  return [...ordered.slice(0, 1), 'forest', ...ordered.slice(1)].map((name) =>
    name === 'forest' ? forest : networkContender(name),
  );
}
