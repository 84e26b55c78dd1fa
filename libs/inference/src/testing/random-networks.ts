import { degasEncoding } from '@degas/features';
import { seededRandom } from '@degas/features';

import type { CompiledModel } from '../format/compiled-model.ts';
import { RandomNetwork } from './random-model.ts';

/** A network of random form, every op of the compiled form among its kinds; the same for the same seed. */
export function randomNetwork(seed: number): CompiledModel {
  const random = seededRandom(seed);
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const network = new RandomNetwork(seed);
  /** `size`: how large a part's values are, about. */
  const parts: { name: string; channels: number; size: number }[] = [];
  for (let branch = 0; branch < upTo(4); branch++) {
    const name = `branch${branch}`;
    parts.push(
      random() < 0.2
        ? addBag(network, name, upTo, random)
        : random() < 0.2
          ? addWordCover(network, name, upTo, random)
          : addBranch(network, name, upTo, random),
    );
  }
  let [last = { name: '', channels: 0, size: 1 }] = parts;
  if (parts.length > 1) {
    const name = network.add({
      name: 'joined',
      inputs: parts.map((part) => part.name),
      op: 'concatenate',
    });
    last = {
      name,
      channels: parts.reduce((sum, part) => sum + part.channels, 0),
      size: Math.max(...parts.map((part) => part.size)),
    };
  }
  const units = upTo(40);
  const activation = random() < 0.8 ? 'relu' : 'linear';
  network.dense('hidden', last.name, last.channels, units, activation, last.size);
  network.dense('families', 'hidden', units, 3, 'linear');
  network.dense('score', 'hidden', units, 1, 'sigmoid');
  return network.model({ families: ['a', 'b', 'c'], familyNode: 'families' });
}

type Draw = (most: number) => number;

function addBag(network: RandomNetwork, name: string, upTo: Draw, random: () => number) {
  const channels = upTo(20);
  const table = network.tensor(`${name}/table`, [64, channels], 200);
  const minimum = upTo(4);
  const combine = random() < 0.5 ? 'sum' : 'mean';
  network.add({
    name,
    inputs: ['codes'],
    op: 'ngram_bag',
    minimum,
    maximum: minimum + upTo(3) - 1,
    paddingCode: 0,
    combine,
    table,
  });
  return { name, channels, size: 1 };
}

/** One slot in eight holds a mark of so few kinds that windows of random names are words now and then. */
function addWordCover(network: RandomNetwork, name: string, upTo: Draw, random: () => number) {
  const minimum = upTo(3);
  const maximum = minimum + upTo(4) - 1;
  const data = Int8Array.from({ length: 1024 }, () => (random() < 0.5 ? upTo(64) : 0));
  network.tensors[`${name}/table`] = { shape: [1024], data, scales: Float32Array.of(1) };
  network.add({
    name,
    inputs: ['codes'],
    op: 'word_cover',
    minimum,
    maximum,
    paddingCode: 0,
    endCode: 4,
    table: `${name}/table`,
  });
  return { name, channels: maximum - minimum + 1, size: 1 };
}

function addBranch(network: RandomNetwork, branch: string, upTo: Draw, random: () => number) {
  let channels = upTo(40);
  let last: string;
  const padding = random() < 0.7 ? 'same' : 'valid';
  if (random() < 0.25) {
    const table = network.tensor(`${branch}/table`, [42, channels], 3);
    last = network.add({ name: `${branch}/embedding`, inputs: ['codes'], op: 'embedding', table });
  } else {
    last = network.tableConvolution(`${branch}/table_conv`, upTo(6), channels, padding);
  }
  for (let depth = upTo(3) - 1; depth > 0; depth--) {
    if (random() < 0.5) {
      const poolSize = upTo(3);
      last = network.add({
        name: `${branch}/pool${depth}`,
        inputs: [last],
        op: 'max_pool1d',
        poolSize,
        strides: upTo(3),
        padding: random() < 0.5 ? 'same' : 'valid',
      });
    } else {
      const filters = upTo(40);
      last = network.convolution(
        `${branch}/conv${depth}`,
        last,
        upTo(3),
        channels,
        filters,
        padding,
      );
      channels = filters;
    }
  }
  const pools = ['global_max_pool1d', 'global_average_pool1d', 'global_sum_pool1d'] as const;
  const op = pools[Math.floor(random() * 3)] ?? 'global_max_pool1d';
  network.add({ name: `${branch}/pooled`, inputs: [last], op });
  return { name: `${branch}/pooled`, channels, size: op === 'global_sum_pool1d' ? 75 : 1 };
}

/** Parallel table convolutions 2…6, a global maximum of each, a dense layer: what speeds are stated for. */
export function parallelNetwork(seed: number, filters: number, units: number): CompiledModel {
  const network = new RandomNetwork(seed);
  const parts = addParallel(network, filters);
  network.add({ name: 'joined', inputs: parts, op: 'concatenate' });
  network.dense('dense', 'joined', 5 * filters, units);
  network.dense('dense_1', 'dense', units, 1, 'sigmoid');
  return network.model({ name: 'parallel' });
}

function addParallel(network: RandomNetwork, filters: number): string[] {
  return [2, 3, 4, 5, 6].map((size) => {
    network.tableConvolution(`conv${size}`, size, filters);
    return network.add({ name: `max${size}`, inputs: [`conv${size}`], op: 'global_max_pool1d' });
  });
}

/** Parallel table convolutions 2…6, a global maximum of each, a bag of n-grams, a dense layer, a family head that sees where codes stand. */
export function flagshipLike(
  seed: number,
  filters: number,
  units = filters,
  buckets = 4096,
): CompiledModel {
  const network = new RandomNetwork(seed);
  const parts = addParallel(network, filters);
  const table = network.tensor('bag/table', [buckets, 16], 200);
  parts.push(
    network.add({
      name: 'bag',
      inputs: ['codes'],
      op: 'ngram_bag',
      minimum: 3,
      maximum: 6,
      paddingCode: 0,
      combine: 'mean',
      table,
    }),
  );
  network.add({ name: 'joined', inputs: parts, op: 'concatenate' });
  network.dense('dense', 'joined', 5 * filters + 16, units);
  const families = Array.from({ length: 80 }, (_, i) => `family${i}`);
  network.tableConvolution('places', degasEncoding.length, 32, 'valid');
  const ofPlaces = network.add({
    name: 'of places',
    inputs: ['places'],
    op: 'global_max_pool1d',
  });
  network.add({ name: 'of both', inputs: ['dense', ofPlaces], op: 'concatenate' });
  network.dense('of families', 'of both', units + 32, 128);
  network.dense('families', 'of families', 128, families.length, 'linear');
  network.dense('dense_1', 'dense', units, 1, 'sigmoid');
  return network.model({ name: 'flagship-like', families, familyNode: 'families' });
}
