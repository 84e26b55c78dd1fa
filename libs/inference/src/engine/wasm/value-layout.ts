import type { NetworkTopology } from './network-topology.ts';
import { GROUP } from './operations.ts';
import { WasmLayout } from './wasm-layout.ts';

/**
 * Where an instance keeps the values of a network's nodes: sequences first, once; then a row of all other values for
 * each name of a group. By a value's address the engine knows which of the two it is.
 */
export class ValueLayout {
  /** The first name's row of values without positions, and the bytes from row to row. */
  readonly pooled: number;
  readonly rowStride: number;
  readonly #topology: NetworkTopology;
  readonly #instance: WasmLayout;
  /** Assigns addresses within the first row. */
  readonly #row: WasmLayout;
  readonly #addresses = new Map<string, number>();

  constructor(topology: NetworkTopology, instance: WasmLayout) {
    this.#topology = topology;
    this.#instance = instance;
    for (const node of topology.nodes) {
      if (topology.touchesSequence(node)) this.#reserveSequence(node.name);
    }
    this.rowStride = topology.nodes.reduce(
      (sum, { name }) => sum + roundUp(4 * topology.shape(name).channels),
      0,
    );
    this.pooled = instance.reserve(GROUP * this.rowStride);
    this.#row = new WasmLayout(this.pooled);
  }

  /** Returns a value's address: of its own, within the concatenation that takes it, or that of what is flattened. */
  addressOf(name: string): number {
    const known = this.#addresses.get(name);
    if (known !== undefined) return known;
    const address = this.#assign(name);
    this.#addresses.set(name, address);
    return address;
  }

  #assign(name: string): number {
    const topology = this.#topology;
    const node = topology.nodes.find((each) => each.name === name);
    if (node?.op === 'flatten') return this.addressOf(node.inputs[0] ?? '');
    const { positions, channels } = topology.shape(name);
    if (positions !== null) return this.#reserveSequence(name);
    const joining = topology.consumersOf(name).find(({ op }) => op === 'concatenate');
    if (joining?.inputs.filter((input) => input === name).length !== 1)
      return this.#row.reserve(4 * channels);
    const before = joining.inputs.slice(0, joining.inputs.indexOf(name));
    const column = before.reduce((sum, input) => sum + topology.shape(input).channels, 0);
    return this.addressOf(joining.name) + 4 * column;
  }

  #reserveSequence(name: string): number {
    const known = this.#addresses.get(name);
    const { positions, channels } = this.#topology.shape(name);
    if (known !== undefined || positions === null) return known ?? 0;
    // A convolution reads zeros on both sides of its input.
    const kernelSizes = this.#topology
      .consumersOf(name)
      .map((each) => (each.op === 'conv1d' ? each.kernelSize : 0));
    const margin = 4 * channels * Math.max(0, ...kernelSizes);
    const address = this.#instance.reserve(4 * positions * channels + 2 * margin) + margin;
    this.#addresses.set(name, address);
    return address;
  }
}

function roundUp(size: number): number {
  return Math.ceil(size / 64) * 64;
}
