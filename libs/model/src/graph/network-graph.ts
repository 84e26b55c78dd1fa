import type { LayerOperation } from './operations.ts';

/** One operation on the values of earlier nodes. A layer with an activation of its own becomes two nodes. */
export type NetworkNode = NodeOf<LayerOperation>;

/** A node of one operation, or of any of several. */
export type NodeOf<Operation> = Operation & {
  readonly id: string;
  readonly layer: string;
  readonly inputs: readonly string[];
  /** Shape of its value, without the batch. */
  readonly shape: readonly number[];
};

/** A network as a list of operations in order of evaluation, without the framework that trained it. */
export interface NetworkGraph {
  /** The layers model's name. */
  readonly name: string;
  /** One input among them; the last one's value is (1), the sigmoid score. */
  readonly nodes: readonly NetworkNode[];
  /** Numbers per row of the input. */
  readonly length: number;
}

/** Returns the graph with only the nodes that lead to the score: what an export with one output needs. */
export function scoreGraph(graph: NetworkGraph): NetworkGraph {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const reached = new Set<NetworkNode>();
  const visit = (node: NetworkNode | undefined): void => {
    if (node === undefined || reached.has(node)) return;
    for (const input of node.inputs) visit(byId.get(input));
    reached.add(node);
  };
  visit(graph.nodes.at(-1));
  return { ...graph, nodes: [...reached] };
}
