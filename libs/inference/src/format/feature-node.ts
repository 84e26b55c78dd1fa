import type { CompiledModel, CompiledNode } from './compiled-model.ts';

/** Returns the dense layer that the score is read from, null where the network has none. */
export function featureNode({
  nodes,
}: Pick<CompiledModel, 'nodes'>): (CompiledNode & { op: 'dense' }) | null {
  const node = nodes.find(({ name }) => name === nodes.at(-1)?.inputs[0]);
  return node?.op === 'dense' ? node : null;
}
