import type { NodeOf } from './network-topology.ts';
import { operationCodes } from './operations.ts';
import type { ProgramBuilder } from './program-builder.ts';

/** Values side by side; those that are computed in their place already need no copy. */
export function planConcatenation(builder: ProgramBuilder, node: NodeOf<'concatenate'>): void {
  const { topology, values } = builder;
  const { channels } = topology.shape(node.name);
  let column = 0;
  for (const name of node.inputs) {
    const { channels: inputChannels } = topology.shape(name);
    const input = values.addressOf(name);
    const output = values.addressOf(node.name) + 4 * column;
    column += inputChannels;
    if (input === output) continue;
    builder.push(node, {
      op: operationCodes.copyColumns,
      input,
      output,
      inputRecord: -1,
      inputChannels,
      extra: 4 * channels,
    });
    builder.forgetRecordOf(node.name);
  }
}
