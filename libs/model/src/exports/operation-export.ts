import type { NodeOf } from '../graph/network-graph.ts';
import type { Compiler } from './compiled/compiler.ts';
import type { OnnxGraph } from './onnx/onnx-graph.ts';
import type { TensorflowGraph } from './saved-model/tensorflow-graph.ts';

/** What one operation becomes in each form of a network. `inputs` are the names of its inputs' values there. */
export interface OperationExport<Operation> {
  /** Adds it to a TensorFlow graph under `scope` and returns the name of its value. */
  tensorflow(
    graph: TensorflowGraph,
    scope: string,
    node: NodeOf<Operation>,
    inputs: readonly string[],
    positions: number,
  ): string;
  /**
   * The same for the graph models of TensorFlow.js, where their operations are fewer. An operation that has it is one
   * that TensorFlow.js has no layer for: a network with it has to be a graph model there.
   */
  graphModel?(
    graph: TensorflowGraph,
    scope: string,
    node: NodeOf<Operation>,
    inputs: readonly string[],
    positions: number,
  ): string;
  /** Adds it to an ONNX graph and returns the name of its value, which is `name`. */
  onnx(
    graph: OnnxGraph,
    name: string,
    node: NodeOf<Operation>,
    inputs: readonly string[],
    positions: number,
  ): string;
  /** Adds it to the compiled form, or throws `MODEL_UNSUPPORTED_LAYER` where the engine can't run it. */
  compiled(compiler: Compiler, node: NodeOf<Operation>, inputs: readonly string[]): void;
}
